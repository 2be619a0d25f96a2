"""The dump that a crashing program leaves: registers and stack words, out of whatever a terminal or a forum made of it.

Source: esp8266/Arduino core_esp8266_postmortem.cpp (Arduino core and what builds on it: PlatformIO, ESPHome), the SDK's
"Fatal exception" lines, ESPHome's `PC:` and `BT0:` lines. Text in, dumps out, in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]

MOST_WORDS = 4096
"""Of one dump: four times the stack that a sketch has."""

_IRAM = range(0x40100000, 0x40110000)
CODE: tuple[range, ...] = (_IRAM, range(0x40201000, 0x40400000))
"""Where code lies that a sketch brings: IRAM and flash (esp8266/Arduino, eagle.app.v6.common.ld)."""


@dataclass(frozen=True, slots=True)
class Dump:
    """One crash's registers and stack."""

    cause: int | None
    """EXCCAUSE, None where the text has none."""
    registers: Mapping[str, int]
    """epc1, excvaddr, …: only those that were printed."""
    words: tuple[int, ...]
    """The stack, lowest address first."""
    failed_alloc: int | None
    """Who asked last for memory that was not there."""
    whole: bool
    """Both ends of the stack were seen."""
    span: Span

    @property
    def places(self) -> Places:
        """The addresses that can be looked up."""
        pointed = (self.registers.get("epc1"), self.failed_alloc)
        crash = dict.fromkeys(one for one in pointed if one is not None and is_code(one))
        return Places(tuple(crash), tuple(dict.fromkeys(filter(is_code, self.words))))


@dataclass(frozen=True, slots=True)
class Places:
    """The code addresses of a dump: where it was (and who wanted memory), then the stack's, nearest first."""

    crash: tuple[int, ...]
    stack: tuple[int, ...]

    @property
    def text(self) -> str:
        """In one line, as a fact keeps it."""
        return f"{_hexadecimal(self.crash)} / {_hexadecimal(self.stack)}"

    @classmethod
    def of(cls, text: str) -> Places:
        """What `text` says. Raises ValueError for what it never writes."""
        crash, _, stack = text.partition("/")
        return cls(*(tuple(int(word, 16) for word in part.split()) for part in (crash, stack)))


def _hexadecimal(addresses: tuple[int, ...]) -> str:
    return " ".join(f"{address:08x}" for address in addresses)


_REGIONS: tuple[tuple[str, range], ...] = (
    ("rom", range(0x40000000, 0x40010000)),
    ("iram", _IRAM),
    ("flash", range(0x40200000, 0x40400000)),
)
"""The memory map of the chip (esp8266/Arduino, eagle.app.v6.common.ld and eagle.rom.addr.v6.ld)."""


def region(address: int) -> str:
    """In which part of the memory an instruction lies: rom, iram, flash, or "other", where no code can lie."""
    return next((name for name, part in _REGIONS if address in part), "other")


def is_code(address: int) -> bool:
    """Whether a sketch's code can lie there."""
    return any(address in part for part in CODE)


@dataclass(slots=True)
class _Draft:
    """A dump that is being read."""

    start: int
    end: int = 0
    cause: int | None = None
    registers: dict[str, int] = field(default_factory=dict)
    words: list[int] = field(default_factory=list)
    failed_alloc: int | None = None
    began: bool = False
    ended: bool = False

    def done(self) -> Dump | None:
        """The dump, None where there is nothing to look up in it."""
        span = (self.start, self.end)
        words, whole = tuple(self.words), self.began and self.ended and bool(self.words)
        made = Dump(self.cause, dict(self.registers), words, self.failed_alloc, whole, span)
        return made if made.registers or made.words else None


def dumps(text: bytes) -> tuple[Dump, ...]:
    """Every dump in the text, in order. Never raises."""
    drafts: list[_Draft] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if not drafts or (kind in _OPENS and _filled(drafts[-1], kind, match)):
            drafts.append(_Draft(match.start()))
        _TAKES[kind](drafts[-1], match)
        drafts[-1].end = match.end()
    return tuple(made for draft in drafts if (made := draft.done()))


def _filled(draft: _Draft, kind: str, match: re.Match[bytes]) -> bool:
    """Whether what comes now cannot belong to that dump any more."""
    if draft.ended or draft.words:
        return True
    match kind:
        case "register":
            return _name(match) in draft.registers
        case "counter":
            return "epc1" in draft.registers
        case "exception":
            return bool(draft.registers) or draft.cause is not None
        case _:
            return draft.began


def _name(match: re.Match[bytes]) -> str:
    return match["name"].decode().lower()


def _cause(draft: _Draft, match: re.Match[bytes]) -> None:
    draft.cause = int(match["number"])


def _registers(draft: _Draft, match: re.Match[bytes]) -> None:
    draft.registers.setdefault(_name(match), int(match["value"], 16))


def _counter(draft: _Draft, match: re.Match[bytes]) -> None:
    draft.registers.setdefault("epc1", int(match["pc"], 16))


def _start(draft: _Draft, _: re.Match[bytes]) -> None:
    draft.began = True


def _row(draft: _Draft, match: re.Match[bytes]) -> None:
    if len(draft.words) < MOST_WORDS:
        draft.words += [int(word, 16) for word in match["words"].split()]


def _back_trace(draft: _Draft, match: re.Match[bytes]) -> None:
    if len(draft.words) < MOST_WORDS:
        draft.words.append(int(match["caller"], 16))


def _end(draft: _Draft, _: re.Match[bytes]) -> None:
    draft.ended = True


def _alloc(draft: _Draft, match: re.Match[bytes]) -> None:
    draft.failed_alloc = int(match["who"], 16)


_KINDS: Mapping[str, tuple[str, Callable[[_Draft, re.Match[bytes]], None]]] = {
    "exception": (r"(?:Fatal e|E)xception ?\(?(?P<number>\d{1,2})\b", _cause),
    "register": (r"\b(?P<name>(?i:epc[123]|excvaddr|depc)) ?[=:] ?0x(?P<value>[0-9a-fA-F]{8})\b", _registers),
    "counter": (r"\bPC ?: ?0x(?P<pc>4[0-9a-fA-F]{7})\b", _counter),
    "start": (r">>>stack>>>", _start),
    "row": (r"\b3ff[0-9a-f]{5}:(?P<words>(?:[ \t]+[0-9a-f]{8}\b){1,4})", _row),
    "back": (r"\bBT\d{1,2}: ?0x(?P<caller>4[0-9a-fA-F]{7})\b", _back_trace),
    "end": (r"<<<stack<<<", _end),
    "alloc": (r"last failed alloc call(?:er)?: (?:0x)?(?P<who>4[0-9A-Fa-f]{7})\b", _alloc),
}
"""What tells something of a dump, and what takes it in."""

_TAKES = {kind: take for kind, (_, take) in _KINDS.items()}
_OPENS = frozenset({"exception", "register", "counter", "start"})
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, (pattern, _) in _KINDS.items()).encode())
