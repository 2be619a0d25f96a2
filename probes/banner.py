"""The probe `banner`: reset into the firmware, read what the ROM says, then what the firmware says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import app_facts, app_watch, lines
from .boot_watch import ROM_SECONDS, Seen, after_reset, agreed, floats, has_banner, only_listening, settled, told_by
from .heard import Heard
from .needs import NEEDS_LINES_TRIED
from .probe import Observation, World
from .wire import banner, noise
from .wire.banner import COLD_BAUD, WARM_BAUD, Start

_MOST_RESETS = 6
_LISTENING = 2.5
"""Seconds at each speed where the board cannot be restarted."""
_A_FEW = 8
"""Bytes after the banner that are more than stray ones."""


SETTLES = (
    *app_facts.SETTLES,
    "boot.after_run.banner",
    "boot.after_run.mode",
    "boot.after_run.cause",
    "boot.after_run.varies",
    "boot.speed",
    "chip.family",
)
"""What a start tells, whoever made it."""


class Banner:
    """Resets the chip a few times; changes nothing."""

    info = ProbeInfo(
        name="banner",
        title="Restarting the board and listening to its boot text",
        settles=(*SETTLES, "lines.resets"),
        needs=NEEDS_LINES_TRIED,
        hazard=Hazard.RESET,
        seconds=4.0,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        from .loader import rest

        if lines.movable(world.known):
            yield Observation(note="Restarting the board")
            yield from _restarted(world)
        else:
            yield Observation(note="Listening, as no line of this port can restart the board")
            yield Observation(_overheard(world))
        rest(world)


def _restarted(world: World) -> Iterator[Observation]:
    seen = _find_banner(world)
    with_banner = next((one for one in seen if one.starts), None)
    if with_banner is None:
        yield Observation(nothing_readable(seen))
    else:
        yield from tell(world, with_banner, _until_settled(world, with_banner))


def _find_banner(world: World) -> list[Seen]:
    """Every way until one shows a banner: both speeds of the ROM, both lines that may be the reset line."""
    usual = lines.to_firmware(world.known)
    other = lines.RUN if usual is lines.RUN_BY_DTR else lines.RUN_BY_DTR
    seen: list[Seen] = []
    for sequence, baud in ((usual, COLD_BAUD), (usual, WARM_BAUD), (other, COLD_BAUD)):
        seen.append(after_reset(world, sequence, baud, ROM_SECONDS))
        if seen[-1].starts:
            break
    return seen


def _overheard(world: World) -> tuple[Fact, ...]:
    """What the firmware says by itself. Silence tells nothing: nobody asked the chip to speak."""
    heard = [only_listening(world, baud, _LISTENING).heard for baud in (COLD_BAUD, WARM_BAUD)]
    return _other_chip(heard) or tuple(one.fact("app.output", app_facts.kind(one)) for one in heard if _talks(one))[:1]


def _talks(heard: Heard) -> bool:
    return noise.readable(heard.data)


def nothing_readable(seen: list[Seen]) -> tuple[Fact, ...]:
    """No banner: silence, another chip, firmware that was not reset, or something garbled."""
    loudest = max(seen, key=lambda one: len(one.heard.data)).heard
    if other := _other_chip([one.heard for one in seen]):
        return (*other, loudest.fact("boot.after_run.banner", "garbled"))
    talking = next((one.heard for one in seen if _talks(one.heard)), None)
    if talking:
        by_line = (talking.fact("lines.resets", "none"),) if any(one.reset for one in seen) else ()
        output = talking.fact("app.output", app_facts.kind(talking))
        return (talking.fact("boot.after_run.banner", "none"), *by_line, output)
    return (loudest.fact("boot.after_run.banner", "garbled" if loudest.data else "none"),)


def _other_chip(heard: list[Heard]) -> tuple[Fact, ...]:
    named = ((one, banner.other_chip(one.data)) for one in heard)
    return next(((one.fact("chip.family", found[0], *found[1]),) for one, found in named if found), ())


def tell(world: World, seen: Seen, starts: Sequence[Start], stay: float = 0.0) -> Iterator[Observation]:
    """What these starts say, and how the first went on; a program is watched for so many seconds more.

    Raises LinkError, Cancelled.
    """
    span = seen.starts[0].span
    facts = [seen.heard.fact("boot.after_run.banner", "seen", *span)]
    if seen.reset:
        facts.append(seen.heard.fact("lines.resets", seen.reset.resets_by, *span))
    yield Observation((*facts, seen.heard.fact("boot.speed", seen.heard.baud, *span)))
    yield from _how_it_went_on(world, seen, starts, stay)


def _how_it_went_on(world: World, seen: Seen, starts: Sequence[Start], stay: float) -> Iterator[Observation]:
    start, mode = seen.starts[0], agreed(starts)
    if mode is None:
        yield Observation(note="The boot mode in the boot text is not readable")
        return
    facts = [
        told_by(starts, seen.heard.fact("boot.after_run.mode", mode, *start.span)),
        seen.heard.fact("boot.after_run.varies", floats(starts), *start.span),
    ]
    if start.cause is not None:
        facts.append(seen.heard.fact("boot.after_run.cause", start.cause, *start.span))
    yield Observation(tuple(facts), note=f"Boot mode {mode}")
    went_on = banner.outcome(replace(start, mode=mode))
    if went_on.result == "image-silent":
        yield Observation(note="Listening to the firmware")
        yield Observation(app_facts.facts(app_watch.watch(world, seen, stay)))
    elif went_on.result == "silent" and len(start.rest.strip()) >= _A_FEW:
        yield Observation(note="What came after the boot text is not readable")
    else:
        span = seen.place(start, went_on.span) if went_on.span != (0, 0) else start.span
        yield Observation((seen.heard.fact("boot.after_run.result", went_on.result, *span),))


def _until_settled(world: World, seen: Seen) -> list[Start]:
    """The first start and those of more resets, until they agree on the mode."""
    assert seen.reset is not None, "a banner is looked for after resets only"
    starts = [seen.starts[0]]
    while len(starts) < _MOST_RESETS and not settled(starts):
        again = after_reset(world, seen.reset, seen.heard.baud, ROM_SECONDS, has_banner).first
        starts.append(again or _NO_START)
    return starts


_NO_START = Start(None, None, len(banner.TEMPLATE), (0, 0), b"")


probe = Banner()
