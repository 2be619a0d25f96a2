"""What the boot ROM prints after a reset: the banner, and how the start went on.

Facts: esp8266/Arduino doc/boards (boot messages and modes), esp-faq firmware-update and debugging, and threads named
at the places. The text may be disturbed: it is searched by its exact form first, then by the fewest edits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from . import fuzzy
from .resample import cached

Result = Literal[
    "firmware", "image-silent", "csum-err-ef", "csum-err", "no-header", "loader", "sdio", "crash", "restarts", "silent"
]

TEMPLATE = b"ets Jan  8 2013,rst cause:?, boot mode:(?,?)"
_EXACT = re.compile(rb"ets Jan +8 2013,\s*rst cause:?\s?(\d+),\s*boot mode:\((\d),(\d+)\)")
_ANCHOR = re.compile(rb"ets J|Jan  8| 2013|rst c|cause:|boot m| mode:|ode:\(|013,rst")
_TOO_DIFFERENT = len(TEMPLATE) // 3
_BEFORE, _AFTER = 60, 70

COLD_BAUD = 74880
"""Of a 26 MHz crystal after reset by pin or power: 115200 * 26 / 40."""
WARM_BAUD = 115200
"""Of a 40 MHz crystal, and of any after a restart by software (esp-open-rtos#274)."""

LOADER_MODE = 1
FLASH_MODE = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Start:
    """One start of the chip, from its banner to the next."""

    cause: int | None
    """Reset cause of the ROM: sticky, a restart by software leaves the old one."""
    mode: int | None
    """GPIO15, GPIO0, GPIO2 as binary digits, as sampled at the reset. None where the digit was lost."""
    errors: int
    """Edits between this banner and a clean one."""
    span: Span
    rest: bytes
    """What came after the banner, up to the next one."""

    @property
    def exact(self) -> bool:
        """Whether the banner was clean."""
        return self.errors == 0


@lru_cache(maxsize=16)
def read(data: bytes) -> tuple[Start, ...]:
    """Every start in the bytes, in order. Never raises. The last answers are kept, as in `reports`."""
    found: list[Start] = []
    at = 0
    for clean in _exact(data):
        found += [*_fuzzy(data, at, clean.span[0]), clean]
        at = clean.span[1]
    found += _fuzzy(data, at, len(data))
    ends = [start.span[0] for start in found[1:]] + [len(data)]
    return tuple(replace(start, rest=data[start.span[1] : end]) for start, end in zip(found, ends, strict=bool(found)))


def _exact(data: bytes) -> list[Start]:
    return [Start(int(m[1]) & 0xF, int(m[2]) & 7, 0, m.span(), b"") for m in _EXACT.finditer(data)]


def _fuzzy(data: bytes, at: int, until: int) -> list[Start]:
    """Disturbed banners between two places of the data."""
    found: list[Start] = []
    while anchor := _ANCHOR.search(data, at, until):
        low = max(at, anchor.start() - _BEFORE)
        match = fuzzy.find(TEMPLATE, data[low : min(until, anchor.start() + _AFTER)])
        at = max(anchor.end(), low + match.end)
        if match.errors <= _TOO_DIFFERENT:
            cause, mode, _ = match.wild
            span = (low + match.start, low + match.end)
            found.append(Start(_digit(cause), _digit(mode), max(1, match.errors), span, b""))
    return found


def _digit(byte: int | None) -> int | None:
    """0 to 7 as the ROM prints them; anything else was disturbed."""
    return byte - 0x30 if byte is not None and 0x30 <= byte <= 0x37 else None


# ---------------------------------------------------------------- how it went on

_LOADED = re.compile(rb"load 0x[0-9a-f]{8}, ?len \d+|tail \d+|chksum 0x[0-9a-f]{2}")
_CHKSUM = re.compile(rb"chksum 0x([0-9a-f]{2})")
_SUM_AND_VERSION = re.compile(rb"csum 0x[0-9a-f]{2}\s*(?:v[0-9a-f]{8}\s*)?")
_EBOOT = re.compile(rb"~ld|@cp:\d")
_CSUM_ERR, _NO_HEADER, _SDIO = b"csum err", b"ets_main.c", b"waiting for host"
_SEED = b"ef"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one start went on, with the place of the bytes that say so (counted in `rest`)."""

    result: Result
    span: Span = (0, 0)


def outcome(start: Start) -> Outcome:
    """What the ROM and the boot loader in flash said after the banner. "image-silent" when only they spoke.

    `csum err` decides, never the sum itself: it is the computed one and equals itself (Arduino#435, RTOS_SDK#534).
    0xef in the segments means that nothing but 00 or ff was read: mode or reach of the flash (Arduino#3753).
    """
    if start.mode == LOADER_MODE:
        return Outcome("loader")
    if start.mode is not None and start.mode > FLASH_MODE:
        return Outcome("sdio", _place(_SDIO, start.rest) or (0, 0))
    if eboot := _EBOOT.search(start.rest):
        return Outcome("image-silent", eboot.span())
    if span := _place(_CSUM_ERR, start.rest):
        return Outcome("csum-err-ef" if _nothing_read(start.rest[: span[0]]) else "csum-err", span)
    if loaded := _LOADED.search(start.rest):
        return Outcome("image-silent", loaded.span())
    for words, result in _LAST_WORDS:
        if span := _place(words, start.rest):
            return Outcome(result, span)
    return Outcome("silent")


_LAST_WORDS: tuple[tuple[bytes, Result], ...] = ((_NO_HEADER, "no-header"), (_SDIO, "sdio"))


def _nothing_read(segments: bytes) -> bool:
    sums = _CHKSUM.findall(segments)
    return 2 * sums.count(_SEED) > len(sums)


def _place(words: bytes, text: bytes) -> Span | None:
    """Where the words stand, with one edit in four characters at most."""
    at = text.find(words)
    if at >= 0:
        return at, at + len(words)
    match = fuzzy.find(words, text[:_FUZZY_AT_MOST])
    return (match.start, match.end) if match.errors <= len(words) // 4 else None


_FUZZY_AT_MOST = 600


def after_rom(start: Start) -> bytes:
    """What follows the ROM's and the boot loader's own words: the firmware's."""
    ends = [found.end() for pattern in (_LOADED, _EBOOT, _SUM_AND_VERSION) for found in pattern.finditer(start.rest)]
    return start.rest[max(ends, default=0) :].lstrip(b"\r\n")


# ---------------------------------------------------------------- at another speed

_LONG_ENOUGH = 8


def at_other_speed(data: bytes, listened: int) -> bool:
    """Whether the bytes look like the banner, sent at its other speed."""
    sent = COLD_BAUD if listened != COLD_BAUD else WARM_BAUD
    if len(data) < _LONG_ENOUGH:
        return False
    view = cached(TEMPLATE[:26], sent, listened)
    window = data[:400]
    return fuzzy.fewest(view, window) <= len(view) * 2 // 5


# ---------------------------------------------------------------- other chips

# First words of other chips' ROMs (ESP-IDF docs, boot log; esptool docs, boot-mode-selection).
_OTHERS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"ets Jun +8 2016|ets Jul 29 2019"), "esp32"),
    (re.compile(rb"ESP-ROM:esp32s2"), "esp32-s2"),
    (re.compile(rb"ESP-ROM:esp32s3"), "esp32-s3"),
    (re.compile(rb"ESP-ROM:esp32c3"), "esp32-c3"),
    (re.compile(rb"ESP-ROM:esp32"), "other-esp"),
)


def other_chip(data: bytes) -> tuple[str, Span] | None:
    """The family of another Espressif chip whose ROM printed this, and where its words stand."""
    for words, family in _OTHERS:
        if found := words.search(data):
            return family, found.span()
    return None
