"""A clock that a test moves."""

from __future__ import annotations

from espdoctor.probes.clock import SLICE


class FakeClock:
    """Stands still until somebody sleeps."""

    look_every = SLICE

    def __init__(self, start: float = 0.0) -> None:
        self._now = start

    def now(self) -> float:
        """Seconds that were slept, and the start."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Move the clock, only ever forward."""
        self._now += max(0.0, seconds)
