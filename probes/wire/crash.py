"""What running firmware says when it falls over or complains: lines of the core, the SDK and the libraries.

Facts: esp8266/Arduino cores/esp8266/core_esp8266_postmortem.cpp and doc/exception_causes, esp-faq, and the threads
named beside the lines. Text in, events out, in the order of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Crash:
    """A crash: a word of the fact `app.crash`, and the EXCCAUSE number of an exception."""

    kind: str
    exception: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Complaint:
    """A word of the fact `app.symptom`."""

    kind: str
    span: Span


_CRASHES: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("soft-wdt", re.compile(rb"Soft WDT reset")),
    ("hw-wdt", re.compile(rb"Hardware WDT reset|(?<!soft )\bwdt reset")),
    ("stack-smash", re.compile(rb"Stack smashing detected")),
    ("stack-overflow", re.compile(rb"Stack overflow detected")),
    ("out-of-memory", re.compile(rb"last failed alloc call|E:M \d+|Unhandled C\+\+ exception: OOM|bad_alloc")),
    ("isr-not-in-iram", re.compile(rb"ISR not in IRAM")),
    ("cxx-exception", re.compile(rb"Unhandled C\+\+ exception(?!: OOM)")),
    ("panic", re.compile(rb"(?:^|\n)Panic \S|Abort called|(?:^|\n)User exception \(panic")),
    ("exception", re.compile(rb"(?:Fatal exception|Exception)(?: ?[(:] ?| (?=\d{1,2}\())(?P<number>\d{1,2})\b")),
)

_DIVIDE, _ILLEGAL = 6, 0
_DIVIDES = re.compile(rb"[^\r\n]{0,40}[\r\n]{0,4}epc1 ?= ?0x4000dce5")
"""Where the ROM's division ends up with a zero, an instruction that is none: older cores and the SDK tell cause 0."""

_COMPLAINTS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    # esphome/issues#218; the core's own words at setup
    ("flash-config-wrong", re.compile(rb"Flash config wrong|Flash size mismatch|FLASH_SIZE_MISMATCH")),
    ("rf-cal-sector", re.compile(rb"rf_cal\[0\] ?!= ?0x05|rf cal sector")),
    ("wifi-settings-broken", re.compile(rb"(?i)wifi (?:settings|config)[^\r\n]{0,20}(?:invalid|corrupt|broken)")),
    ("partition-table", re.compile(rb"System partition table registration failed")),
    ("wrong-crystal", re.compile(rb"Crystal is 40MHz")),
    (
        "filesystem-fails",
        re.compile(rb"(?i)(?:spiffs|littlefs|file ?system)[^\r\n]{0,24}(?:fail|error|could not|not mounted|corrupt)"),
    ),
)

_FOLLOWS: dict[str, frozenset[int]] = {"soft-wdt": frozenset({4}), "stack-smash": frozenset({5, 4})}
"""Exceptions that newer cores print as part of another crash (postmortem.cpp): not one of their own."""


def crashes(text: bytes) -> tuple[Crash, ...]:
    """Every crash in the text, in order. Never raises."""
    found = sorted(
        (
            Crash(kind, _number(text, m) if kind == "exception" else None, m.span())
            for kind, line in _CRASHES
            for m in line.finditer(text)
        ),
        key=lambda crash: crash.span,
    )
    return tuple(crash for before, crash in zip([None, *found], found, strict=False) if not _part_of(before, crash))


@dataclass(frozen=True, slots=True)
class Panic:
    """Where the program stopped itself, as it tells: no .elf is needed."""

    file: str
    line: int
    function: str
    span: Span

    @property
    def words(self) -> str:
        """For people: "check in Lamp.ino, line 12"."""
        return f"{self.function} in {self.file}, line {self.line}"


_PANIC = re.compile(rb"Panic (?:[^\s:]*[/\\])?([\w.-]{1,60}):(\d{1,6}) ([^:\r\n]{1,100})")


def panics(text: bytes) -> tuple[Panic, ...]:
    """Every such place in the text, in order. Never raises."""
    return tuple(_panic(match) for match in _PANIC.finditer(text))


def _panic(match: re.Match[bytes]) -> Panic:
    file, line, function = (group.decode("ascii", "replace") for group in match.groups())
    return Panic(file, int(line), function, match.span())


def _number(text: bytes, match: re.Match[bytes]) -> int:
    number = int(match["number"])
    return _DIVIDE if number == _ILLEGAL and _DIVIDES.match(text, match.end()) else number


def complaints(text: bytes) -> tuple[Complaint, ...]:
    """Every complaint in the text, in order. Never raises."""
    found = [Complaint(kind, m.span()) for kind, line in _COMPLAINTS for m in line.finditer(text)]
    return tuple(sorted(found, key=lambda complaint: complaint.span))


def _part_of(before: Crash | None, crash: Crash) -> bool:
    return before is not None and crash.exception in _FOLLOWS.get(before.kind, ())
