"""The eight bytes at the head of an ESP8266 image, and how to change them without making the image invalid.

Byte 0 magic (0xE9, or 0xEA for an image that only a second loader can start), 1 number of segments,
2 flash mode, 3 flash size in the high and frequency in the low half, 4 to 7 entry point, lowest byte first
(esptool docs firmware-image-format; esp8266/Arduino tools/elf2bin.py).

The checksum that the ROM looks at covers the segments' data alone, never these bytes. But an image of the
Arduino core 2.6 and later carries a CRC over the whole file, header included, for `ESP.checkFlashCRC()`
(tools/elf2bin.py, cores/esp8266/Esp.cpp): it is made right again when it was right before.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from .wire import header

_Key = TypeVar("_Key", str, int)

MAGIC_SECOND_STAGE = 0xEA
LENGTH = header.SIZE

MODES: dict[str, int] = {name: code for code, name in header.MODES.items()}
SIZES: dict[int, int] = {size: code for code, size in reversed(header.SIZES.items())}
"""Bytes -> code; of two codes for a size the plain one, not that of the layout with two 1 MB slots."""

_SKETCH_AT = 0x1000
_LARGEST = 16 << 20
_CRC_AT = 0x1010
"""Where the Arduino core keeps the length and the CRC of the file: straight after the second image's headers."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says. None where the code means nothing."""

    magic: int
    segments: int
    mode: str | None
    size: int | None
    """Bytes of flash that the image believes in."""
    entry: int


def parse(data: bytes) -> Header | None:
    """The header at the start of the data; None if there are not even eight bytes or the magic is another one."""
    if len(data) < LENGTH or data[0] not in (header.MAGIC, MAGIC_SECOND_STAGE):
        return None
    magic, segments, mode, size_freq, entry = struct.unpack_from("<BBBBI", data)
    return Header(
        magic,
        segments,
        header.MODES.get(mode),
        header.SIZES.get(size_freq >> 4),
        entry,
    )


def with_header(data: bytes, mode: str | None = None, size: int | None = None) -> bytes:
    """The same image that claims another flash mode or size (bytes); None keeps what is there.

    Raises ValueError when there is no header, or a value has no code in it.
    """
    if parse(data) is None:
        raise ValueError("these bytes do not begin with the header of an ESP8266 image")
    changed = bytearray(data)
    if mode is not None:
        changed[2] = _code(MODES, mode, "flash mode")
    if size is not None:
        changed[3] = changed[3] & 0x0F | _code(SIZES, size, "flash size") << 4
    _carry_crc(changed, data)
    return bytes(changed)


def arduino_crc_ok(data: bytes) -> bool | None:
    """Whether the CRC that the Arduino core keeps in its images is right; None if the image has none, or is cut."""
    length = _crc_length(data)
    if length is None or length > len(data):
        return None
    without = data[:_CRC_AT] + bytes(8) + data[_CRC_AT + 8 : length]
    return _crc_stored(data) == _crc(without, 0xFFFFFFFF)


def _crc_length(data: bytes) -> int | None:
    """How many bytes the stored CRC is for; None where there is no Arduino image: eboot filled up with 0xAA, the
    sketch's own header in the next sector, and the two words behind it (tools/elf2bin.py)."""
    if len(data) < _CRC_AT + 8 or data[_SKETCH_AT - 1] != 0xAA or parse(data[_SKETCH_AT:]) is None:
        return None
    length = int.from_bytes(data[_CRC_AT : _CRC_AT + 4], "little")
    return length if _CRC_AT + 8 < length <= _LARGEST else None


def _crc_stored(data: bytes | bytearray) -> int:
    return int.from_bytes(data[_CRC_AT + 4 : _CRC_AT + 8], "little")


def _carry_crc(changed: bytearray, data: bytes) -> None:
    """Let the stored CRC follow the change of the header. A CRC is linear: what is added depends on the changed bytes
    and the length alone. So the first two sectors are enough, and a CRC that was wrong stays wrong."""
    length = _crc_length(data)
    if length is None:
        return
    difference = bytes(a ^ b for a, b in zip(changed[:LENGTH], data[:LENGTH], strict=True)).ljust(length, b"\0")
    struct.pack_into("<I", changed, _CRC_AT + 4, _crc_stored(data) ^ _crc(difference, 0))


def _code(codes: Mapping[_Key, int], value: _Key, what: str) -> int:
    if value not in codes:
        raise ValueError(f"there is no {what} {value}; there are {', '.join(str(one) for one in codes)}")
    return codes[value]


_MIRRORED = bytes(int(f"{number:08b}"[::-1], 2) for number in range(256))


def _crc(data: bytes, start: int) -> int:
    """CRC-32 that takes the highest bit of each byte first and is not turned over at the end.

    zlib takes the lowest bit first and turns it over: mirrored bytes in, mirrored word out, is the other one.
    """
    low_first = zlib.crc32(data.translate(_MIRRORED), _mirrored(start) ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
    return _mirrored(low_first)


def _mirrored(word: int) -> int:
    return int(f"{word:032b}"[::-1], 2)
