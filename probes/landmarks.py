"""Places in flash that show how far a write came that was cut off: what was to stand there, and what stood. Pure.

They are noted with the write, so that whoever meets the board next need neither the program nor the backup to tell,
and can tell too that somebody else has written since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from .erasing import SECTOR, Range

MOST = 8
"""Landmarks of one write: the first and the last changed sector, and some between."""
LENGTH = 16
"""Bytes of one."""

Progress = Literal["partly", "open", "overwritten"]
"""New here and old there; as far as can be seen all new or all old; or neither, so that another tool wrote since."""

_ERASED = b"\xff" * LENGTH


@dataclass(frozen=True, slots=True)
class Landmark:
    """One place, by its address."""

    at: int
    new: bytes
    old: bytes | None
    """None where nobody looked."""

    def looks(self, held: bytes) -> Literal["new", "old", "other"]:
        """What it shows now; erased flash is no longer old and not yet new."""
        if held == self.new:
            return "new"
        return "old" if self.old is None or held in (self.old, _ERASED) else "other"

    def as_json(self) -> list[Any]:
        """Address, new and old in hexadecimal."""
        return [self.at, self.new.hex(), None if self.old is None else self.old.hex()]


def landmarks(
    ranges: Sequence[Range], new: Callable[[int, int], bytes], old: Callable[[int, int], bytes | None]
) -> tuple[Landmark, ...]:
    """Of what is to be written there, spread evenly. `new` and `old` give the content from one address to another."""
    sectors = [at for start, end in ranges for at in range(start, end, SECTOR)]
    found = [mark for at in _spread(sectors) if (mark := _in_sector(at, new(at, at + SECTOR), old(at, at + SECTOR)))]
    return tuple(found)


def progress(seen: Sequence[tuple[Landmark, bytes]]) -> Progress:
    """How far the write came, by what the landmarks hold now. One of them may hold neither: where the plug was pulled
    in the middle of an erase, bits are left as they fell."""
    looks = Counter(mark.looks(held) for mark, held in seen)
    if looks["other"] > 1:
        return "overwritten"
    return "partly" if len(looks) > 1 else "open"


def read(told: object) -> tuple[Landmark, ...]:
    """From a note; what makes no sense is left out."""
    return tuple(_read(told)) if isinstance(told, list) else ()


def _read(told: list[Any]) -> Iterator[Landmark]:
    for one in told[:MOST]:
        with suppress(TypeError, ValueError, AttributeError, OverflowError):
            at, new, old = one
            mark = Landmark(int(at), bytes.fromhex(new), None if old is None else bytes.fromhex(old))
            if mark.at >= 0 and len(mark.new) == LENGTH:
                yield mark


def _spread(sectors: Sequence[int]) -> list[int]:
    if len(sectors) <= MOST:
        return list(sectors)
    return [sectors[number * (len(sectors) - 1) // (MOST - 1)] for number in range(MOST)]


def _in_sector(start: int, new: bytes, old: bytes | None) -> Landmark | None:
    """The first place in the sector where a write shows; None where it changes nothing."""
    before = old or b"\xff" * SECTOR
    for at in range(0, SECTOR, LENGTH):
        if new[at : at + LENGTH] != before[at : at + LENGTH]:
            return Landmark(start + at, new[at : at + LENGTH], old[at : at + LENGTH] if old else None)
    return None
