"""A change of the flash where esptool's helper program does not run: everything is written, nothing can be saved, and
the proof is a sample: header, first and last sector and 32 others, read back through the SPI controller."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from .. import loader as registers
from ..bare_flash import STRETCH
from ..erasing import SECTOR, Range, lost, merged
from ..esptool_door import PIECE, Loader
from ..flash_errors import NotTheSame
from ..flash_plan import Stroke, Wanted, cut, strokes
from ..probe import Observation
from ..spi import MOST, FlashBus

Steps = Generator[Observation, None, None]

SAMPLE = 32
"""Sectors that are read back beside the first and the last of each part."""


@dataclass(slots=True)
class BareTransfer:
    """One change of the flash, by the ROM alone. State: whether it was touched, and what was read back."""

    wanted: Wanted
    flash_size: int
    sample: int = SAMPLE
    chance: Random = field(default_factory=Random)
    whole: bool = False
    """As in `Transfer`."""
    earlier: Mapping[int, bytes] = field(default_factory=dict)
    before_touch: Callable[[Sequence[Range]], None] = lambda _ranges: None
    likely: Callable[[Wanted], Sequence[Range] | None] = lambda _wanted: None
    """As in `Transfer`, and of no use: all of it is written."""
    touched: bool = False
    backup: None = None
    """There is none: reading through the registers takes an hour a megabyte."""
    read_back: int = 0
    """Sectors."""

    @property
    def proof(self) -> Literal["sample"]:
        """How it was proven: the word of the fact `flash.proof`."""
        return "sample"

    @property
    def proven(self) -> str:
        """The same for people."""
        return f"{self.read_back} sectors were read back and are right; that is a sample, not all of it"

    def held(self, _start: int, _end: int) -> None:
        """Nobody looked."""

    def run(self, loader: Loader) -> Steps:
        """Make it so. Raises ActionFailed, LinkError, Cancelled."""
        planned = in_order(strokes(self.wanted, tuple(self.wanted.pieces(PIECE)), {}), self.flash_size)
        if not self.touched:
            self.before_touch([one for stroke in planned for one in erased(stroke, self.flash_size)])
        total, before = sum(len(stroke.data) for stroke in planned), 0
        for stroke in planned:
            self.touched = True
            for done in _carried_out(loader, stroke):
                verb = "Erasing" if stroke.blank else "Writing"
                yield Observation(note=f"{verb} at 0x{stroke.start:06x}", done=before + done, total=total)
            before += len(stroke.data)
        yield from self._prove(FlashBus(registers.Loader(loader.port, loader.clock)))
        self.touched = False

    def _prove(self, bus: FlashBus) -> Steps:
        chosen = self._chosen()
        for number, start in enumerate(chosen, 1):
            if not _holds(bus, start, self.wanted.bytes(start, start + SECTOR)):
                raise NotTheSame(((start, start + SECTOR),))
            self.read_back = number
            note = "Reading back a sample of what was written"
            yield Observation(note=note, done=number * SECTOR, total=len(chosen) * SECTOR)

    def _chosen(self) -> list[int]:
        """Addresses of sectors: both ends of each part, and some of the others by chance."""
        ranges = [_sectors(part.offset, len(part.data)) for part in self.wanted.parts]
        ends = {at for start, end in ranges for at in (start, end - SECTOR)}
        others = sorted({at for start, end in ranges for at in range(start, end, SECTOR)} - ends)
        return sorted({*ends, *self.chance.sample(others, min(self.sample, len(others)))})


def in_order(planned: tuple[Stroke, ...], flash_size: int) -> tuple[Stroke, ...]:
    """The ROM erases too much, upwards and past the end on to 0x0: so what can spoil another comes before it."""

    def wraps(stroke: Stroke) -> bool:
        spoilt = erased(stroke, flash_size)
        return stroke.start > 0 and bool(spoilt) and spoilt[0][0] < stroke.start

    return tuple(sorted(planned, key=lambda stroke: (not wraps(stroke), stroke.start)))


def erased(stroke: Stroke, flash_size: int) -> tuple[Range, ...]:
    """What the ROM erases to write it, stretch by stretch."""
    stretches = cut(stroke.start, stroke.end, STRETCH)
    return merged(one for start, end in stretches for one in lost(start, end - start, flash_size, "rom"))


def _carried_out(loader: Loader, stroke: Stroke) -> Iterator[int]:
    return loader.erase(stroke.start, len(stroke.data)) if stroke.blank else loader.write(stroke.start, stroke.data)


def _holds(bus: FlashBus, start: int, expected: bytes) -> bool:
    return all(bus.holds(start + at, expected[at : at + MOST]) for at in range(0, len(expected), MOST))


def _sectors(offset: int, length: int) -> Range:
    return offset // SECTOR * SECTOR, -(-(offset + length) // SECTOR) * SECTOR
