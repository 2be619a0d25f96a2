"""What the firmware does after the ROM has started it: what it says, at which speed, and whether it keeps running.

The SDK prints at the ROM's speed, programs at theirs; a restart by software makes the ROM print at 115200. So the
first listening, at the ROM's speed, shows by unreadable bytes that there is more to hear at another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from . import lines
from .boot_watch import Seen, after_reset, going_on, only_listening
from .heard import Heard
from .probe import World
from .wire import banner, crash, noise, reports
from .wire.banner import COLD_BAUD, WARM_BAUD

_SDK_SECONDS = 2.6
"""How long a firmware that seems silent is waited for."""
_APP_SECONDS = 2.4
_SLOW_SECONDS = 1.6
_SPEEDS = (
    (WARM_BAUD, _APP_SECONDS),
    (9600, _SLOW_SECONDS),
    (57600, _SLOW_SECONDS),
    (38400, _SLOW_SECONDS),
    (19200, _SLOW_SECONDS),
    (230400, _SLOW_SECONDS),
    (460800, _SLOW_SECONDS),
    (921600, _SLOW_SECONDS),
    (WARM_BAUD * 40 // 26, _SLOW_SECONDS),
)
"""At which programs talk, the usual ones first, and how long each is listened to. At the last one those talk that were
built for a crystal of 26 MHz and run on one of 40 MHz."""
_USUAL = 2
"""So many of them for a quick look; only the first where no reset repeats what is missed meanwhile."""
_AGAIN_SECONDS = 1.0
"""For restarts from the power supply, whose banner comes at the cold speed again."""
_UNREADABLE = 8
"""Bytes that must come before another speed is tried."""
_HEARINGS = 3
"""How often a crash is waited for again that arrived spoilt, and differently each time."""


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
    stayed: float = 0.0
    """Seconds that it was waited for something to go wrong, in vain."""

    @property
    def reports(self) -> tuple[reports.Report, ...]:
        """Every crash that was reported."""
        return tuple(one for view in self.views for one in reports.reports(view.heard.data))

    @property
    def unreadable(self) -> bool:
        """Whether something was said that no speed made readable."""
        return self.output is None and any(len(_own_words(view)) >= _UNREADABLE for view in self.views)


def watch(world: World, seen: Seen, stay: float = 0.0) -> Watched:
    """Listen on after a start that loaded an image; then stay for so many seconds more, at the program's own speed.

    Raises LinkError, Cancelled.
    """
    watched = Watched(seen)
    cold = going_on(world, seen, _SDK_SECONDS, _more_to_hear)
    _add(watched, cold, ours=1)
    if noise.readable(_own_words(cold)):
        watched.output = _without_the_rom(cold)
    if _more_to_hear(cold.heard.data) or watched.restarts:
        _find_speed(world, watched, _SPEEDS[: (len(_SPEEDS) if stay else _USUAL) if seen.reset else 1])
    if stay:
        _stay(world, watched, stay)
    if len(watched.views) > 1:
        _add(watched, only_listening(world, COLD_BAUD, _AGAIN_SECONDS), ours=0)
    return watched


def _without_the_rom(seen: Seen) -> Heard:
    """What came after the ROM's last word; all of it where its boot text was spoilt."""
    if not seen.starts:
        return seen.heard
    last = seen.starts[-1]
    return seen.heard.part(last.span[1] + len(last.rest) - len(banner.after_rom(last)))


def _find_speed(world: World, watched: Watched, speeds: Sequence[tuple[int, float]]) -> None:
    """Reset and listen at each speed until words can be read; at the ROM's warm speed in any case."""
    for baud, seconds in speeds:
        if baud != watched.first.heard.baud and (watched.output is None or baud == WARM_BAUD):
            _listen_at(world, watched, watched.first.reset, baud, seconds)


def _stay(world: World, watched: Watched, seconds: float) -> None:
    """Wait for what goes wrong later, at the program's speed, and at the ROM's where that is another."""
    speeds = dict.fromkeys((watched.output.baud if watched.output else WARM_BAUD, WARM_BAUD))
    for hearing in range(_HEARINGS):
        for baud in speeds:
            if reports.relied_on(watched.reports):
                return
            if not hearing or watched.reports:
                _add(watched, only_listening(world, baud, seconds, _over), ours=0)
    watched.stayed = seconds


def _over(data: bytes) -> bool:
    """Whether a crash has been told to its end, or the chip has started over twice."""
    starts = banner.read(data)
    return len(starts) > 1 or bool(starts and crash.crashes(data[: starts[-1].span[0]]))


def _listen_at(world: World, watched: Watched, reset: lines.Sequence | None, baud: int, seconds: float) -> None:
    """After one more reset; where a hand made the first one, what the program goes on saying must do."""
    view = after_reset(world, reset, baud, seconds) if reset else only_listening(world, baud, seconds)
    # at another speed than the ROM's cold one our own reset shows no readable banner: each start is its own
    _add(watched, view, ours=0 if baud != watched.first.heard.baud else 1)
    own = _own_stretch(view)
    if noise.readable(own.data):
        watched.output = watched.output or own


def _add(watched: Watched, view: Seen, ours: int) -> None:
    watched.views.append(view)
    watched.restarts += [(view, index) for index in range(ours, len(view.starts))]


def _own_stretch(view: Seen) -> Heard:
    """The longest stretch that the ROM did not say: before its first start that can be read here, or after one."""
    ends = [*(start.span[0] for start in view.starts), len(view.heard.data)]
    begins = [
        _skipped(view),
        *(end - len(banner.after_rom(start)) for start, end in zip(view.starts, ends[1:], strict=True)),
    ]
    start, end = max(zip(begins, ends, strict=True), key=lambda span: span[1] - span[0])
    return view.heard.part(start, end)


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
