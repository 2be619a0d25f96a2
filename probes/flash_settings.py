"""The probe `flash-settings`: what stands in the SDK's own sectors at the end of the flash."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import spi
from .needs import NEEDS_LOADER
from .probe import Observation, World, fact
from .spi import FlashBus
from .wire import header, sdk_sectors


class FlashSettings:
    """The end is where the image header says it is: firmware believes the header, not the chip."""

    info = ProbeInfo(
        name="flash-settings",
        title="Looking at the firmware's stored settings",
        settles=("flash.settings.state",),
        needs=(*NEEDS_LOADER, ("flash.reachable", ("yes",))),
        hazard=Hazard.RESET,
        seconds=0.6,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        return spi.with_flash(world, partial(_look, _known_size(world)))


def _look(size: int | None, bus: FlashBus) -> Iterator[Observation]:
    end = header.read(bus.read(0, header.SIZE).data).size or size
    if end:
        rf = bus.read(end - sdk_sectors.RF_FROM_END, sdk_sectors.NEEDED)
        wifi = bus.read(end - sdk_sectors.WIFI_FROM_END, sdk_sectors.NEEDED)
        state = sdk_sectors.judge(rf.data, wifi.data)
        shown = f"0x{rf.address:06x}: {rf.data.hex(' ')}; 0x{wifi.address:06x}: {wifi.data.hex(' ')}"
        yield Observation((fact("flash.settings.state", state, "flash, read by the loader", shown),))


def _known_size(world: World) -> int | None:
    size = world.known.get("flash.jedec_size")
    return size if isinstance(size, int) else None


probe = FlashSettings()
