"""The probe `hold-test`: does the flash hold what is written to it, and is it as large as it says?

A pattern is written to one sector near the end, looked at, and what stood there is put back. It is the only probe that
writes, and everything in it goes the way of a write: saved before, noted, proven.

A chip that is smaller than it says begins again at its end: what is written near the end that it claims shows up near
the end that it has (espressif/esptool#218; fake chips relabelled to four times their size).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from .actions.boarding import leave
from .actions.transfer import Transfer
from .actions.writing import Made, entry_for, flash_size_of, rewrite
from .backups import Store
from .checksum import md5
from .erasing import SECTOR
from .flash_errors import ActionFailed, ChipRefused, NotTheSame
from .flash_plan import Wanted
from .image_fit import Part
from .needs import NEEDS_LOADER
from .probe import Observation, World, fact

if TYPE_CHECKING:
    from .esptool_door import Loader

FROM_END = 5 * SECTOR
"""The place of the test: just before the four sectors that the SDK keeps for itself."""

SMALLEST = 256 << 10
"""Bytes of the smallest chip that was ever put beside an ESP8266."""

_SOURCE = "a pattern written to the flash"


@dataclass(slots=True)
class Tested:
    """What was seen on the way. State of one test."""

    size: int = 0
    """Bytes that the chip says it has."""
    old: bytes = b""
    before: dict[int, str] = field(default_factory=dict)
    """Size that the chip may really have -> checksum of the sector that would be hit then."""
    real: int = 0
    unchanged: bool = True
    """The pattern is not there, and what stood there still is."""

    @property
    def place(self) -> int:
        """Where the pattern goes."""
        return self.size - FROM_END

    @property
    def pattern(self) -> bytes:
        """Every bit the other way round, so that each is set and cleared once, going and coming back."""
        return bytes(byte ^ 0xFF for byte in self.old)


class HoldTest:
    """Saved before, noted, proven, put back."""

    info = ProbeInfo(
        name="hold-test",
        title="Trying whether the flash holds what is written to it, and putting back what was there",
        settles=("flash.holds", "flash.real_size"),
        needs=(
            *NEEDS_LOADER,
            ("flash.reachable", ("yes", "odd")),
            ("link.errors", ("none",)),
            ("flash.suspect", (True,)),
        ),
        hazard=Hazard.WRITE,
        seconds=8.0,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        entry, test = entry_for(world, None, manual=False), Tested()
        try:
            yield from _quietly(rewrite(world, entry, lambda loader: _there(world, loader, test)))
            yield from _quietly(rewrite(world, entry, lambda loader: _back(loader, test)))
        except (NotTheSame, ChipRefused) as error:
            with suppress(ActionFailed):
                yield from _quietly(rewrite(world, entry, lambda loader: _back(loader, test)))
            yield Observation((_does_not(error, test),))
        except ActionFailed as error:
            yield Observation(note=str(error))
        else:
            yield Observation(_holds(test))
        leave(world, entry)


def _there(world: World, loader: Loader, test: Tested) -> Made:
    """Write the pattern."""
    yield Observation(note="Writing a pattern to one sector, to see whether the flash holds it")
    test.size = flash_size_of(world, loader)
    test.old = loader.read(test.place, SECTOR)
    test.before = {size: loader.md5(size - FROM_END, SECTOR) for size in _smaller(test.size)}
    return _one_sector(test, test.pattern)


def _back(loader: Loader, test: Tested) -> Made:
    """See where the pattern is, and put back what was there."""
    yield Observation(note="Putting back what was there")
    test.unchanged = loader.md5(test.place, SECTOR) == md5(test.old)
    hit = [size for size, sum_before in test.before.items() if loader.md5(size - FROM_END, SECTOR) != sum_before]
    test.real = min(hit, default=test.size)
    return _one_sector(test, test.old)


def _one_sector(test: Tested, content: bytes) -> Transfer:
    place = (test.place, test.place + SECTOR)
    return Transfer(Wanted((Part(test.place, content, "a test pattern"),), (place,)), Store(), test.size)


def _smaller(size: int) -> Iterator[int]:
    """The powers of two that a chip might really have."""
    while (size := size // 2) >= SMALLEST:
        yield size


def _quietly(steps: Made) -> Generator[Observation, None, None]:
    """What is learned of the pattern is no upload of the person's: only progress is told. A test that is cut off is
    noted on the disk, as every write is."""
    for seen in steps:
        yield Observation(note=seen.note, done=seen.done, total=seen.total)


def _does_not(error: NotTheSame | ChipRefused, test: Tested) -> Fact:
    return fact("flash.holds", "refuses" if test.unchanged else "no", _SOURCE, str(error))


def _holds(test: Tested) -> tuple[Fact, ...]:
    shown = f"0x{test.place:06x}: written, seen, put back; checksum {md5(test.old)}"
    where = f"the pattern at 0x{test.place:06x} is seen at 0x{test.real - FROM_END:06x}"
    return (fact("flash.holds", "yes", _SOURCE, shown), fact("flash.real_size", test.real, _SOURCE, where))


probe = HoldTest()
