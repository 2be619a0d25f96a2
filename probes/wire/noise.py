"""Bytes that are not what was waited for: who is talking, and at which speed.

Order matters: what is surest stands first in the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from . import banner, rom, slip

Kind = Literal[
    "silence",
    "reply",
    "torn-reply",
    "other-loader",
    "echo",
    "rom-text",
    "at-firmware",
    "repl",
    "text",
    "repeated",
    "garbage",
]

_REPLY_PIECES = (b"\x01\x08\x02\x00", b"\x08\x02\x00\x07\x07", b"\x07\x07\x12\x20", b"\x12\x20\x00\x00")
_ECHO_LONG_ENOUGH = 12
_MORE_THAN_CHANCE = 2
"""Frames: one may be a disturbed one of ours; other chips send as many replies as this one."""
_TEXT_LONG_ENOUGH = 4
_FOREIGN = re.compile("[^\t\n\r -~\u3000\N{NO-BREAK SPACE}]")
"""What is not plain English: letters of other scripts, signs, and what nobody can read."""
_MOSTLY = 0.85
_SPOILT = "\N{REPLACEMENT CHARACTER}"

_AT = re.compile(rb"(?:^|[\r\n])(?:ready|OK|ERROR|AT version:)\s*[\r\n]|ets_main_AT")
_REPL = re.compile(rb"(?:^|[\r\n])(?:> $|> [\r\n]|>>> |\.\.\. )|NodeMCU \d|MicroPython|stdin:\d+:|lua: ")
# An AVR's loader answers every byte that it does not know in one of these ways (STK500 protocol: NOSYNC, INSYNC OK).
_AVR = re.compile(rb"^(?:\x15|\x14\x10){2,}$")


def classify(data: bytes, sent: bytes = b"", baud: int = banner.WARM_BAUD) -> Kind:
    """What the bytes are, heard at that speed while `sent` was sent. Never raises."""
    if not data:
        return "silence"
    for kind, fits in _TABLE:
        if fits(data, sent, baud):
            return kind
    return "garbage"


def readable(data: bytes) -> bool:
    """Whether it is text that a person could read, in whatever script (UTF-8), a few disturbed characters allowed."""
    if len(data) < _TEXT_LONG_ENOUGH:
        return False
    text = data.decode("utf-8", "replace")
    foreign: list[str] = _FOREIGN.findall(text)
    strange = sum(one == _SPOILT or not one.isprintable() for one in foreign)
    return len(text) - strange >= _MOSTLY * len(text)


def _replied(data: bytes, _sent: bytes, _baud: int) -> bool:
    return any(isinstance(reply, rom.Reply) and reply.from_esp8266 for reply in _parsed(data))


def _other_loader(data: bytes, _sent: bytes, _baud: int) -> bool:
    foreign = sum(isinstance(reply, rom.Reply) and reply.from_other_esp for reply in _parsed(data))
    return foreign >= _MORE_THAN_CHANCE or bool(_AVR.match(data))


def _echo(data: bytes, sent: bytes, _baud: int) -> bool:
    pieces = (sent[at : at + _ECHO_LONG_ENOUGH] for at in range(0, len(sent) - _ECHO_LONG_ENOUGH + 1, 4))
    return any(isinstance(reply, rom.Echo) for reply in _parsed(data)) or any(piece in data for piece in pieces)


def _torn(data: bytes, _sent: bytes, _baud: int) -> bool:
    return any(piece in data for piece in _REPLY_PIECES)


def _rom_text(data: bytes, _sent: bytes, baud: int) -> bool:
    return bool(banner.read(data)) or banner.at_other_speed(data, baud)


def _at(data: bytes, _sent: bytes, _baud: int) -> bool:
    return readable(data) and bool(_AT.search(data))


def _repl(data: bytes, _sent: bytes, _baud: int) -> bool:
    return bool(_REPL.search(data))


def _text(data: bytes, _sent: bytes, _baud: int) -> bool:
    return readable(data)


def _repeated(data: bytes, _sent: bytes, _baud: int) -> bool:
    return len(data) >= _TEXT_LONG_ENOUGH and len(set(data)) == 1


_TABLE: tuple[tuple[Kind, Callable[[bytes, bytes, int], bool]], ...] = (
    ("other-loader", _other_loader),
    ("reply", _replied),
    ("echo", _echo),
    ("torn-reply", _torn),
    ("rom-text", _rom_text),
    ("at-firmware", _at),
    ("repl", _repl),
    ("text", _text),
    ("repeated", _repeated),
)


def _parsed(data: bytes) -> list[rom.Reply | rom.Echo | None]:
    return [rom.parse(event.payload) for event in slip.decode(data) if isinstance(event, slip.Frame)]
