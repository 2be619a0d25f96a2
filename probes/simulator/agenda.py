"""What is going to happen on the bench at a moment that is already known: a queue ordered by time."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count

Act = Callable[[float], None]
NEVER = float("inf")


class Agenda:
    """Moments are seconds of the bench; what was noted first comes first among equals."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Act]] = []
        self._orders = count()
        self.next = NEVER
        """The next moment, NEVER if there is none."""

    def add(self, at: float, act: Act) -> None:
        """Do that then; it is told the moment."""
        heapq.heappush(self._heap, (at, next(self._orders), act))
        self.next = self._heap[0][0]

    def pop(self) -> tuple[float, Act]:
        """The next entry."""
        at, _, act = heapq.heappop(self._heap)
        self.next = self._heap[0][0] if self._heap else NEVER
        return at, act
