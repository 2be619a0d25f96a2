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

_Key = TypeVar("_Key", str, int)

MAGIC = 0xE9
MAGIC_SECOND_STAGE = 0xEA
LENGTH = 8

MODES = {"qio": 0, "qout": 1, "dio": 2, "dout": 3}
SIZES = {
    512 << 10: 0x0,
    256 << 10: 0x1,
    1 << 20: 0x2,
    2 << 20: 0x3,
    4 << 20: 0x4,
    8 << 20: 0x8,
    16 << 20: 0x9,
}
FREQUENCIES = {40: 0x0, 26: 0x1, 20: 0x2, 80: 0xF}
"""MHz -> code."""

_MODE_NAMES = {code: name for name, code in MODES.items()}
_SIZE_BYTES = {code: size for size, code in SIZES.items()} | {0x5: 2 << 20, 0x6: 4 << 20}
"""5 and 6 are the 2 MB and 4 MB layouts whose two OTA slots are 1 MB each."""
_FREQUENCY_MHZ = {code: mhz for mhz, code in FREQUENCIES.items()}

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
    freq: int | None
    """MHz."""
    entry: int


def parse(data: bytes) -> Header | None:
    """The header at the start of the data; None if there are not even eight bytes or the magic is another one."""
    if len(data) < LENGTH or data[0] not in (MAGIC, MAGIC_SECOND_STAGE):
        return None
    magic, segments, mode, size_freq, entry = struct.unpack_from("<BBBBI", data)
    return Header(
        magic,
        segments,
        _MODE_NAMES.get(mode),
        _SIZE_BYTES.get(size_freq >> 4),
        _FREQUENCY_MHZ.get(size_freq & 0xF),
        entry,
    )


def with_header(data: bytes, mode: str | None = None, size: int | None = None, freq: int | None = None) -> bytes:
    """The same image that claims another flash mode, size (bytes) or frequency (MHz); None keeps what is there.

    Raises ValueError when there is no header, or a value has no code in it.
    """
    if parse(data) is None:
        raise ValueError("these bytes do not begin with the header of an ESP8266 image")
    changed = bytearray(data)
    if mode is not None:
        changed[2] = _code(MODES, mode, "flash mode")
    if size is not None:
        changed[3] = changed[3] & 0x0F | _code(SIZES, size, "flash size") << 4
    if freq is not None:
        changed[3] = changed[3] & 0xF0 | _code(FREQUENCIES, freq, "flash frequency")
    if changed != data and arduino_crc_ok(data):
        struct.pack_into("<I", changed, _CRC_AT + 4, _arduino_crc(changed))
    return bytes(changed)


def arduino_crc_ok(data: bytes) -> bool | None:
    """Whether the CRC that the Arduino core keeps in its images is right; None if the image has none."""
    if len(data) < _CRC_AT + 8:
        return None
    length: int
    crc: int
    length, crc = struct.unpack_from("<II", data, _CRC_AT)
    if not _CRC_AT + 8 <= length <= len(data):
        return None
    return crc == _arduino_crc(data[:length])


def _code(codes: Mapping[_Key, int], value: _Key, what: str) -> int:
    if value not in codes:
        raise ValueError(f"there is no {what} {value}; there are {', '.join(str(one) for one in codes)}")
    return codes[value]


_MIRRORED = bytes(int(f"{number:08b}"[::-1], 2) for number in range(256))


def _arduino_crc(data: bytes | bytearray) -> int:
    """CRC-32 that takes the highest bit of each byte first, with the two stored words counted as zeros.

    zlib takes the lowest bit first: mirrored bytes in, mirrored word out, is the other one.
    """
    without = bytes(data[:_CRC_AT]) + bytes(8) + bytes(data[_CRC_AT + 8 :])
    low_first = zlib.crc32(without.translate(_MIRRORED)) ^ 0xFFFFFFFF
    return int(f"{low_first:032b}"[::-1], 2)
