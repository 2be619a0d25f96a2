"""The bytes that lie in the flash if an .elf is the build that is on the board: a few, spread over all of its code.

A change of the source moves what comes behind it, so another build differs in most of them. Source: esp8266/Arduino
eagle.app.v6.common.ld (irom0_0_seg: the flash is seen from 0x40200000 on) and tools/elf2bin.py (what it writes later).
"""

from __future__ import annotations

from dataclasses import dataclass

from .elf import Elf

SEEN_AT = 0x40200000
"""Where the chip sees the first byte of its flash."""
_WINDOW = 1 << 20
_WRITTEN_LATER = 0x20
"""Bytes at the beginning of the code: length and checksum of the image, which the .elf does not have yet."""
_COUNT, LENGTH = 12, 32
_FEWEST_VALUES = 8
"""Of a sample's bytes: gaps and filled up places look alike in every build."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Bytes and their place in the flash."""

    offset: int
    data: bytes


def samples(elf: Elf) -> tuple[Sample, ...]:
    """In the order of the flash; none where the .elf has no code in the flash."""
    return tuple(
        Sample(region.address + at - SEEN_AT, data)
        for region in elf.regions
        if 0 <= region.address - SEEN_AT < _WINDOW
        for at in _places(len(region.data))
        if len(set(data := region.data[at : at + LENGTH])) >= _FEWEST_VALUES
    )


def _places(size: int) -> tuple[int, ...]:
    """Where samples begin in so many bytes: in words, evenly, the last one at the end."""
    last = (size - LENGTH) // 4 * 4
    if last < _WRITTEN_LATER:
        return ()
    steps = min(_COUNT, (last - _WRITTEN_LATER) // LENGTH + 1)
    return tuple((_WRITTEN_LATER + (last - _WRITTEN_LATER) * n // max(1, steps - 1)) & ~3 for n in range(steps))
