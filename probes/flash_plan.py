"""What the flash shall hold, and the least that must be erased and written to get it there. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import erasing
from .erasing import SECTOR, Range
from .image_fit import Part

GAP_SECTORS = 4
"""Unchanged sectors between two changed ones that are written along: a new start costs about as much."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One erase, or one erase and write. Addresses and lengths are whole sectors."""

    start: int
    data: bytes
    """All 0xFF: it is enough to erase."""

    @property
    def end(self) -> int:
        return self.start + len(self.data)

    @property
    def blank(self) -> bool:
        """Erasing is all that it takes."""
        return not self.data.strip(b"\xff")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Ranges of flash and the bytes that they shall hold; what no part covers shall be erased."""

    parts: tuple[Part, ...]
    ranges: tuple[Range, ...]

    @classmethod
    def of(cls, parts: Sequence[Part], flash_size: int, erase: Sequence[Range] = ()) -> Wanted:
        """The sectors that these parts touch, and what else is to be erased."""
        touched = [one for part in parts for one in erasing.lost(part.offset, len(part.data), flash_size)]
        return cls(tuple(parts), erasing.merged([*touched, *erase]))

    def bytes(self, start: int, end: int) -> bytes:
        """What shall stand there."""
        held = bytearray(b"\xff" * (end - start))
        for part in self.parts:
            first, last = max(start, part.offset), min(end, part.offset + len(part.data))
            if first < last:
                held[first - start : last - start] = part.data[first - part.offset : last - part.offset]
        return bytes(held)

    def covers(self, start: int, end: int) -> bool:
        """Whether all of that is ours to change."""
        return any(first <= start and end <= last for first, last in self.ranges)

    def pieces(self, length: int) -> Iterator[Range]:
        """The ranges, cut at multiples of that many bytes."""
        for start, end in self.ranges:
            yield from cut(start, end, length)


def cut(start: int, end: int, length: int) -> Iterator[Range]:
    """The range in pieces, cut at multiples of that many bytes."""
    return pairwise((start, *range((start // length + 1) * length, end, length), end))


def joined(wanted: Wanted, differing: Sequence[Range]) -> tuple[Range, ...]:
    """What may be touched to change these ranges: with the short gaps between them that strokes write along."""
    found: list[Range] = []
    for start, end in erasing.merged(differing):
        if found and _one_run(wanted, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _one_run(wanted: Wanted, end: int, start: int) -> bool:
    return start - end <= GAP_SECTORS * SECTOR and wanted.covers(end, start)


def strokes(wanted: Wanted, differing: Sequence[Range], old: Mapping[int, bytes]) -> tuple[Stroke, ...]:
    """What to do, in order of address. `old` maps a differing range's start to what it holds now, where that is known:
    then sectors that are right already are left alone."""
    sectors = [at for start, end in differing for at in _changed(wanted, start, end, old.get(start))]
    return tuple(Stroke(start, wanted.bytes(start, end)) for start, end in _runs(wanted, sectors))


def _changed(wanted: Wanted, start: int, end: int, old: bytes | None) -> Iterator[int]:
    new = wanted.bytes(start, end)
    for at in range(0, end - start, SECTOR):
        if old is None or old[at : at + SECTOR] != new[at : at + SECTOR]:
            yield start + at


def _runs(wanted: Wanted, sectors: Sequence[int]) -> Iterator[Range]:
    """Sectors joined to runs; one of erased sectors and one of written ones do not mix."""
    run: tuple[int, int, bool] | None = None
    for at in sectors:
        blank = not wanted.bytes(at, at + SECTOR).strip(b"\xff")
        if run and blank == run[2] and (at == run[1] if blank else _one_run(wanted, run[1], at)):
            run = (run[0], at + SECTOR, blank)
            continue
        if run:
            yield run[0], run[1]
        run = (at, at + SECTOR, blank)
    if run:
        yield run[0], run[1]
