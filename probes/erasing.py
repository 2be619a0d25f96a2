"""Which bytes of flash are really lost when something is written or erased: more than one thinks. Pure.

Flash is erased in sectors of 4 KB. The ESP8266 ROM counts wrongly on top of that: asked for n sectors from
sector s on, it erases n + min(n, 16 - s % 16), and past the end of the chip it goes on at 0x0 (esptool#33,
esptool-ck espcomm.c, nodemcu-flasher#11). The stub erases what it is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

SECTOR = 0x1000
BLOCK_SECTORS = 16

Range = tuple[int, int]
"""Start and end in bytes, the end not included."""

SETTINGS_LENGTH = 4 * SECTOR
"""The SDK's own sectors at the end of the flash: one of RF calibration, three of Wi-Fi settings
(esp8266/Arduino tools/boards.txt.py, `rfcal_addr`)."""


def lost(offset: int, length: int, flash_size: int, by: Literal["stub", "rom"] = "stub") -> tuple[Range, ...]:
    """What is erased when `length` bytes are written at `offset`, as sorted ranges that do not touch."""
    if length <= 0:
        return ()
    first = offset // SECTOR
    count = -(-(offset + length) // SECTOR) - first
    if by == "rom":
        asked = _asked_of_rom(first, count)
        count = max(count, asked + min(asked, _head(first)))
    return wrapped(first * SECTOR, count * SECTOR, flash_size)


def settings(*sizes: int | None) -> tuple[Range, ...]:
    """The SDK's sectors, for each size that somebody (chip, image header) believes in; bytes."""
    known = {size for size in sizes if size and size >= 2 * SETTINGS_LENGTH}
    return merged((size - SETTINGS_LENGTH, size) for size in known)


def wrapped(offset: int, length: int, flash_size: int) -> tuple[Range, ...]:
    """The range as a chip of that size sees it: what goes past the end comes back at the start."""
    if length >= flash_size:
        return ((0, flash_size),)
    start = offset % flash_size
    end = start + length
    if end <= flash_size:
        return ((start, end),)
    return merged([(start, flash_size), (0, end - flash_size)])


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Sorted, those that touch or overlap made one."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


def gaps(ranges: Iterable[Range], size: int) -> tuple[Range, ...]:
    """What these ranges leave of so many bytes."""
    edges = (0, *(edge for one in merged(ranges) for edge in one), size)
    return tuple((start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def common(ranges: Iterable[Range], others: Iterable[Range]) -> tuple[Range, ...]:
    """What lies in both."""
    kept, free = merged(ranges), merged(others)
    return merged((max(a, c), min(b, d)) for a, b in kept for c, d in free)


def without(ranges: Collection[Range], taken: Collection[Range]) -> tuple[Range, ...]:
    """What is left of the ranges when the others are taken out of them."""
    return common(ranges, gaps(taken, max((end for _, end in (*ranges, *taken)), default=0)))


def _head(first: int) -> int:
    """Sectors from there to the end of their block of 64 KB."""
    return BLOCK_SECTORS - first % BLOCK_SECTORS


def _asked_of_rom(first: int, count: int) -> int:
    """The smaller number that esptool asks for, so that the ROM's mistake makes it come out right (nearly)."""
    head = min(_head(first), count)
    return (count + 1) // 2 if count < 2 * head else count - head
