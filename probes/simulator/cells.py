"""The bytes of a flash chip, sector by sector: what was never written takes no room, and what many chips were delivered
with is held once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import overload

SECTOR = 0x1000
ERASED = b"\xff" * SECTOR


class Cells:
    """So many bytes, FF where nothing was written; indexed, compared and assigned to as a bytearray is."""

    def __init__(self, size: int, content: bytes = b"") -> None:
        self._size = size
        self.written: dict[int, bytes] = {
            number: sector for number, sector in enumerate(_cut(content[:size])) if sector != ERASED
        }
        """The sectors in which anything was written, by number."""
        self.changes = 0
        """How often something was put there."""

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> bytes: ...
    def __getitem__(self, place: int | slice) -> int | bytes:
        if isinstance(place, slice):
            start, stop, _ = place.indices(self._size)
            return self.read(start, max(0, stop - start))
        at = range(self._size)[place]
        return self._sector(at // SECTOR)[at % SECTOR]

    @overload
    def __setitem__(self, place: int, content: int) -> None: ...
    @overload
    def __setitem__(self, place: slice, content: bytes) -> None: ...
    def __setitem__(self, place: int | slice, content: int | bytes) -> None:
        new = bytes([content]) if isinstance(content, int) else content
        places = range(self._size)[place] if isinstance(place, slice) else [range(self._size)[place]]
        if len(places) != len(new):
            raise ValueError(f"{len(new)} bytes in place of {len(places)}")
        self.put(places[0] if places else 0, new)

    def __bytes__(self) -> bytes:
        return self.read(0, self._size)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cells | bytes | bytearray) and bytes(self) == bytes(other)

    __hash__ = None  # type: ignore[assignment]  # it changes

    def read(self, start: int, length: int) -> bytes:
        """Bytes from there on, all of them within."""
        first, behind = start // SECTOR, -(-(start + length) // SECTOR)
        whole = b"".join([self._sector(number) for number in range(first, behind)])
        return whole[start - first * SECTOR :][:length]

    def put(self, start: int, content: bytes) -> None:
        """Bytes in place of what was there; ValueError where they do not fit."""
        if start + len(content) > self._size:
            raise ValueError(f"{len(content)} bytes do not fit at 0x{start:x} of {self._size}")
        self.changes += 1
        for number, within, part in _parts(start, content):
            old = self._sector(number)
            new = old[:within] + part + old[within + len(part) :]
            if new == ERASED:
                self.written.pop(number, None)
            else:
                self.written[number] = new

    def _sector(self, number: int) -> bytes:
        return self.written.get(number, ERASED)


def _parts(start: int, content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The content by sectors: number, place within it, bytes."""
    done = 0
    while done < len(content):
        number, within = divmod(start + done, SECTOR)
        part = content[done : done + SECTOR - within]
        yield number, within, part
        done += len(part)


@lru_cache(maxsize=16)
def _cut(content: bytes) -> tuple[bytes, ...]:
    """An image by sectors, the last one filled up."""
    return tuple(content[at : at + SECTOR].ljust(SECTOR, b"\xff") for at in range(0, len(content), SECTOR))
