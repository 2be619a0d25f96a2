"""Time as a parameter: the computer's, or one that a test or the bench moves."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Seconds since some start, and waiting."""

    def now(self) -> float:
        """Seconds, never going back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let that much time pass."""
        ...


class RealClock:
    """The computer's monotonic clock."""

    def now(self) -> float:
        """Seconds since some start."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Block for that long."""
        if seconds > 0:
            time.sleep(seconds)


class FakeClock:
    """A clock that stands still until it is moved: for tests."""

    def __init__(self, start: float = 0.0) -> None:
        self._now = start

    def now(self) -> float:
        """Seconds that were slept, and the start."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Move the clock."""
        self._now += max(0.0, seconds)
