"""The start of a file system in flash: LittleFS by its superblock, SPIFFS by the magic number of its first block.

LittleFS: the word "littlefs" stands at byte 8 of the first two blocks, block size and count at bytes 24 and 28
(littlefs SPEC.md, superblock). SPIFFS: the last but one half word of the first page is 0x20140529 exclusive-or the page
size, its lower half (esp8266/Arduino cores/esp8266/spiffs/spiffs_nucleus.h; pages of 256 bytes, magic without length).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["littlefs", "spiffs"]

HEAD = 32
"""Bytes of the start that are needed."""
TAIL_AT, TAIL = 0xFC, 4
"""Where the first page ends, and the bytes that are needed of it."""

_LITTLE = b"littlefs"
_SPIFFS = (0x20140529 ^ 0x100) & 0xFFFF
_MOST_BLOCKS = 1 << 16


@dataclass(frozen=True, slots=True)
class FileSystem:
    """What begins there."""

    kind: Kind
    size: int | None
    """Bytes, where it says so itself."""


def read(head: bytes, tail: bytes) -> FileSystem | None:
    """Judge HEAD bytes of a block's start, and TAIL bytes at TAIL_AT. None: no file system that is known."""
    if head[8:16] == _LITTLE:
        block, count = int.from_bytes(head[24:28], "little"), int.from_bytes(head[28:32], "little")
        sensible = 0 < count < _MOST_BLOCKS and block in (0x1000, 0x2000)
        return FileSystem("littlefs", block * count if sensible else None)
    if int.from_bytes(tail[:2], "little") == _SPIFFS:
        return FileSystem("spiffs", None)
    return None
