"""Images to flash, made by hand: nothing of the project's own code takes part, so that it can be tested by them."""

from __future__ import annotations

import struct
from functools import reduce
from operator import xor

MODES = {"qio": 0, "qout": 1, "dio": 2, "dout": 3}
SIZE_CODES = {512 << 10: 0, 1 << 20: 2, 2 << 20: 3, 4 << 20: 4, 16 << 20: 9}


def plain(
    body: bytes = b"\x11\x22\x33\x44" * 64, mode: str = "dio", size: int = 1 << 20, entry: int = 0x40100004
) -> bytes:
    """One segment in RAM and a right checksum, as the ROM wants it."""
    head = struct.pack("<BBBBI", 0xE9, 1, MODES[mode], SIZE_CODES[size] << 4, entry)
    image = head + struct.pack("<II", 0x40100000, len(body)) + body
    return image.ljust(len(image) | 0xF, b"\0") + bytes([reduce(xor, body, 0xEF)])


def arduino(sketch: bytes = bytes(range(256)) * 16, mode: str = "dio", size: int = 4 << 20) -> bytes:
    """eboot, a sketch in the next sector, and the CRC over both (counted here bit by bit, as slow as it is)."""
    eboot = plain(b"\xe0" * 64, mode, size, entry=0x4010F004).ljust(0x1000, b"\xaa")
    body = bytes(8) + sketch
    head = struct.pack("<BBBBI", 0xE9, 1, MODES[mode], SIZE_CODES[size] << 4, 0x40100004)
    app = head + struct.pack("<II", 0x40201010, len(body)) + body
    app = app.ljust(len(app) | 0xF, b"\0") + bytes([reduce(xor, body, 0xEF)])
    image = eboot + app
    words = struct.pack("<II", len(image), slow_crc(image))
    return image[:0x1010] + words + image[0x1018:]


def slow_crc(data: bytes) -> int:
    """CRC-32, highest bit first, nothing mirrored, nothing turned over: what eboot and the Arduino core count."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ 0x04C11DB7) & 0xFFFFFFFF if crc & 0x80000000 else crc << 1
    return crc


def crc_of(image: bytes) -> int:
    """What the CRC of an Arduino image should be."""
    return slow_crc(image[:0x1010] + bytes(8) + image[0x1018:])


def elf(flash_at: int = 0, body: bytes = b"\x21" * 300, machine: int = 94) -> bytes:
    """An .elf with a program in RAM, and one in flash mapped there if an address is given."""
    names = b"\0.text\0.irom0.text\0.shstrtab\0"
    pieces = [(1, 1, 0x40100000, b"\x11\x22\x33\x44" * 16)]
    if flash_at:
        pieces.append((7, 1, flash_at, body))
    pieces.append((19, 3, 0, names))
    data, headers = b"", bytes(40)
    for name, kind, address, content in pieces:
        flags = 6 if address else 0
        headers += struct.pack("<10I", name, kind, flags, address, 52 + len(data), len(content), 0, 0, 4, 0)
        data += content
    ident = b"\x7fELF\x01\x01\x01".ljust(16, b"\0")
    last = len(pieces)
    head = struct.pack("<HHIIIIIHHHHHH", 2, machine, 1, 0x40100004, 0, 52 + len(data), 0, 52, 0, 0, 40, last + 1, last)
    return ident + head + data + headers
