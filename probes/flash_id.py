"""The probe `flash-id`: whether the flash chip answers, who made it, how large it says it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import spi
from .needs import NEEDS_LOADER
from .probe import Observation, World
from .replies import Word
from .spi import FlashBus
from .wire import flashid


class FlashId:
    """Asks by the ROM's register commands; nothing is loaded into the chip."""

    info = ProbeInfo(
        name="flash-id",
        title="Asking the flash chip for its size",
        settles=("flash.reachable", "flash.jedec_id", "flash.jedec_size"),
        needs=NEEDS_LOADER,
        hazard=Hazard.RESET,
        seconds=0.15,
        at_once=True,  # it is asked while the loader is there, and idles: the firmware, once started, draws most
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        return spi.with_flash(world, _look)


def _look(bus: FlashBus) -> Iterator[Observation]:
    word = bus.jedec_id()
    yield Observation(_facts(word), note=_words(flashid.read(word.value)))


def _facts(word: Word) -> tuple[Fact, ...]:
    found = flashid.read(word.value)
    facts = [word.fact("flash.reachable", found.state)]
    if found.state in ("yes", "odd"):
        facts.append(word.fact("flash.jedec_id", found.number))
    if found.state == "yes":
        facts.append(word.fact("flash.jedec_size", found.size))
    return tuple(facts)


def _words(found: flashid.FlashId) -> str:
    if found.state != "yes":
        return f"The flash chip gives no sensible id ({found.number:06x})"
    return f"Flash {found.number:06x} of {found.maker or 'a maker that is not known'}, {found.size >> 10} KB"


probe = FlashId()
