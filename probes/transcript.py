"""Everything that went over one port, both ways, with times: evidence points into it, the screen shows its end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Direction = Literal["heard", "said", "lines", "baud"]

KEPT = 256 * 1024
"""Bytes; older ones are dropped, so that an upload does not fill the memory."""

_OVERHEAD = 16
"""What a piece counts beside its bytes: a million empty ones are memory too."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that came or went together, or a change of lines or speed."""

    at: float
    """Seconds on the doors' clock."""
    direction: Direction
    data: bytes
    """What was heard or said; for lines and baud the words "DTR=1 RTS=0", "74880"."""
    offset: int
    """Number of bytes in this direction before it."""


class Transcript:
    """Append-only, bounded. One writer; readers take copies."""

    def __init__(self, watcher: Callable[[Piece], None] | None = None) -> None:
        self.watcher = watcher
        """Called with each piece, in the thread that uses the port."""
        self._pieces: deque[Piece] = deque()
        self._size = 0
        self._totals: dict[Direction, int] = {"heard": 0, "said": 0, "lines": 0, "baud": 0}

    @property
    def heard(self) -> int:
        """Bytes heard so far: the offset of the next one."""
        return self._totals["heard"]

    @property
    def said(self) -> int:
        """Bytes said so far."""
        return self._totals["said"]

    def add(self, at: float, direction: Direction, data: bytes) -> None:
        """Note a piece; nothing is noted for no bytes."""
        if not data:
            return
        piece = Piece(at, direction, data, self._totals[direction])
        self._totals[direction] += len(data)
        self._pieces.append(piece)
        self._size += len(data) + _OVERHEAD
        while self._size > KEPT and len(self._pieces) > 1:
            self._size -= len(self._pieces.popleft().data) + _OVERHEAD
        if self.watcher is not None:
            self.watcher(piece)

    def pieces(self) -> tuple[Piece, ...]:
        """What is still kept, oldest first."""
        return tuple(self._pieces)

    def slice(self, start: int, end: int) -> bytes:
        """Heard bytes by offset, as far as they are still kept."""
        kept = (piece for piece in self._pieces if piece.direction == "heard")
        parts = (p.data[max(0, start - p.offset) : max(0, end - p.offset)] for p in kept)
        return b"".join(parts)
