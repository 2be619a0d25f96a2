"""The probe `other-board`: where no ESP8266 answers, greet the way that an Arduino's loader understands."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import lines, loader
from .heard import Heard, listen
from .needs import NEEDS_PORT, WITHOUT_LINES
from .probe import Observation, World
from .wire import stk500

_GREETINGS = 3
_AFTER_RESET = 0.15
"""Seconds until its loader listens; after one second it has given up."""
_ANSWER = 0.1
_RESET = lines.Sequence("arduino", "both lines", (lines.Step(False, False, 0.1), lines.Step(True, True, _AFTER_RESET)))
"""An Arduino resets when DTR becomes active."""


class OtherBoard:
    """Two bytes that mean nothing to an ESP8266 in its loader, and start nothing."""

    info = ProbeInfo(
        name="other-board",
        title="Asking whether it is an Arduino",
        settles=("chip.family",),
        needs=(*NEEDS_PORT, ("sync.reply", ("none", "garbage", "sketch"))),
        unless=WITHOUT_LINES,
        hazard=Hazard.RESET,
        seconds=1.5,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        heard = [_greet(world, baud) for baud in stk500.SPEEDS]
        answers = [one for one in heard if stk500.answers(one.data, _GREETINGS)]
        facts = tuple(one.fact("chip.family", "not-an-esp") for one in answers[:1])
        yield Observation(facts, note="The loader of an Arduino answers" if facts else "It is no Arduino that is known")
        loader.rest(world)


def _greet(world: World, baud: int) -> Heard:
    """What comes back, one greeting after the other."""
    port = world.port()
    port.baud = baud
    lines.play(port, world.clock, _RESET)
    port.discard()
    heard = Heard(b"", port.transcript.heard, baud)
    for _ in range(_GREETINGS):
        port.write(stk500.GET_SYNC)
        heard += listen(port, world.clock, _ANSWER)
    port.set_lines(dtr=False, rts=False)
    return heard


probe = OtherBoard()
