"""Which sectors of the flash are not yet what they shall be, by the chip's own MD5 sums: as few sums as it takes.

Two sectors of 64 KB are tasted first: when both differ, nearly all do, and summing up the rest would be time lost. Else
its parts are summed, and one that differs is halved until the sectors are found. After a piece that is right the
next one is not tasted. Where all is likely to be right, few long sums tell.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from ..checksum import md5
from ..erasing import SECTOR, Range, merged
from ..esptool_door import PIECE, Loader
from ..flash_plan import Wanted, cut
from ..probe import Observation

QUARTER = PIECE // 4
"""Bytes that are saved and proven at a time."""

AT_ONCE = 1 << 20
"""Bytes in one sum where all is likely to be right, or erased."""

_SLOW_TASTE = 0.02
"""Seconds for the sum of one sector, from which on the line takes more of it than the chip."""

_WORTH_TASTING = 4
"""Sectors of a piece from which on two of them tell something about the rest."""


def differs(loader: Loader, wanted: Wanted, piece: Range) -> bool:
    """Whether the chip holds something else there. Raises ActionFailed."""
    start, end = piece
    return loader.md5(start, end - start) != md5(wanted.bytes(start, end))


def erased(loader: Loader, piece: Range) -> bool:
    """Whether nothing but erased flash is there. Raises ActionFailed."""
    start, end = piece
    return loader.md5(start, end - start) == md5(b"\xff" * (end - start))


def compare(loader: Loader, wanted: Wanted) -> Generator[Observation, None, list[Range]]:
    """The ranges that differ, whole sectors, none longer than QUARTER. Raises ActionFailed."""
    found: list[Range] = []
    pieces = list(wanted.pieces(PIECE))
    changed: list[Range] = [(0, 0)]
    sums = _Sums(loader, wanted)
    for number, piece in enumerate(pieces, 1):
        changed = list(_in_piece(sums, piece, taste=bool(changed)))
        found += changed
        yield Observation(note="Comparing with what is in flash", done=number * PIECE, total=len(pieces) * PIECE)
    return [one for start, end in merged(found) for one in cut(start, end, QUARTER)]


@dataclass(slots=True)
class _Sums:
    """One comparison, and what asking costs. Call it with a range: whether that differs."""

    loader: Loader
    wanted: Wanted
    taste: float = 0.0
    """Seconds that the last sum of a single sector took."""

    def __call__(self, piece: Range) -> bool:
        began = self.loader.clock.now()
        answer = differs(self.loader, self.wanted, piece)
        if piece[1] - piece[0] == SECTOR:
            self.taste = self.loader.clock.now() - began
        return answer

    @property
    def length(self) -> int:
        """Bytes in one sum: short ones find a change sooner, over a slow line each costs its way there and back."""
        return PIECE if self.taste > _SLOW_TASTE else QUARTER


def all_right(loader: Loader, wanted: Wanted) -> Generator[Observation, None, bool]:
    """Whether nothing differs, in as few sums as may be. Raises ActionFailed."""
    pieces = list(wanted.pieces(AT_ONCE))
    for number, piece in enumerate(pieces):
        note = "Proving that all of it is in flash"
        yield Observation(note=note, done=number * AT_ONCE, total=len(pieces) * AT_ONCE)
        if differs(loader, wanted, piece):
            return False
    return True


def _in_piece(asked: _Sums, piece: Range, taste: bool) -> Iterator[Range]:
    start, end = piece
    sectors = (end - start) // SECTOR
    tasted = (start + part * sectors // 3 * SECTOR for part in (1, 2))  # at the ends there is often nothing
    if taste and sectors >= _WORTH_TASTING and all(asked((at, at + SECTOR)) for at in tasted):
        yield piece
        return
    for part in cut(start, end, asked.length):
        if asked(part):
            yield from _halved(asked, part)


def _halved(asked: _Sums, piece: Range) -> Iterator[Range]:
    """The sectors of a piece that is known to differ. When its first half does not, the second one must."""
    start, end = piece
    if end - start <= SECTOR:
        yield piece
        return
    middle = start + (end - start) // SECTOR // 2 * SECTOR
    first, second = (start, middle), (middle, end)
    if not asked(first):
        yield from _halved(asked, second)
        return
    yield from _halved(asked, first)
    if asked(second):
        yield from _halved(asked, second)
