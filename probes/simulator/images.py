"""ESP8266 images: making them, and reading them the way the chip's ROM does.

Layout: esptool docs, firmware-image-format; what the ROM prints while it loads was worked out from logs of real boards
(esp8266/Arduino#435 #9122 #8240, martin-ger/esp_wifi_repeater#182): data come in pieces of 16 bytes, `room` is what the
piece at hand still holds when a segment begins, `tail` what is left over at its end.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

MAGIC = 0xE9
SEED = 0xEF
MODES = {"qio": 0, "qout": 1, "dio": 2, "dout": 3}
FREQUENCIES = {40: 0x0, 26: 0x1, 20: 0x2, 80: 0xF}
SIZES = {
    512 * 1024: 0x00,
    256 * 1024: 0x10,
    1024 * 1024: 0x20,
    2 * 1024 * 1024: 0x30,
    4 * 1024 * 1024: 0x40,
    8 * 1024 * 1024: 0x80,
    16 * 1024 * 1024: 0x90,
}
EBOOT_ADDRESS = 0x4010F000
APP_OFFSET = 0x1000  # where eboot looks for the sketch
MARKER = b"bench-sketch:"
USUAL_CRYSTAL = 26
"""In MHz, what programs are built for if nobody chose another (the menu CrystalFreq of the Arduino core)."""
RADIO_TABLE = bytes.fromhex(
    "05000402050505020500040505040505 04fefdfff0f0f0e0e0e0e10afffff800 f8f8524e4a4440380000010102030405"
)
"""How the table for the radio begins that the Arduino core builds into a program (its cores/esp8266, phy.c); the byte
after it names the crystal: 0 for 40 MHz, 1 for 26 MHz."""
_OTHER_CRYSTAL = "@40"
_PIECE = 16
_MOST = 0x20000  # bytes of a segment that could lie in RAM

Reader = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of program and the address where it belongs."""

    address: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """The first eight bytes of an image."""

    segments: int
    mode: str | None
    flash_size: int | None
    entry: int


