"""SLIP, the framing of the loader's protocol: bytes in, frames and what is no frame out.

Frames stand between two 0xC0; 0xC0 and 0xDB inside are escaped (RFC 1055). A reader that lost its place finds it
again at the next pair of 0xC0: an empty frame is taken as the beginning of one.
"""

from __future__ import annotations

from dataclasses import dataclass

END = 0xC0
ESC = 0xDB
_END_MARK = bytes([END])
_ESCAPED = {0xDC: END, 0xDD: ESC}

LONGEST = 1 << 16
"""Bytes in a frame: more is a line that only looks like one."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole frame, unescaped."""

    payload: bytes
    span: Span
    """Where its bytes lie, both 0xC0 included, counted from the first byte fed."""


@dataclass(frozen=True, slots=True)
class Stray:
    """Bytes between frames: somebody speaks, but not this protocol."""

    data: bytes
    span: Span


@dataclass(frozen=True, slots=True)
class Broken:
    """A frame with an escape that does not exist, one that is too long, or one that the stream ended in."""

    data: bytes
    span: Span


Event = Frame | Stray | Broken


def encode(payload: bytes) -> bytes:
    """The payload as a frame on the wire."""
    inner = payload.replace(b"\xdb", b"\xdb\xdd").replace(b"\xc0", b"\xdb\xdc")
    return b"\xc0" + inner + b"\xc0"


class Decoder:
    """Takes bytes in any pieces; gives the same events whatever the pieces were. Never raises."""

    def __init__(self) -> None:
        self._offset = 0
        self._start = 0
        self._raw = bytearray()
        self._inside = False

    def feed(self, data: bytes) -> list[Event]:
        """The events that these bytes completed."""
        events: list[Event] = []
        *ended, rest = data.split(_END_MARK)
        for piece in ended:
            self._gather(piece, events)
            self._offset += 1
            self._end_mark(events)
        self._gather(rest, events)
        return events

    def end(self) -> list[Event]:
        """What is left when the line has fallen silent; the decoder is as new after it."""
        events: list[Event] = []
        if self._inside and self._raw:
            self._emit(events, Broken(bytes(self._raw), (self._start, self._offset)))
        else:
            self._flush_stray(events, self._offset)
        self._inside = False
        return events

    def _gather(self, piece: bytes, events: list[Event]) -> None:
        """Bytes none of which is an end mark."""
        while piece:
            room = LONGEST + 1 - len(self._raw)
            self._raw += piece[:room]
            self._offset += len(piece[:room])
            if len(self._raw) > LONGEST:
                self._give_up(events)
            piece = piece[room:]

    def _end_mark(self, events: list[Event]) -> None:
        if not self._inside:
            self._flush_stray(events, self._offset - 1)
            self._inside, self._start = True, self._offset - 1
        elif not self._raw:
            self._start = self._offset - 1
        else:
            span = (self._start, self._offset)
            payload = _unescaped(bytes(self._raw))
            self._emit(events, Broken(bytes(self._raw), span) if payload is None else Frame(payload, span))
            self._inside = False

    def _flush_stray(self, events: list[Event], until: int) -> None:
        if self._raw:
            self._emit(events, Stray(bytes(self._raw), (until - len(self._raw), until)))

    def _give_up(self, events: list[Event]) -> None:
        kind = Broken if self._inside else Stray
        self._emit(events, kind(bytes(self._raw), (self._offset - len(self._raw), self._offset)))
        self._inside = False

    def _emit(self, events: list[Event], event: Event) -> None:
        events.append(event)
        self._raw.clear()


def decode(data: bytes) -> list[Event]:
    """All events of a recording."""
    decoder = Decoder()
    return decoder.feed(data) + decoder.end()


def _unescaped(raw: bytes) -> bytes | None:
    """The payload, or None where an escape is none."""
    if ESC not in raw:
        return raw
    out = bytearray()
    rest = iter(raw)
    for byte in rest:
        if byte != ESC:
            out.append(byte)
            continue
        meant = _ESCAPED.get(next(rest, -1))
        if meant is None:
            return None
        out.append(meant)
    return bytes(out)
