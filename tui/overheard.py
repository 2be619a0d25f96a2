"""What went over the wire since somebody last looked: filled by the thread that talks, emptied by the screen."""

from __future__ import annotations

import threading
from collections import deque

from ..probes.transcript import Piece
from .serial_log import SerialLog, sent

MOST = 16 * 1024
"""Bytes between two looks; of more the newest are kept and the rest is counted, so that drawing never falls behind."""

QUIET = 3
"""Looks in a row that found nothing: then a line that has no end yet is shown as it is."""


class Overheard:
    """Bounded; both sides may be in different threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pieces: deque[Piece] = deque()
        self._size = 0
        self._dropped = 0
        self._quiet = 0

    def add(self, piece: Piece) -> None:
        """From the thread that uses the port."""
        with self._lock:
            self._pieces.append(piece)
            self._size += len(piece.data)
            while self._size > MOST and len(self._pieces) > 1:
                lost = len(self._pieces.popleft().data)
                self._size -= lost
                self._dropped += lost

    def take(self) -> tuple[tuple[Piece, ...], int]:
        """Everything since the last time, and how many bytes before it were dropped."""
        with self._lock:
            pieces, dropped = tuple(self._pieces), self._dropped
            self._pieces.clear()
            self._size = self._dropped = 0
        return pieces, dropped

    def pour(self, log: SerialLog) -> bool:
        """Put all of it into a log, in the order in which it happened; returns whether there was anything."""
        pieces, dropped = self.take()
        if dropped and pieces:
            log.tell(pieces[0].at, "wire", f"{dropped} bytes came faster than can be shown")
        for piece in pieces:
            _pour(piece, log)
        self._quiet = 0 if pieces else self._quiet + 1
        if self._quiet == QUIET:
            log.settle()
        return log.catch_up(quiet=self._quiet == QUIET) or bool(pieces)


def _pour(piece: Piece, log: SerialLog) -> None:
    match piece.direction:
        case "heard":
            log.hear(piece.at, piece.data[-MOST:])
        case "said":
            log.tell(piece.at, "sent", "to the board: " + sent(piece.data))
        case "baud":
            log.tell(piece.at, "wire", f"listening at {piece.data.decode()} baud")
        case "lines":
            log.tell(piece.at, "wire", piece.data.decode())
