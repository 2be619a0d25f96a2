"""Where a program crashed: the dump's addresses looked up in the .elf that fits, told as facts.

Several .elf files may lie around; the one whose code fits the dump is taken (`stack/trace.py`), and where none does,
that is what is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PureWindowsPath

from ..engine.facts import Fact
from . import builds
from .builds import Build
from .probe import fact
from .source_lines import line_of
from .stack.elf import UnfitElf, opened
from .stack.frames import Decoder, Frame
from .stack.trace import Place, Trace, owner, trace
from .wire.dump import Places

MOST_TRIED = 12
"""Files, newest first: what crashed was built not long ago."""
MOST_CALLS = 12

_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("interrupt-handler", ("interrupt_handler", "timer1_isr_handler", "uart_isr", "ETS_GPIO_INTR")),
    ("out-of-memory", ("__throw_bad_alloc", "umm_init_oom", "__unhandled_exception", "raise_exception_oom")),
    ("watchdog", ("pp_soft_wdt_feed_local", "system_soft_wdt")),
)
"""Functions of the core that say what was going on (esp8266/Arduino core_esp8266_wiring_digital, core_esp8266_timer,
umm_malloc, abi.cpp)."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one file."""

    path: Path
    state: str
    """A word of the fact `app.elf_state`."""
    story: Trace | None = None


def candidates(made: Iterable[Build]) -> Iterator[Path]:
    """The .elf files of these builds."""
    return (build.elf for build in made if build.elf is not None)


def meant(path: Path) -> Iterator[Path]:
    """The .elf that a person names, or those of the builds in a folder that they name."""
    return candidates(builds.look_in(path)) if path.is_dir() else iter((path,))


def look_up(places: Places, files: Iterable[Path]) -> Looked | None:
    """The first file that fits; else the most hopeful one; None where there is no file."""
    best: Looked | None = None
    for path in islice(files, MOST_TRIED):
        found = _try(places, path)
        if found.state == "fits":
            return found
        if best is None or (found.state == "unsure" and best.state != "unsure"):
            best = found
    return best


def _try(places: Places, path: Path) -> Looked:
    if not path.is_file():
        return Looked(path, "missing")  # a pipe, which would be waited for, is none either
    try:
        with path.open("rb") as file:
            story = trace(Decoder(opened(file)), places.crash, places.stack)
    except UnfitElf as error:
        return Looked(path, error.reason)
    except OSError:
        return Looked(path, "missing")
    return Looked(path, "no-lines" if story.fit == "fits" and not story.lines else story.fit, story)


def facts(looked: Looked | None) -> tuple[Fact, ...]:
    """What was found, for the rules and for people."""
    if looked is None:
        return (fact("app.elf_state", "missing", "the folders that tools build in", "no .elf file"),)
    state = fact("app.elf_state", looked.state, "the .elf file", str(looked.path))
    story = looked.story
    if story is None:
        return (state,)
    file = fact("app.elf_file", str(looked.path.absolute()), "the .elf file", looked.path.name)
    if story.fit == "other-build":
        return (state, file)
    told = [state, file, *_calls(looked, story), *_signs(looked, story)]
    if (own := story.own) is not None:
        told += _own(looked, own)
    return tuple(told)


def _own(looked: Looked, frame: Frame) -> list[Fact]:
    place = words(frame)
    line = line_of(frame.file, frame.line, (looked.path.parent, looked.path.parent / "sketch"))
    told = [fact("app.crash_at", place, f"the stack, by {looked.path.name}", f"{frame.file}:{frame.line}")]
    return [*told, fact("app.crash_line", line, frame.file, line)] if line else told


def _calls(looked: Looked, story: Trace) -> Iterator[Fact]:
    """The story, numbered so that it keeps its order."""
    lines = [(place, frame) for place in story.story for frame in place.called]
    for number, (place, frame) in enumerate(lines[:MOST_CALLS], 1):
        text = f"{number:02} {words(frame)}" + (", inlined" if frame.inlined else "")
        yield fact("app.call", text, f"the stack, by {looked.path.name}", _excerpt(place, frame))


def _signs(looked: Looked, story: Trace) -> Iterator[Fact]:
    names = {frame.symbol for place in story.story for frame in place.called}
    for word, functions in _SIGNS:
        seen = next((name for name in sorted(names) for one in functions if one in name), None)
        if seen is not None:
            yield fact("app.stack_has", word, f"the stack, by {looked.path.name}", seen)


def _excerpt(place: Place, frame: Frame) -> str:
    return f"0x{place.address:08x}: {frame.symbol} at {frame.file or '?'}:{frame.line}"


def words(frame: Frame) -> str:
    """For people: Sensor::read in Blink.ino, line 12."""
    if not frame.file:
        return f"{frame.function}, line not known"
    file = PureWindowsPath(frame.file).name
    where = f"{file}, line {frame.line}" if frame.line else file
    whose = {"core": " (the core)", "library": " (a library)"}.get(owner(frame), "")
    return f"{frame.function} in {where}{whose}"
