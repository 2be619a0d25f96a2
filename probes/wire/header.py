"""The first bytes of the flash: the header of an image, or what stands there instead.

Byte 0 is 0xE9, byte 2 the flash mode, byte 3 size and frequency in a nibble each (esptool docs, firmware image format).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["image", "blank", "zeros", "other"]
Mode = Literal["qio", "qout", "dio", "dout", "unknown"]

MAGIC = 0xE9
SIZE = 8
"""Bytes that are needed."""

MODES: dict[int, Mode] = {0: "qio", 1: "qout", 2: "dio", 3: "dout"}
SIZES: dict[int, int] = {
    0: 512 << 10,
    1: 256 << 10,
    2: 1 << 20,
    3: 2 << 20,
    4: 4 << 20,
    5: 2 << 20,
    6: 4 << 20,
    8: 8 << 20,
    9: 16 << 20,
}
FREQUENCIES: dict[int, int] = {0x0: 40, 0x1: 26, 0x2: 20, 0xF: 80}
_MOST_SEGMENTS = 16


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes say. Size and frequency are None where the nibble means nothing."""

    state: State
    mode: Mode = "unknown"
    size: int | None = None
    """Bytes."""
    frequency: int | None = None
    """MHz."""


def read(data: bytes) -> Header:
    """Decode the start of the flash, SIZE bytes or more. Never raises."""
    head = data[:SIZE]
    if len(head) == SIZE and head[0] == MAGIC and 0 < head[1] <= _MOST_SEGMENTS:
        return Header("image", MODES.get(head[2], "unknown"), SIZES.get(head[3] >> 4), FREQUENCIES.get(head[3] & 0xF))
    if head and set(head) == {0xFF}:
        return Header("blank")
    if head and set(head) == {0}:
        return Header("zeros")
    return Header("other")
