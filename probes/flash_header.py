"""The probe `flash-header`: what stands at the start of the flash, and what it claims of size, mode and speed."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import loader, spi
from .needs import NEEDS_LOADER
from .probe import Observation, World, fact
from .spi import FlashBus, NeverRan, Stored
from .wire import header

_READ = 16
"""Bytes: the header, and a little more for a person to see."""


class FlashHeader:
    """Reads sixteen bytes of the flash."""

    info = ProbeInfo(
        name="flash-header",
        title="Reading the start of the flash",
        settles=("flash.header.state", "flash.header.size", "flash.header.mode", "flash.header.freq"),
        needs=(*NEEDS_LOADER, ("flash.reachable", ("yes", "odd"))),
        hazard=Hazard.RESET,
        seconds=0.4,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        try:
            yield from spi.with_flash(world, _look)
        except NeverRan as error:
            yield Observation((fact("flash.header.state", "unread", "the flash chip", str(error)),), note=str(error))
            loader.rest(world)


def _look(bus: FlashBus) -> Iterator[Observation]:
    yield Observation(_facts(bus.read(0, _READ)))


def _facts(stored: Stored) -> tuple[Fact, ...]:
    found = header.read(stored.data)
    facts = [stored.fact("flash.header.state", found.state)]
    if found.state == "image":
        facts.append(stored.fact("flash.header.mode", found.mode))
    if found.size is not None:
        facts.append(stored.fact("flash.header.size", found.size))
    if found.frequency is not None:
        facts.append(stored.fact("flash.header.freq", found.frequency))
    return tuple(facts)


probe = FlashHeader()