def parse(data: bytes) -> Header | None:
    """The header, if these bytes begin an image."""
    if len(data) < 8 or data[0] != MAGIC:
        return None
    mode = {number: name for name, number in MODES.items()}.get(data[2])
    size = {code: size for size, code in SIZES.items()}.get(data[3] & 0xF0)
    return Header(data[1], mode, size, int.from_bytes(data[4:8], "little"))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the ROM prints while it loads an image, and where it jumps; no entry: it stays in ets_main.c."""

    text: str
    entry: int | None
    first_address: int = 0


def load(read: Reader) -> Loaded:
    """Load the image that `read(offset, length)` gives, line by line as the ROM reports it."""
    header = parse(read(0, 8))
    if header is None:
        return Loaded("ets_main.c \r\n", None)
    lines: list[str] = []
    position, checksum, tail, first = 8, SEED, 0, 0
    for number in range(header.segments):
        address, length = struct.unpack("<II", read(position, 8))
        position += 8
        room = _PIECE if number == 0 else -position % _PIECE
        if number and tail + 8 > _PIECE:
            lines.append(f"ho 0 tail {tail} room {_PIECE - tail}")
        first = first or address
        lines.append(f"load 0x{address:08x}, len {length}, room {room} ")
        if length > _MOST:
            return Loaded(_text(lines), None)
        checksum ^= _folded(read(position, length))
        position += length
        tail = max(0, length - room) % _PIECE
        lines += [f"tail {tail}", f"chksum 0x{checksum:02x}"]
    lines.append(f"csum 0x{checksum:02x}")
    if read(position | 0xF, 1)[0] != checksum:
        return Loaded(_text([*lines, "csum err", "ets_main.c "]), None)
    return Loaded(_text(lines), header.entry, first)


def sound(read: Reader) -> bool:
    """Whether an image is there and its checksum holds."""
    header = parse(read(0, 8))
    position, checksum = 8, SEED
    for _ in range(header.segments if header else 0):
        _, length = struct.unpack("<II", read(position, 8))
        if length > 0x100000:
            return False
        body = read(position + 8, length)
        checksum ^= _folded(body)
        position += 8 + length
    return header is not None and read(position | 0xF, 1)[0] == checksum


def make_image(size: int, mode: str, freq: int, segments: Iterable[Segment]) -> bytes:
    """One valid image: flash size in bytes, frequency in MHz; its entry is the second word of its first segment."""
    parts = list(segments)
    image = bytes([MAGIC, len(parts), MODES[mode], SIZES[size] | FREQUENCIES[freq]])
    image += (parts[0].address + 4).to_bytes(4, "little")
    checksum = SEED
    for part in parts:
        data = part.data + b"\x00" * (-len(part.data) % 4)
        image += struct.pack("<II", part.address, len(data)) + data
        checksum ^= _folded(data)
    return image + b"\x00" * (-(len(image) + 1) % _PIECE) + bytes([checksum])


@lru_cache(maxsize=32)
def make_sketch(
    name: str,
    size: int = 4 * 1024 * 1024,
    mode: str = "dio",
    freq: int = 40,
    length: int = 0x20000,
    build: int = 0,
    code: bytes = b"",
) -> bytes:
    """A firmware file as the Arduino IDE makes it: a small loader at 0x0, the sketch at 0x1000.

    `name` is one of `sketches.SKETCHES`: it lies in the image, and what lies in the flash is what runs. With `@40`
    behind it the program is built for a crystal of 40 MHz, as the table for its radio says. Another `build` has other
    code in every sector. `code` is what a compiler made of it, for the few of which somebody has the .elf.
    """
    loader = make_image(size, mode, freq, [Segment(EBOOT_ADDRESS, _filler(0xE0, b"", 3584))])
    radio = RADIO_TABLE + bytes([not name.endswith(_OTHER_CRYSTAL)])
    label = MARKER + name.removesuffix(_OTHER_CRYSTAL).encode() + b"\x00"
    flash_code = _filler(0x51 + build, code + label + radio, length)
    ram_code = _filler(0x17 + build, b"", 26000)
    app = make_image(size, mode, freq, [Segment(0x40201010, flash_code), Segment(0x40100000, ram_code)])
    return loader.ljust(APP_OFFSET, b"\x00") + app


@lru_cache(maxsize=2)
def make_esp32(length: int = 0x8000) -> bytes:
    """Firmware for an ESP32: the same first byte, a longer header with the chip's number, other addresses.

    Layout: esptool docs, firmware-image-format, ESP32 (extended file header after the first eight bytes).
    """
    entry, extended = 0x400811F0, bytes([0xEE]) + bytes(14) + b"\x01"
    head = bytes([MAGIC, 2, MODES["dio"], 0x20]) + entry.to_bytes(4, "little") + extended
    parts = [Segment(0x3F400020, _filler(0x32, b"", length)), Segment(0x40080000, _filler(0x33, b"", 0x2000))]
    body = b"".join(struct.pack("<II", part.address, len(part.data)) + part.data for part in parts)
    checksum = SEED ^ _folded(parts[0].data) ^ _folded(parts[1].data)
    image = head + body
    return image + b"\x00" * (-(len(image) + 1) % _PIECE) + bytes([checksum])


def _filler(seed: int, head: bytes, length: int) -> bytes:
    """Bytes that compress about as badly as code does, the same every time."""
    body = bytearray(head)
    state = seed
    while len(body) < length:
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        body += (state >> 8).to_bytes(3, "little") + b"\x00\x21\x06\xc0\x20\x00"
    return bytes(body[:length])


def _folded(data: bytes) -> int:
    """All bytes xor'ed together."""
    while len(data) > 1:
        half = (len(data) + 1) // 2
        low, high = data[:half], data[half:]
        data = (int.from_bytes(low, "little") ^ int.from_bytes(high, "little")).to_bytes(half, "little")
    return data[0] if data else 0


def _text(lines: list[str]) -> str:
    return "".join(line + "\r\n" for line in lines)
