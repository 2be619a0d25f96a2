"""The chip's burnt-in numbers, field by field: sound, damaged, or only another module than the one chosen."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.rulebook import Rulebook
from ..probes.wire import efuse
from .page import Known, Page

_ABOUT = {
    "ok": "The numbers are sound: the MAC address fits the checksums beside it. A tool that refuses this chip was told "
    "of another module than the one that is there.",
    "bad": "The numbers are damaged: the MAC address does not fit the checksums beside it. Too high a voltage is the "
    "named reason. Fuses cannot be mended; esptool can often flash such a chip all the same.",
    "zero": "All the numbers are zero: this chip was never given a MAC address.",
    "not-checkable": "This is a chip of the older kind, which has no checksum to compare its MAC address with.",
}
_MODULES = {
    True: "In the tool choose an entry for ESP8285: this chip has its flash inside.",
    False: "In the tool choose an entry for ESP8266, not one for ESP8285.",
}
NEEDS_IT = ("bad", "zero")


def make(known: Known, _: Rulebook) -> Page | None:
    """The page, by the one table of pages."""
    return of(known)


def of(known: Known) -> Page | None:
    """None where the words were not read. At the end of a case only where they matter."""
    words = efuse.words_of(known.text("efuse.words"))
    if words is None:
        return None
    complained = any(fact.value == "efuse-check" for fact in known.all("upload.symptom"))
    lines = (*_about(words), "", *_words(words), "", *_fields(words))
    return Page("The chip's burnt-in numbers (eFuse)", lines, wanted=complained or efuse.check(words) in NEEDS_IT)


def _about(words: efuse.Words) -> Iterator[str]:
    found = efuse.read(words)
    yield _ABOUT[found.check]
    if found.check != "zero":
        yield _MODULES[found.is_8285]


def _words(words: efuse.Words) -> Iterator[str]:
    for number, word in enumerate(words):
        yield f"D{number} at 0x{0x3FF00050 + 4 * number:08x}: {word:08x}"


def _fields(words: efuse.Words) -> Iterator[str]:
    for one in efuse.fields(words):
        yield f"{one.name + ',':<29}{one.place + ':':<29}{one.value:x}{'  ' + one.says if one.says else ''}"
