"""The probe `flash-search`: where the program is when it is not at the start of the flash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import spi
from .image import IRAM
from .needs import NEEDS_LOADER
from .probe import Observation, World, fact
from .spi import FlashBus, Stored
from .wire import header

PLACES = (
    0x1000, 0x2000, 0x8000, 0x10000, 0x11000, 0x20000,
    0x40000, 0x41000, 0x80000, 0x81000, 0x100000, 0x101000, 0x200000,
)  # fmt: skip
"""Where programs lie on purpose or by mistake: behind the Arduino core's and Espressif's first stage, at the ESP32's
addresses, at the starts of second programs (esptool docs, flashing addresses; ESP8266 SDK getting started guide)."""

_READ = 16
_ENTRY = slice(4, 8)


class FlashSearch:
    """Reads sixteen bytes at each of the usual wrong places, up to the first that begins a program."""

    info = ProbeInfo(
        name="flash-search",
        title="Looking for the program in the rest of the flash",
        settles=("flash.image_at",),
        needs=(
            *NEEDS_LOADER,
            ("flash.reachable", ("yes",)),
            ("flash.header.state", ("blank", "zeros", "other")),
        ),
        hazard=Hazard.RESET,
        seconds=2.0,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        return spi.with_flash(world, partial(_look, [at for at in PLACES if at < _size(world)]))


def _look(places: Sequence[int], bus: FlashBus) -> Iterator[Observation]:
    for number, at in enumerate(places, 1):
        stored = bus.read(at, _READ)
        if is_program(stored.data):
            yield Observation((_found(stored),))
            return
        yield Observation(note=f"Nothing at 0x{at:06x}", done=number, total=len(places))
    looked = ", ".join(f"0x{at:x}" for at in places)
    yield Observation((fact("flash.image_at", 0, "flash, read by the loader", f"no program at {looked}"),))


def is_program(data: bytes) -> bool:
    """Whether these bytes begin a program for this chip: its header, with an entry point where it has memory."""
    return header.read(data).state == "image" and int.from_bytes(data[_ENTRY], "little") in IRAM


def _found(stored: Stored) -> Fact:
    return stored.fact("flash.image_at", stored.address)


def _size(world: World) -> int:
    size = world.known.get("flash.jedec_size")
    return size if isinstance(size, int) and size else 1 << 20


probe = FlashSearch()
