"""The probe `load`: does the chip stay up when it draws current?

First esptool's helper program is started and made to read through the flash, then the firmware is started, whose radio
draws most. Nothing is written. What happened is judged by what the chip said afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import lines, loader, spoilt
from .boot_watch import Seen, after_reset, rom_baud
from .heard import Heard, listen
from .link_errors import PortVanished
from .needs import NEEDS_LOADER
from .probe import Observation, World, fact
from .wire import banner

_ROUNDS = 3
_PIECE = 0x40000
"""Bytes of flash that are gone through in a round."""
_FIRMWARE_SECONDS = 1.5
"""Until the radio of usual firmware has started."""
_SURE = 2
"""Failures that make one: a single one can be a disturbed byte."""


@dataclass(frozen=True, slots=True)
class Fall:
    """The chip did not get through the work."""

    words: str
    after: Heard
    """What came from the moment when the work began."""
    answers: bool = False
    """Whether it still answers, with no reset in between."""

    @property
    def kind(self) -> str:
        """It started anew if it printed something; it is dead if only a reset brings it back; else it was the line."""
        printed = _A_LINE.search(self.after.data) or banner.at_other_speed(self.after.data[-_TAIL:], self.after.baud)
        if printed or banner.read(self.after.data):
            return "resets"
        return "stays" if self.answers else "dies"


_A_LINE = re.compile(rb"[\x20-\x7e\r\n]{14,}")
"""Longer than any readable piece of the loader's frames is by chance."""
_POWER = 1
"""The ROM's reset cause after the power was gone."""
_TAIL = 400
_STILL_THERE = (*loader.PATIENT, *loader.PATIENT)
"""Greetings enough for one to get through where half are lost. The helper program answers as another loader."""


class Load:
    """Meaningful only on a quiet line: a spoilt byte would look like a weak supply."""

    info = ProbeInfo(
        name="load",
        title="Making the chip work, to see whether its power holds",
        settles=("power.fails_under_load", "port.vanished_under_load"),
        needs=(*NEEDS_LOADER, ("link.errors", ("none",))),
        hazard=Hazard.RESET,
        seconds=5.0,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        try:
            yield from _run(world)
        except PortVanished as error:
            yield Observation((fact("port.vanished_under_load", True, "the port", str(error)),))
            raise


def _run(world: World) -> Iterator[Observation]:
    falls: list[Fall] = []
    for _ in range(_SURE):
        yield Observation(note="Letting the chip work")
        fall = _work(world)
        if fall is None:
            break
        falls.append(fall)
    if len(falls) == _SURE:
        yield _judge_falls(world, falls)
    elif not lines.movable(world.known):
        yield Observation(_no_more_to_try(world))
    elif world.known.get("lines.resets") in ("rts", "dtr", "both"):
        yield Observation(note="Starting the firmware and its radio")
        yield Observation(
            _judge(after_reset(world, lines.to_firmware(world.known), rom_baud(world), _FIRMWARE_SECONDS))
        )
    loader.rest(world)


def _work(world: World) -> Fall | None:
    """The helper program, and the flash gone through a few times; None if all went well or nothing could be tried."""
    from .esptool_door import connect
    from .flash_errors import ActionFailed
    from .grips import Grip

    talk, greeting = loader.reach(world)
    if not greeting.answered:
        return None
    start = talk.port.transcript.heard
    done = "before the helper program ran"
    try:
        chip = connect(talk.port, world.clock, grip=Grip(loader.BAUD).knowing(world.known))
        chip.start_stub()
        for number in range(1, _ROUNDS + 1):
            done = f"in round {number} of {_ROUNDS}"
            chip.md5(0, _PIECE)
    except ActionFailed as error:
        listen(talk.port, world.clock, _FIRMWARE_SECONDS)
        after = talk.port.transcript.slice(start, talk.port.transcript.heard)
        answers = talk.greet(_STILL_THERE).reply in ("ok", "late", "torn", "other-loader")
        return Fall(f"It fell silent {done}: {error}", Heard(after, start, talk.port.baud), answers)
    return None


def _no_more_to_try(world: World) -> tuple[Fact, ...]:
    """Where hands alone can start the firmware, work without its radio must do; who answers after it came through."""
    _, greeting = loader.reach(world)
    shown = f"it went through the flash {_ROUNDS} times"
    return (fact("power.fails_under_load", "no", "the chip at work", shown),) if greeting.final else ()


def _judge_falls(world: World, falls: list[Fall]) -> Observation:
    """Both must tell of the power; a chip that answers on, or a line that spoils what it says, does not."""
    kinds = {fall.kind for fall in falls}
    if "stays" in kinds or _line_spoils(world):
        return Observation(note="The line spoils messages, so the failure says nothing about the power")
    kind = "dies" if kinds == {"dies"} else "resets"
    return Observation((fact("power.fails_under_load", kind, "the chip at work", falls[-1].words),))


def _line_spoils(world: World) -> bool:
    """Whether the chip answers, and the line spoils what it says: then the helper program may fail for that alone."""
    talk, greeting = loader.reach(world)
    return greeting.answered and spoilt.count(talk).spoilt > 0


def _judge(seen: Seen) -> tuple[Fact, ...]:
    """A second banner at the cold speed is a restart by the supply: one by software comes at another speed. With a
    crystal of 40 MHz both come at the same, and the ROM must name the power."""
    cold = seen.heard.baud == banner.COLD_BAUD
    restarts = [start for start in seen.starts[1:] if start.exact and (cold or start.cause == _POWER)]
    if restarts:
        return (seen.heard.fact("power.fails_under_load", "radio", *restarts[0].span),)
    if seen.starts:
        return (seen.heard.fact("power.fails_under_load", "no", *seen.starts[0].span),)
    return ()


probe = Load()
