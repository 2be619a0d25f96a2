"""The probe `elf-in-flash`: whether the .elf that was found is the very build that lies in the board's flash.

The stack of a crash only makes that likely. A few hundred bytes of the code, read by the loader, decide it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import spi
from .needs import NEEDS_PORT
from .probe import Observation, World, fact
from .spi import FlashBus
from .stack.elf import UnfitElf, opened
from .stack.samples import Sample, samples

_BANKS = (0, 1 << 20)
"""Where the program's megabyte lies; the second one is of Espressif's SDK, which keeps two programs (user1, user2)."""
_SOURCE = "flash, read by the loader"


class ElfInFlash:
    """Reads twelve pieces of the flash at most, up to the first that differs."""

    info = ProbeInfo(
        name="elf-in-flash",
        title="Comparing the .elf with the program in the flash",
        settles=("app.elf_in_flash",),
        needs=(*NEEDS_PORT, ("app.elf_file", ()), ("boot.after_run.banner", ("seen",))),
        hazard=Hazard.RESET,
        seconds=0.8,
        at_once=True,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        wanted = _wanted(Path(str(world.known["app.elf_file"])))
        if wanted:
            yield from spi.with_flash(world, partial(_compare, wanted))
        else:
            yield Observation(note="The .elf has no code that could be compared with the flash")


def _wanted(path: Path) -> tuple[Sample, ...]:
    try:
        with path.open("rb") as file:
            return samples(opened(file))
    except (OSError, UnfitElf):
        return ()


def _compare(wanted: tuple[Sample, ...], bus: FlashBus) -> Iterator[Observation]:
    differs = ""
    for bank in _BANKS:
        other = next((one for one in wanted if not bus.holds(bank + one.offset, one.data)), None)
        if other is None:
            seen = f"{len(wanted)} pieces from 0x{bank + wanted[0].offset:06x} on are as in the .elf"
            yield Observation((fact("app.elf_in_flash", "same", _SOURCE, seen),), note="The .elf is of this very build")
            return
        differs = differs or f"0x{other.offset:06x} differs from the .elf: there it is {other.data[:8].hex(' ')}"
    note = "The .elf is of another build than the program in the flash"
    yield Observation((fact("app.elf_in_flash", "other", _SOURCE, differs),), note=note)


probe = ElfInFlash()
