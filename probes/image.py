"""What an image is, looked at before a byte of it is written: chip, size, mode, segments, checksums. Pure.

An ESP8266 starts what lies at 0x0: magic 0xE9, then segments that the ROM copies to RAM, and one byte of
checksum (0xEF and all data bytes, exclusive-or) that ends the last line of 16. An Arduino image is two of
them: eboot in the first sector, the sketch at 0x1000 (esp8266/Arduino tools/elf2bin.py).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from . import image_header
from .erasing import SECTOR
from .image_formats import Kind, other_than_image
from .image_header import LENGTH, MAGIC_SECOND_STAGE, Header

MOST_SEGMENTS = 16
"""More than that no linker makes and no loader takes (esptool refuses it too)."""

IRAM = range(0x40100000, 0x40110000)
_DRAM = range(0x3FFE8000, 0x40000000)
_FLASH = range(0x40200000, 0x40300000)
"""Where an ESP8266 has memory: instructions, data, and the flash as it is mapped in."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the image and where it is copied to (or mapped from flash)."""

    load: int
    size: int
    offset: int
    """Of its first byte in the file."""


@dataclass(frozen=True, slots=True)
class Image:
    """What was found. `problems` are whole sentences; an image without any can be written as it is."""

    kind: Kind
    length: int
    flash_size: int | None = None
    """Bytes, as its header claims."""
    mode: str | None = None
    segments: tuple[Segment, ...] = ()
    problems: tuple[str, ...] = ()


def inspect(data: bytes) -> Image:
    """What these bytes are. Never raises: what cannot be told is a kind or a problem."""
    header = image_header.parse(data)
    if header is None:
        return Image(other_than_image(data), len(data))
    if header.magic == MAGIC_SECOND_STAGE:
        return _described("second-stage", data, header)
    return _esp32(data, header) or _esp8266(data, header)


def _described(kind: Kind, data: bytes, header: Header) -> Image:
    return Image(kind, len(data), header.size, header.mode)


def _esp8266(data: bytes, header: Header) -> Image:
    image = _described("esp8266", data, header)
    segments, end, problem = _segments(data, LENGTH, header.segments)
    image = replace(image, segments=segments)
    if problem is None and header.entry not in IRAM:
        problem = f"Its entry point 0x{header.entry:08x} is not in the memory of an ESP8266."
    if problem:
        return replace(image, problems=(problem,))
    image = _checksummed(data, image, end)
    return _arduino(data, image) if data[SECTOR : SECTOR + 1] == b"\xe9" and end <= SECTOR else image


def _checksummed(data: bytes, image: Image, end: int) -> Image:
    right = _checksum_ok(data, image.segments, end)
    if right:
        return image
    broken = "Its checksum is wrong: bytes of it were changed or lost on the way."
    return replace(image, problems=("It ends too early: its checksum is missing." if right is None else broken,))


def _arduino(data: bytes, eboot: Image) -> Image:
    """eboot and a sketch. eboot never checks the sketch, so that is done here, by the core's CRC where there is one."""
    header = image_header.parse(data[SECTOR:])
    assert header is not None, "the caller saw the magic byte"
    image = replace(eboot, kind="arduino")
    segments, end, problem = _segments(data, SECTOR + LENGTH, header.segments)
    if problem:
        return replace(image, problems=(*eboot.problems, problem))
    crc = image_header.arduino_crc_ok(data)
    right = crc if crc is not None else _checksum_ok(data, segments, end)
    problems = eboot.problems if right else (*eboot.problems, "The sketch in it is damaged: its checksum is wrong.")
    return replace(image, segments=(*eboot.segments, *segments), problems=problems)


def _esp32(data: bytes, header: Header) -> Image | None:
    """An ESP32 image has 16 more bytes of header; in an ESP8266 image a segment that makes sense starts there."""
    if len(data) < LENGTH + 16 or header.entry in IRAM:
        return None
    first_load = struct.unpack_from("<I", data, LENGTH)[0]
    if any(first_load in memory for memory in (IRAM, _DRAM, _FLASH)):
        return None
    return _described("esp32", data, header)


def _segments(data: bytes, at: int, count: int) -> tuple[tuple[Segment, ...], int, str | None]:
    """The segments from there, the offset after the last, and what is wrong (None if nothing is)."""
    found: list[Segment] = []
    if not 0 < count <= MOST_SEGMENTS:
        return (), at, f"Its header speaks of {count} segments; an image has 1 to {MOST_SEGMENTS}."
    for _ in range(count):
        if at + 8 > len(data):
            return tuple(found), at, "It ends too early: a part of it is missing."
        load, size = struct.unpack_from("<II", data, at)
        if not any(load in memory for memory in (IRAM, _DRAM, _FLASH)):
            return tuple(found), at, f"A piece of it wants to go to 0x{load:08x}, where an ESP8266 has no memory."
        found.append(Segment(load, size, at + 8))
        at += 8 + size
    cut = at > len(data)
    return tuple(found), at, "It ends too early: a part of it is missing." if cut else None


def _checksum_ok(data: bytes, segments: tuple[Segment, ...], end: int) -> bool | None:
    """The checksum byte is the last one of the line of 16 that the last segment leaves open."""
    place = end | 0xF
    if place >= len(data):
        return None
    total = 0xEF
    for segment in segments:
        total ^= _folded(data[segment.offset : segment.offset + segment.size])
    return data[place] == total


def _folded(data: bytes) -> int:
    """All bytes, exclusive-or: as one wide number folded in halves, since byte by byte a megabyte takes its time."""
    number, width = int.from_bytes(data, "little"), len(data)
    while width > 1:
        width = (width + 1) // 2
        number = number >> 8 * width ^ number & (1 << 8 * width) - 1
    return number
