"""Time as a parameter: the computer's, or one that the bench or a test moves."""

from __future__ import annotations

import time
from typing import Protocol

SLICE = 0.05
"""Seconds of a person's time: nobody waits longer than this without looking at the stop token."""


class Clock(Protocol):
    """Seconds since some start, and waiting."""

    look_every: float
    """Seconds of this clock that pass at most between two looks at the stop token: `SLICE` on the computer's, more on
    one that runs ahead, where each look costs more than what is waited for."""

    def now(self) -> float:
        """Seconds, never going back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let that much time pass."""
        ...


class RealClock:
    """The computer's finest clock that never goes back: before Python 3.13 `time.monotonic` moves in steps of 16 ms on
    Windows, and a reset pulse must be let go within 30 (`lines.PROMPT`)."""

    look_every = SLICE

    def now(self) -> float:
        """Seconds since some start."""
        return time.perf_counter()

    def sleep(self, seconds: float) -> None:
        """Block for that long."""
        if seconds > 0:
            time.sleep(seconds)
