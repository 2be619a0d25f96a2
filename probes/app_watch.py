"""What the firmware does after the ROM has started it: what it says, at which speed, and whether it keeps running.

The SDK prints at the ROM's speed, programs at theirs; a restart by software makes the ROM print at 115200. So the
first listening, at the ROM's speed, shows by unreadable bytes that there is more to hear at another.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..engine.facts import Fact
from . import dumps, lines
from .boot_watch import Seen, after_reset, going_on, only_listening
from .heard import Heard
from .probe import World
from .wire import banner, crash, noise
from .wire.banner import COLD_BAUD, WARM_BAUD

_SDK_SECONDS = 2.6
"""How long a firmware that seems silent is waited for."""
_APP_SECONDS = 2.4
_SLOW_BAUD = 9600
_SLOW_SECONDS = 1.6
_AGAIN_SECONDS = 1.0
"""For restarts from the power supply, whose banner comes at the cold speed again."""
_UNREADABLE = 8
"""Bytes that must come before another speed is tried."""
_LOOP = 2
"""Restarts by itself, within one listening, that make a loop; with a crash or a complaint one is enough."""


@dataclass(slots=True)
class Watched:
    """Everything that was heard of one firmware."""

    first: Seen
    views: list[Seen] = field(default_factory=list)
    """All listenings, the first one included."""
    output: Heard | None = None
    """The view in which the firmware itself could be read."""
    restarts: list[tuple[Seen, int]] = field(default_factory=list)
    """Starts that no reset of ours made: the view, and the index of the start in it."""

    @property
    def unreadable(self) -> bool:
        """Whether something was said that no speed made readable."""
        return self.output is None and any(len(_own_words(view)) >= _UNREADABLE for view in self.views)


def watch(world: World, seen: Seen) -> Watched:
    """Listen on after a start that loaded an image. Raises LinkError, Cancelled."""
    assert seen.reset is not None, "the start was made by a reset"
    watched = Watched(seen)
    cold = going_on(world, seen, _SDK_SECONDS, _more_to_hear)
    _add(watched, cold, ours=1)
    if noise.readable(_own_words(cold)):
        last = cold.starts[-1]
        watched.output = cold.heard.part(last.span[1] + len(last.rest) - len(banner.after_rom(last)))
    if not _more_to_hear(cold.heard.data) and not watched.restarts:
        return watched
    for baud, seconds in ((WARM_BAUD, _APP_SECONDS), (_SLOW_BAUD, _SLOW_SECONDS)):
        if baud != cold.heard.baud and (watched.output is None or baud == WARM_BAUD):
            _listen_at(world, watched, seen.reset, baud, seconds)
    _add(watched, only_listening(world, COLD_BAUD, _AGAIN_SECONDS), ours=0)
    return watched


def _listen_at(world: World, watched: Watched, reset: lines.Sequence, baud: int, seconds: float) -> None:
    view = after_reset(world, reset, baud, seconds)
    # at another speed than the ROM's cold one our own reset shows no readable banner: each start is its own
    _add(watched, view, ours=0 if baud != watched.first.heard.baud else 1)
    own = view.heard.part(_skipped(view))
    if noise.readable(own.data):
        watched.output = watched.output or own


def _add(watched: Watched, view: Seen, ours: int) -> None:
    watched.views.append(view)
    watched.restarts += [(view, index) for index in range(ours, len(view.starts))]


def _skipped(view: Seen) -> int:
    """Bytes at the beginning of a view that are the ROM's words at its own speed, unreadable here."""
    data = view.heard.data
    last = max((at for at, byte in enumerate(data) if byte not in _PLAIN), default=-1)
    return last + 1 if last < len(data) // 2 or len(data) - last > _UNREADABLE else 0


_PLAIN = frozenset(range(0x20, 0x7F)) | {9, 10, 13}


def _own_words(view: Seen) -> bytes:
    """What is neither the ROM's nor the boot loader's."""
    return b"".join(banner.after_rom(start) for start in view.starts) if view.starts else view.heard.data


def _more_to_hear(data: bytes) -> bool:
    """Whether unreadable bytes follow the last start."""
    starts = banner.read(data)
    rest = banner.after_rom(starts[-1]) if starts else data
    strange = sum(byte not in _PLAIN for byte in rest)
    return strange * 4 >= _UNREADABLE


# ---------------------------------------------------------------- as facts


def kind(heard: Heard) -> str:
    """The word of `app.output` for readable bytes."""
    found = noise.classify(heard.data, baud=heard.baud)
    return found if found in ("at-firmware", "repl") else "text"


def facts(watched: Watched) -> tuple[Fact, ...]:
    """What the watching tells."""
    told = [fact for view in watched.views for fact in _troubles(view.heard)]
    looping = len(watched.restarts) >= _LOOP or bool(watched.restarts and told)
    return (*told, _output(watched), _loop(watched, looping), _result(watched, told, looping))


def _troubles(heard: Heard) -> list[Fact]:
    told: list[Fact] = []
    for found in crash.crashes(heard.data):
        told.append(heard.fact("app.crash", found.kind, *_line(heard.data, found.span)))
        if found.exception is not None:
            told.append(heard.fact("app.exception", found.exception, *_line(heard.data, found.span)))
    told += [heard.fact("app.symptom", c.kind, *_line(heard.data, c.span)) for c in crash.complaints(heard.data)]
    told += [heard.fact(name, value, *span) for name, value, span in dumps.told(heard.data)]
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


def _result(watched: Watched, told: list[Fact], looping: bool) -> Fact:
    crashed = next((fact for fact in told if fact.name == "app.crash"), None)
    heard = watched.output or watched.first.heard
    if crashed is not None:
        return Fact("boot.after_run.result", "crash", crashed.because)
    if looping:
        view, index = watched.restarts[-1]
        return view.heard.fact("boot.after_run.result", "restarts", *view.starts[index].span)
    silent = watched.output is None and not watched.unreadable
    return heard.fact("boot.after_run.result", "image-silent" if silent else "firmware")
