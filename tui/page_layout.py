"""The flash drawn to scale: what lies where now, how much room is left for what, what each choice of layout costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..engine import layouts
from ..engine.layouts import Layout
from ..engine.rulebook import Rulebook
from .page import Known, Page
from .wording import seconds

WIDTH = 64
"""Characters of the drawing: a power of two, so that each stands for a round number of bytes."""
BITS_PER_BYTE = 10
"""On the serial line: eight, a start and a stop bit."""
USUAL_BAUD = 115200
_KINDS = {"littlefs": "LittleFS", "spiffs": "SPIFFS"}
_SMALL_FIRST = "SPF."
SETTINGS = 5 * layouts.SECTOR
"""EEPROM, radio calibration and three sectors of Wi-Fi settings at the end."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the flash: the letter that it is drawn with, from, to, and what it is."""

    letter: str
    start: int
    end: int
    words: str


def make(known: Known, rulebook: Rulebook) -> Page | None:
    """None where the flash was not looked at."""
    flash, sketch = known.number("flash.jedec_size"), known.number("flash.sketch.size")
    if not flash or sketch is None:
        return None
    table = rulebook.tables.layouts
    layout = _layout(table, known, flash)
    parts = _parts(known, flash, sketch, layout)
    baud = known.number("baud.wanted") or USUAL_BAUD
    lines = [
        f"The flash chip holds {_size(flash)}; each character of the drawing stands for {_size(flash // WIDTH)}.",
        "",
        f"[{drawn(parts, flash)}]",
        *(_legend(part) for part in parts),
        "",
        *_state(known, layout),
        *_choices(layouts.fitting(table, flash), layout, sketch, baud),
    ]
    return Page("Your flash, drawn to scale", tuple(lines))


def _layout(table: Sequence[Layout], known: Known, flash: int) -> Layout | None:
    """The one whose file system was seen; else the one that the person chose, if they told."""
    start, size = known.number("flash.fs.start"), known.number("flash.fs.size")
    if start is not None:
        return layouts.seen(table, flash, start, size) or layouts.seen(table, flash, start)
    option = known.number("setup.fs_size")
    return None if option is None else layouts.chosen(table, flash, option)


def _parts(known: Known, flash: int, sketch: int, layout: Layout | None) -> list[Part]:
    """From the start to the end, without gaps."""
    files_from = layout.fs_start if layout else flash - SETTINGS
    files_to = layout.fs_end if layout else files_from
    parts = [Part("P", 0, sketch, "your program")] if sketch else []
    if layout:
        words = f"free; the next program can come over the air, up to {_size(layout.over_the_air(sketch))}"
        parts.append(Part(".", sketch, files_from, words))
    else:
        parts.append(Part(".", sketch, files_from, "free, or a file system that was never used"))
    if files_to > files_from:
        kind = _KINDS.get(known.text("flash.fs.kind"), "a file system, not used yet")
        parts.append(Part("F", files_from, files_to, f"the file system: {kind}"))
    eeprom = {"used": "used", "erased": "empty"}.get(known.text("flash.eeprom"), "")
    words = f"EEPROM{f' ({eeprom})' if eeprom else ''}, radio calibration, Wi-Fi settings"
    return [*parts, Part("S", flash - SETTINGS, flash, words)]


def drawn(parts: Sequence[Part], flash: int) -> str:
    """One letter for each stretch of the flash. What is smaller than a letter still shows, if it is not room."""
    cell = flash // WIDTH
    return "".join(_letter(parts, index * cell, cell) for index in range(WIDTH))


def _letter(parts: Sequence[Part], start: int, cell: int) -> str:
    there = [part.letter for part in parts if part.start < start + cell and part.end > start]
    # What is small is never drawn away by what lies beside it.
    return next((letter for letter in _SMALL_FIRST if letter in there), ".")


def _legend(part: Part) -> str:
    return f"{part.letter}  0x{part.start:06x}-0x{part.end:06x}  {_size(part.end - part.start):>8}  {part.words}"


def _state(known: Known, layout: Layout | None) -> Iterator[str]:
    claimed, flash = known.number("flash.header.size"), known.number("flash.jedec_size")
    if claimed and claimed != flash:
        yield f"The program in it was built for a flash of {_size(claimed)}."
    if layout:
        yield f"This is the layout {layout.menu}; one program can have {_size(layout.sketch)} in it."
        if layout.before:
            yield f"The cores {layout.before.since} to 2.5 call it {layout.before.menu}."
    yield "The chip shows at most 1 MB of its flash to the processor as code: no layout gives a program more."


def _choices(fitting: Sequence[Layout], layout: Layout | None, sketch: int, baud: int) -> Iterator[str]:
    """What each entry of the menu gives. Times are for uncompressed bytes: tools that compress need less."""
    if not fitting:
        return
    yield ""
    upload = f"uploading your program takes {_time(sketch, baud)} at {baud} baud"
    yield f"What each choice of Tools, Flash Size gives ({upload}):"
    for one in fitting:
        mark = "  <- yours" if one is layout else ""
        files = f"to fill its file system {_time(one.fs_size, baud)} more" if one.fs_size else "no file system"
        yield f"  {one.menu:<28} program up to {_size(one.sketch):>7}; {files}{mark}"


def _time(size: int, baud: int) -> str:
    return "about " + seconds(size * BITS_PER_BYTE / baud)


def _size(size: int) -> str:
    """Bytes for people who compare: 4 MB, 1019 KB."""
    return f"{size >> 20} MB" if size and size % (1 << 20) == 0 else f"{size >> 10} KB"
