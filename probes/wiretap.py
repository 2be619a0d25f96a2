"""What goes over the wire, on its way into the case: the very bytes, as far as a reader of the case can use them.

A step that says much more than a probe ever does (a megabyte of firmware) is kept by its beginning and by how much
followed: a case stays small enough to be sent to somebody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .transcript import Piece

if TYPE_CHECKING:
    from .link import Port
    from .record import Record

MOST_A_STEP = 16 * 1024
"""Bytes of one probe or action that are kept; a boot with a crash is about two thousand."""

LONGEST_CHUNK = 2048
"""Bytes in one entry of the case."""

_DIRECTIONS = {"heard": "in", "said": "out"}


class Wiretap:
    """Hands pieces of a transcript to a record, gathered to chunks of one direction. Call `flush` before what was
    learned from them is recorded, and `end_step` when a probe or an action is over."""

    def __init__(self, record: Record, began: float) -> None:
        """`began`: the moment of the doors' clock at which the case began, in seconds."""
        self.also: Callable[[Piece], None] | None = None
        """Told of every piece too, in the thread that uses the port: the screen's serial line."""
        self._record = record
        self._began = began
        self._url = ""
        self._direction = ""
        self._at = 0.0
        self._data = bytearray()
        self._kept = 0
        self._dropped = {"in": 0, "out": 0}

    def listen(self, port: Port) -> None:
        """From now on to this port, beginning with what went over it while it was opened."""
        self.flush()
        self._url = port.url
        for piece in port.transcript.pieces():
            self._take(piece)
        port.transcript.watcher = self._take

    def flush(self) -> None:
        """Write what was gathered."""
        if self._data:
            self._record.chunk(self._url, self._direction, bytes(self._data), self._at)
            self._data.clear()

    def end_step(self, now: float) -> None:
        """Write the rest, and how much was not kept; `now` in seconds since the case began."""
        self.flush()
        if any(self._dropped.values()):
            said, heard = self._dropped["out"], self._dropped["in"]
            self._record.noted(f"{heard} more bytes from the board and {said} more to it are not kept", now)
        self._kept = 0
        self._dropped = {"in": 0, "out": 0}

    # ---------------------------------------------------------------- inside

    def _take(self, piece: Piece) -> None:
        if self.also is not None:
            self.also(piece)
        if piece.direction == "lines":
            self._lines(piece)
        elif piece.direction == "baud":
            self._tell(lambda at: self._record.noted(f"{self._url} at {piece.data.decode()} baud", at), piece)
        else:
            self._gather(_DIRECTIONS[piece.direction], piece)

    def _lines(self, piece: Piece) -> None:
        dtr, rts = b"DTR=1" in piece.data, b"RTS=1" in piece.data
        self._tell(lambda at: self._record.lines(self._url, dtr, rts, at), piece)

    def _tell(self, write: Callable[[float], None], piece: Piece) -> None:
        """A change of lines or speed, behind the bytes that went before it."""
        self.flush()
        if self._kept < MOST_A_STEP:
            self._kept += len(piece.data)
            write(piece.at - self._began)

    def _gather(self, direction: str, piece: Piece) -> None:
        if direction != self._direction or len(self._data) >= LONGEST_CHUNK:
            self.flush()
        self._direction = direction
        room = max(0, MOST_A_STEP - self._kept)
        if not self._data:
            self._at = piece.at - self._began
        self._data += piece.data[:room]
        self._kept += min(room, len(piece.data))
        self._dropped[direction] += max(0, len(piece.data) - room)
