"""The bench's time in three paces: free runs ahead, line is the computer's, served is that with short cuts."""

from __future__ import annotations

import math
import threading
import time

LONGEST_WAIT = 0.05
"""Seconds that a wait on the computer's time lasts at most before the world is looked at again."""

NAPLESS = 0.03
"""Seconds between two line changes below which the client cannot have waited for the answer to the first as pyserial
does: that takes 0.05 s and more."""


class FreeClock:
    """Simulated time alone: it stands still until somebody waits, so that a seed makes a run repeatable."""

    may_hurry = False
    """Waiting takes no time already."""
    look_every = 0.5
    """Simulated seconds, which pass in a few milliseconds: who may stop is asked so often."""

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        """Simulated seconds."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Move on; nobody really waits."""
        self._now += max(0.0, seconds)

    def wait(self, until: float, changed: threading.Condition) -> None:
        """Move to that moment; infinity means that only another thread can bring something new."""
        if until == float("inf"):
            changed.wait(LONGEST_WAIT)
        else:
            self._now = max(self._now, until)

    def hurry(self, until: float) -> None:
        """Move to that moment."""
        self._now = max(self._now, until)

    def hold(self, seconds: float) -> None:
        """Nothing: this time never passes by itself."""

    def grant(self, seconds: float) -> None:
        """Nothing: this time always runs ahead."""


class LineClock:
    """The computer's monotonic clock: a byte takes as long as on a wire."""

    look_every = LONGEST_WAIT

    @property
    def may_hurry(self) -> bool:
        """Whether time may be skipped now."""
        return False

    def __init__(self) -> None:
        self._start = time.monotonic()

    def now(self) -> float:
        """Seconds since the bench was made."""
        return time.monotonic() - self._start

    def sleep(self, seconds: float) -> None:
        """Really wait."""
        time.sleep(max(0.0, seconds))

    def wait(self, until: float, changed: threading.Condition) -> None:
        """Wait for that moment or for a change, but not longer than a slice."""
        changed.wait(max(0.0, min(until - self.now(), LONGEST_WAIT)))

    def hurry(self, until: float) -> None:
        """No short cuts: really wait."""
        self.sleep(until - self.now())

    def hold(self, seconds: float) -> None:
        """Nothing: the wire does not wait for anybody."""

    def grant(self, seconds: float) -> None:
        """Nothing: there are no short cuts."""


class ServedClock(LineClock):
    """Behind a socket: the computer's time, but work under way is skipped over, and line changes stand in a row.

    A client on a network learns only after tens of milliseconds that a line was moved. Played as it arrives no
    reset sequence would reach the loader (esptool issue 383: Espressif's own server replays them for that reason).
    So time stands still for a moment after a change; what the client waits on purpose is longer and counts.
    """

    def __init__(self, *, skips: bool = True) -> None:
        super().__init__()
        self._skips = skips
        self._credit = 0.0
        self._shift = 0.0
        self._held_from = -math.inf
        self._held_for = 0.0

    def now(self) -> float:
        """Seconds since the start, with what was skipped, without what was held."""
        return self._raw() + self._shift - self._held()

    @property
    def may_hurry(self) -> bool:
        """Whether time may be skipped now."""
        return self._credit > 0.0

    def grant(self, seconds: float) -> None:
        """The client did something: so much of what follows may be skipped. A board that restarts for ever without
        being asked is not busy with anything that the client waits for."""
        self._credit = max(self._credit, seconds) if self._skips else 0.0

    def hurry(self, until: float) -> None:
        """Skip to that moment as far as that was granted, else wait a slice of the way."""
        ahead = max(0.0, until - self.now())
        skipped = min(ahead, self._credit)
        self._credit -= skipped
        self._shift += skipped
        if ahead > skipped:
            time.sleep(min(ahead - skipped, LONGEST_WAIT))

    def hold(self, seconds: float) -> None:
        """Stand still from now until that many seconds of the computer have passed, or the next hold.

        A client that moves one line right after the other does not nap in between, and nothing is held for it.
        """
        napless = self._raw() - self._held_from < NAPLESS
        self._shift -= self._held()
        self._held_from, self._held_for = self._raw(), 0.0 if napless else seconds

    def _raw(self) -> float:
        return super().now()

    def _held(self) -> float:
        return min(self._raw() - self._held_from, self._held_for)


BenchClock = FreeClock | LineClock | ServedClock
