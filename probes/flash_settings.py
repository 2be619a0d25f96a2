"""The probe `flash-settings`: what stands in the SDK's own sectors at the end of the flash."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import loader
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
        talk, greeting = loader.reach(world)
        if not greeting.answered:
            yield Observation(note="The loader did not answer")
            return
        bus = FlashBus(talk)
        end = header.read(bus.read(0, header.SIZE).data).size or _known_size(world)
        if end:
            rf = bus.read(end - sdk_sectors.RF_FROM_END, sdk_sectors.NEEDED)
            wifi = bus.read(end - sdk_sectors.WIFI_FROM_END, sdk_sectors.NEEDED)
            state = sdk_sectors.judge(rf.data, wifi.data)
            shown = f"0x{rf.address:06x}: {rf.data.hex(' ')}; 0x{wifi.address:06x}: {wifi.data.hex(' ')}"
            yield Observation((fact("flash.settings.state", state, "flash, read by the loader", shown),))
        loader.rest(world)


def _known_size(world: World) -> int | None:
    size = world.known.get("flash.jedec_size")
    return size if isinstance(size, int) else None


probe = FlashSettings()
