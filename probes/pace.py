"""How fast counted work goes, and how long it still takes. Pure: the time is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Pace:
    """One kind of work follows another: another total, or a count that falls back, begins anew. State of the present
    one; seconds, and what is counted is bytes or tries."""

    total: int = -1
    took: float = 0.0
    rate: float = 0.0
    """A second; 0 while nothing can be said."""
    left: float = 0.0
    """Seconds; 0 while nothing can be said."""
    _began: float = 0.0
    _first: int = 0
    _done: int = 0

    def at(self, done: int, total: int, now: float) -> Pace:
        """So far it is now, by any clock; itself, brought up to date."""
        if total != self.total or done < self._done:
            self.total, self._began, self._first = total, now, done
        self._done, self.took = done, now - self._began
        self.rate = (done - self._first) / self.took if self.took > 0 else 0.0
        self.left = max(0, total - done) / self.rate if self.rate else 0.0
        return self
