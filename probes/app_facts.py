"""What the watching of a firmware tells, as facts: what it says, whether it falls or starts over, and why."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact, Value
from . import dumps
from .app_watch import Watched
from .heard import Heard
from .wire import crash, noise, reports
from .wire.banner import Start

SETTLES = (
    "app.stays_up",
    "app.speed",
    "app.output",
    "app.crash",
    "app.exception",
    "app.symptom",
    "app.excvaddr",
    "app.dump",
    "app.dump_state",
    "app.crash_at",
    "app.crash_in",
    "app.restart_loop",
    "app.restart_cause",
    "app.restart_mode",
    "boot.after_run.result",
)
"""Facts that `facts` can tell of a program that was watched."""

_LOOP = 2
"""Restarts by itself, within one listening, that make a loop; with a crash or a complaint one is enough."""


def kind(heard: Heard) -> str:
    """The word of `app.output` for readable bytes."""
    found = noise.classify(heard.data, baud=heard.baud)
    return found if found in ("at-firmware", "repl") else "text"


def facts(watched: Watched) -> tuple[Fact, ...]:
    """What the watching tells."""
    told = _troubles(watched)
    looping = len(watched.restarts) >= _LOOP or bool(watched.restarts and told)
    ends = (_output(watched), _loop(watched, looping), _result(watched, looping))
    return (*told, *ends, *_restarts(watched), *_stays_up(watched))


def _restarts(watched: Watched) -> Iterator[Fact]:
    """What the ROM says of the starts that nobody asked for."""
    for view, index in watched.restarts:
        start = view.starts[index]
        if start.exact and start.cause is not None and start.mode is not None:
            yield view.heard.fact("app.restart_cause", start.cause, *start.span)
            yield view.heard.fact("app.restart_mode", start.mode, *start.span)


def _stays_up(watched: Watched) -> Iterator[Fact]:
    """Whether nothing went wrong. A restart that shows the reset cause from before is the program's own doing."""
    if watched.output is not None:
        yield watched.output.fact("app.speed", watched.output.baud)
    crashed = _crashed(watched, "app.stays_up", False)
    fallen = [(view, view.starts[index]) for view, index in watched.restarts if _fell(watched, view.starts[index])]
    if crashed is not None:
        yield crashed
    elif fallen:
        view, start = fallen[-1]
        yield view.heard.fact("app.stays_up", False, *start.span)
    elif watched.stayed:
        yield watched.views[-1].heard.fact("app.stays_up", True)


def _crashed(watched: Watched, name: str, value: Value) -> Fact | None:
    """A fact that follows from any crash, however spoilt its report is."""
    for view in watched.views:
        for found in crash.crashes(view.heard.data):
            return view.heard.fact(name, value, *_line(view.heard.data, found.span))
    return None


def _fell(watched: Watched, start: Start) -> bool:
    first = watched.first.first
    return start.exact and (start.mode != _FROM_FLASH or (first is not None and start.cause != first.cause))


_FROM_FLASH = 3


def _troubles(watched: Watched) -> list[Fact]:
    """Crashes and complaints. Of a report that nothing confirms only a doubtful word is told."""
    numbers, sure = reports.numbers(watched.reports), reports.relied_on(watched.reports)
    told: list[Fact] = []
    for view in watched.views:
        for report in reports.reports(view.heard.data):
            facts = _reported(view.heard, report, numbers)
            told += facts if report in sure else [fact.doubted() for fact in facts]
        told += _complaints(view.heard)
    return told


def _reported(heard: Heard, report: reports.Report, numbers: frozenset[int]) -> list[Fact]:
    told: list[Fact] = []
    for found in report.crashes:
        told.append(heard.fact("app.crash", found.kind, *_line(heard.data, found.span)))
        if found.exception in numbers:
            told.append(heard.fact("app.exception", found.exception, *_line(heard.data, found.span)))
    dumped = heard.data[: report.span[1]]
    told += [heard.fact(name, value, *span) for name, value, span in dumps.told(dumped) if span[0] >= report.span[0]]
    return told


def _complaints(heard: Heard) -> list[Fact]:
    told = [heard.fact("app.symptom", c.kind, *_line(heard.data, c.span)) for c in crash.complaints(heard.data)]
    told += [heard.fact("app.crash_at", one.words, *one.span) for one in crash.panics(heard.data)]
    return told


def _line(data: bytes, span: tuple[int, int]) -> tuple[int, int]:
    """The whole line around a place."""
    start = max(data.rfind(b"\n", 0, span[0]), data.rfind(b"\r", 0, span[0])) + 1
    ends = [at for at in (data.find(b"\n", span[1]), data.find(b"\r", span[1])) if at >= 0]
    return start, min(ends, default=len(data))


def _output(watched: Watched) -> Fact:
    if watched.output is not None:
        return watched.output.fact("app.output", kind(watched.output))
    last = watched.views[-1].heard
    return last.fact("app.output", "garbage" if watched.unreadable else "silent")


def _loop(watched: Watched, looping: bool) -> Fact:
    if watched.restarts:
        view, index = watched.restarts[-1]
        return view.heard.fact("app.restart_loop", looping, *view.starts[index].span)
    return (watched.output or watched.first.heard).fact("app.restart_loop", False)


def _result(watched: Watched, looping: bool) -> Fact:
    crashed = _crashed(watched, "boot.after_run.result", "crash")
    heard = watched.output or watched.first.heard
    if crashed is not None:
        return crashed
    if looping:
        view, index = watched.restarts[-1]
        return view.heard.fact("boot.after_run.result", "restarts", *view.starts[index].span)
    silent = watched.output is None and not watched.unreadable
    return heard.fact("boot.after_run.result", "image-silent" if silent else "firmware")
