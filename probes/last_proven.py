"""What the flash of a board was last proven to hold, a checksum a sector, remembered by the chip's MAC.

It is a guess and never a proof: the program on the board, or another tool, may have written since. So it only says what
probably differs from what shall be written; whether it was right, the chip's own checksum over all of it tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .board_files import MALFORMED, BoardFiles, Note
from .checksum import md5
from .erasing import SECTOR, Range, merged
from .flash_plan import Wanted
from .home import home

_DIGITS = 8
"""Hexadecimal, of each sector's checksum: what looks the same by mistake is found by the proof."""

Sums = Mapping[int, str]
"""By address of the sector."""


@dataclass(frozen=True, slots=True)
class LastProven:
    """Of one chip on one port."""

    mac: str
    port: str
    folder: Path = field(default_factory=lambda: home() / "boards")

    def differing(self, wanted: Wanted) -> tuple[Range, ...] | None:
        """What is to be changed if the flash still holds what was proven; None where that is not known of all of it."""
        known, new = self._known(), _sums(wanted)
        if not new or not new.keys() <= known.keys():
            return None
        return merged((at, at + SECTOR) for at in new if new[at] != known[at])

    def keep(self, wanted: Wanted) -> None:
        """That was proven now. A disk that does not take it is no reason to fail: the work itself is done."""
        told = {str(at): one for at, one in sorted({**self._known(), **_sums(wanted)}.items())}
        with suppress(OSError):
            self._files.write(self.mac, self.port, sectors=told)

    def _known(self) -> Sums:
        note = self._files.read(self.mac, self.port)
        return _read(note) if note else {}

    @property
    def _files(self) -> BoardFiles:
        return BoardFiles(".proven", self.folder, lasting=False)


def _sums(wanted: Wanted) -> Sums:
    return {at: _sum(wanted.bytes(at, at + SECTOR)) for start, end in wanted.ranges for at in range(start, end, SECTOR)}


def _sum(content: bytes) -> str:
    return md5(content)[:_DIGITS]


def _read(note: Note) -> Sums:
    with suppress(*MALFORMED):
        return {int(at): str(one) for at, one in note["sectors"].items()}
    return {}
