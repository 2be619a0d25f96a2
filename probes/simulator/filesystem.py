"""A file system in the bench's flash: no more than what tells that one is there, as the core's own tools leave it.

LittleFS: superblock in the first two blocks (littlefs SPEC.md). SPIFFS: a magic number at the end of each block's
first page (esp8266/Arduino cores/esp8266/spiffs/spiffs_nucleus.h). Where it lies: the core's linker files for 4 MB with
a file system of 2 MB, and for 1 MB with one of 64 KB.
"""

from __future__ import annotations

from dataclasses import dataclass

from .flash import Flash

MB, KB = 1 << 20, 1 << 10


@dataclass(frozen=True, slots=True)
class Place:
    """Start and end in the flash, the block that is erased at once, and the size that the menu names."""

    start: int
    end: int
    block: int
    option: int


PLACES = {4 * MB: Place(2 * MB, 0x3FA000, 0x2000, 2 * MB), MB: Place(0xEB000, 0xFB000, 0x1000, 64 * KB)}
"""By the size of the flash."""

_SPIFFS_MAGIC = bytes.fromhex("2904")


def lay(flash: Flash, kind: str) -> None:
    """Put one in; `kind` is littlefs or spiffs. A flash that has no place for one stays as it is."""
    place = PLACES.get(flash.size)
    if place is None:
        return
    for block in range(place.start, place.end, place.block):
        if kind == "spiffs":
            flash.data.put(block + 0xFC, _SPIFFS_MAGIC)
        elif block < place.start + 2 * place.block:
            flash.data.put(block, _superblock(place))


def _superblock(place: Place) -> bytes:
    """Revision, tag of the name, the name, tag of the rest, version 2.0, block size and count."""
    count = (place.end - place.start) // place.block
    words = (1, 0x0FF00008, None, 0x20100018, 0x00020000, place.block, count)
    return b"".join(b"littlefs" if word is None else word.to_bytes(4, "little") for word in words)
