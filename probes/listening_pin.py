"""The probe `listening-pin`: whether the adapter hears the chip's TX, or GPIO2, which is its twin at first.

The ROM makes GPIO2 a second TX (esptool docs, boot mode selection; RIOT-OS/RIOT#16387). So boot text and uploads work
with the wire on the wrong pin, and the program seems dumb (esp8266/Arduino#1674). While that pin is made another thing,
only who listens at TX hears the loader.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import loader
from .loader import Loader
from .needs import NEEDS_LOADER
from .probe import Observation, World, fact
from .replies import ENOUGH
from .wire import rom

_SILENCES = 6
"""Questions without an answer that are enough: a line that is badly disturbed loses one in three."""


class ListeningPin:
    """Changes one register for a moment, and puts it back; a reset would do that too."""

    info = ProbeInfo(
        name="listening-pin",
        title="Looking which pin of the chip the adapter listens at",
        settles=("link.heard_from",),
        needs=(*NEEDS_LOADER, ("boot.after_run.result", ("image-silent",))),
        hazard=Hazard.RESET,
        seconds=0.3,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        talk, greeting = loader.reach(world)
        if not greeting.answered:
            yield Observation(note="The loader did not answer")
            return
        yield Observation(_look(talk))
        loader.rest(world)


def _look(talk: Loader) -> tuple[Fact, ...]:
    """Nothing is told where the loader stays silent afterwards."""
    before = talk.sure(rom.GPIO2_MUX).value
    heard = _heard_without(talk, before & ~rom.MUX_FUNCTION)
    after = any(_set(talk, before) == before for _ in range(ENOUGH))
    if heard:
        return (fact("link.heard_from", "tx", "the loader", "it is heard while GPIO2 is no output"),)
    shown = "it is silent while GPIO2 is no output, and heard again after"
    return (fact("link.heard_from", "gpio2", "the loader", shown),) if after else ()


def _heard_without(talk: Loader, plain: int) -> bool:
    """Whether the loader itself says that GPIO2 is a plain pin. That it still is an output means a request was lost."""
    silent = 0
    for _ in range(ENOUGH):
        said = _set(talk, plain)
        silent += said is None
        if said == plain or silent >= _SILENCES:
            return said == plain
    return False


def _set(talk: Loader, mux: int) -> int | None:
    """Make GPIO2 that, and ask what it is; None without an answer."""
    talk.trigger(rom.GPIO2_MUX, mux)
    word = talk.read(rom.GPIO2_MUX)
    return word.value if word else None


probe = ListeningPin()
