"""Bytes of the serial line as lines for people: text made harmless, banners, crashes and frames told in words.

Pure and bounded: what comes faster than anybody reads is counted, not shown.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

from ..engine.measures import levels
from ..probes.wire import banner, crash, noise, rom, slip
from .harmless import safe

Kind = Literal["text", "start", "crash", "place", "frame", "noise", "sent", "wire"]

KEPT = 5000
"""Lines; older ones are dropped."""
_END = bytes([slip.END])
_PARTS = re.compile(rb"([^\xc0]+)|(\xc0[^\xc0]*\xc0?)")
"""Text, or a frame; one that has not ended yet is the last."""
LONGEST_FRAME = 4096
"""Bytes that are waited for until a frame has ended: longer than any answer of a loader."""
LONGEST = 400
"""Characters of a line; a longer one is broken."""
SHOWN_BYTES = 24
"""Of what nobody can read, as hex."""

RESET_CAUSES = {
    0: "unknown",
    1: "power came",
    2: "the reset pin",
    3: "software",
    4: "the hardware watchdog",
    5: "sleep",
}
"""What the ROM's reset cause says (esp8266/Arduino doc/boards, rst cause)."""

FRAMES = {
    0x02: "begin writing flash",
    0x03: "a block for flash",
    0x04: "end of writing flash",
    0x05: "begin loading into RAM",
    0x06: "run what was loaded",
    0x07: "a block for RAM",
    0x08: "greeting",
    0x09: "write a register",
    0x0A: "read a register",
    0x0F: "change the speed",
    0x10: "begin writing flash, packed",
    0x11: "a packed block for flash",
    0x12: "end of writing flash, packed",
    0x13: "checksum of the flash",
    0xD0: "erase the whole flash",
    0xD1: "erase a part of the flash",
    0xD2: "read flash",
}
"""Commands of the loader (esptool docs, serial-protocol)."""


class Told(NamedTuple):
    """What a line is to people."""

    kind: Kind
    text: str
    """What was said, harmless."""
    note: str = ""
    """What it means, where that is known."""


class Line:
    """One line of the page. Bytes are made into words when somebody looks: most scroll by unseen."""

    __slots__ = ("_raw", "_told", "at")

    def __init__(self, at: float, raw: bytes = b"", told: Told | None = None) -> None:
        """`at`: seconds on the doors' clock; either what the board said, or what is told already."""
        self.at = at
        self._raw = raw
        self._told = told

    @property
    def told(self) -> Told:
        """Its words."""
        if self._told is None:
            self._told = _told(self._raw)
        return self._told

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.told.kind

    @property
    def text(self) -> str:
        """What was said."""
        return self.told.text

    @property
    def note(self) -> str:
        """What it means."""
        return self.told.note


class Aside(Protocol):
    """Hears the same, and has lines of its own to add after a while (`fallen.Fallen`)."""

    def hear(self, data: bytes) -> None: ...
    def quiet(self) -> None: ...
    def lines(self) -> list[str]: ...


class SerialLog:
    """Takes bytes in any pieces; the last unfinished line is held back until it ends or `settle` is called."""

    def __init__(self, aside: Aside | None = None) -> None:
        self._aside = aside
        self.lines: deque[Line] = deque(maxlen=KEPT)
        self.total = 0
        """Lines that there ever were: by it a reader sees what is new."""
        self._rest = b""
        self._frame_rest = b""
        self._at = 0.0

    def hear(self, at: float, data: bytes) -> None:
        """Bytes from the board."""
        self._at = at
        if self._aside is not None:
            self._aside.hear(data)
        waiting, self._frame_rest = self._frame_rest + data, b""
        for text, frame in _PARTS.findall(waiting):
            if text:
                self._text(text)
            elif frame.endswith(_END) and len(frame) > 1:
                self._frame(frame)
            elif len(frame) < LONGEST_FRAME:
                self._frame_rest = frame
            else:
                self._text(frame)

    def tell(self, at: float, kind: Kind, words: str) -> None:
        """Something else that happened on the line: the speed changed, a line moved, bytes went to the board."""
        self.settle()
        self._at = at
        self._add(kind, words)

    def catch_up(self, quiet: bool = False) -> bool:
        """Add what was found out meanwhile about what was heard; returns whether there was anything."""
        if self._aside is None:
            return False
        if quiet:
            self._aside.quiet()
        found = self._aside.lines()
        for line in found:
            self._add("place", line)
        return bool(found)

    def settle(self) -> None:
        """The line has been quiet: what was held back is a line now."""
        rest, self._rest, self._frame_rest = self._rest + self._frame_rest, b"", b""
        self._whole(rest)

    # ---------------------------------------------------------------- inside

    def _text(self, data: bytes) -> None:
        *whole, self._rest = (self._rest + data).replace(b"\r", b"\n").split(b"\n")
        for line in whole:
            self._whole(line)
        if len(self._rest) > LONGEST:
            self.settle()

    def _whole(self, line: bytes) -> None:
        for at in range(0, len(line), LONGEST):
            piece = line[at : at + LONGEST]
            if piece.strip():
                self._put(Line(self._at, piece))

    def _frame(self, frame: bytes) -> None:
        self.settle()
        found = next((rom.parse(e.payload) for e in slip.decode(frame) if isinstance(e, slip.Frame)), None)
        if isinstance(found, rom.Reply):
            end = "done" if found.ok else f"refused, error {found.error}"
            self._add("frame", f"answer to: {FRAMES.get(found.op, f'command {found.op:#04x}')}", end)
        elif isinstance(found, rom.Echo):
            self._add("frame", f"our own words came back: {FRAMES.get(found.op, 'a command')}", "are RX and TX joined?")
        else:
            self._whole(frame)

    def _add(self, kind: Kind, text: str, note: str = "") -> None:
        self._put(Line(self._at, told=Told(kind, text, note)))

    def _put(self, line: Line) -> None:
        self.lines.append(line)
        self.total += 1


def sent(data: bytes) -> str:
    """What went to the board, in short."""
    found = [event.payload for event in slip.decode(data) if isinstance(event, slip.Frame)]
    known = [rom.parse(payload) for payload in found]
    names = [FRAMES.get(one.op, "a command") for one in known if isinstance(one, rom.Echo)]
    return ", ".join(dict.fromkeys(names)) or f"{len(data)} bytes"


def matching(lines: Iterable[Line], words: str) -> list[int]:
    """The places of the lines that hold the words, in text or meaning; capitals do not matter."""
    wanted = words.casefold()
    return [at for at, line in enumerate(lines) if wanted in f"{line.text} {line.note}".casefold()]


def _told(line: bytes) -> Told:
    text = safe(_words(line), LONGEST)
    if starts := banner.read(line):
        start = starts[0]
        cause = RESET_CAUSES.get(start.cause, "unknown") if start.cause is not None else "unreadable"
        pins = f"; {levels(start.mode)}" if start.mode is not None else ""
        return Told("start", text, f"started by: {cause}{pins}")
    if crashes := crash.crashes(line):
        return Told("crash", text, "the program fell over: " + crashes[0].kind.replace("-", " "))
    if len(line) >= SHOWN_BYTES // 4 and not noise.readable(line):
        return Told("noise", line[:SHOWN_BYTES].hex(" "), f"{len(line)} bytes that are no text at this speed")
    return Told("text", text)


def _words(line: bytes) -> str:
    """In UTF-8, as programs print; a line in which a byte was spoilt stays what it was, byte by byte."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")
