"""The language of the ROM loader: requests as bytes, replies as values.

A request is direction 0, operation, length, checksum and data; a reply is direction 1, operation, length, value and
data that ends with a status and an error byte, all little-endian (esptool docs, serial-protocol). What real chips
answered to SYNC and READ_REG stands in esptool#372 and esptool#397.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from . import slip

FLASH_BEGIN = 0x02
SYNC = 0x08
WRITE_REG = 0x09
READ_REG = 0x0A

_HEAD = struct.Struct("<BBHI")
SHORTEST = _HEAD.size + 4
"""Bytes of the shortest reply on the wire: two of status, and a mark at each end."""
_REPLY = 1
_REQUEST = 0
_ESP8266_TAIL, _NEWER_TAIL = 2, 4

SYNC_DATA = b"\x07\x07\x12\x20" + b"\x55" * 32
"""The 0x55 are square waves, by which the ROM measures our speed."""

SYNC_REPLY_VALUE = 0x20120707
"""What the ROM of the ESP8266 gives as value of its eight replies; a running stub gives 0."""

CHECKSUM_SEED = 0xEF

# Registers (esp8266/Arduino cores/esp8266/esp8266_peri.h and Updater.cpp; rtos-sdk efuse_register.h)
CHIP_MAGIC = 0x40001000
UART_CLKDIV = 0x60000014
STRAPS = 0x60000318
"""What the boot pins were in the upper half, what GPIO0 to GPIO15 are now in the lower."""
GPIO2_MUX, MUX_FUNCTION = 0x60000838, 0x130
"""What GPIO2 is, and the bits of its number; 0 makes it a plain pin."""
EFUSE = (0x3FF00050, 0x3FF00054, 0x3FF00058, 0x3FF0005C)
SPI_CMD = 0x60000200
SPI_ADDR = 0x60000204
SPI_USER = 0x6000021C
SPI_USER1 = 0x60000220
SPI_USER2 = 0x60000224
SPI_W0 = 0x60000240

MAGIC_ESP8266 = 0xFFF0C101

# What stands at CHIP_MAGIC in others (esptool targets, CHIP_DETECT_MAGIC_VALUE and MAGIC_VALUE).
FAMILIES: dict[int, str] = {
    MAGIC_ESP8266: "esp8266",
    0x00F01D83: "esp32",
    0x000007C6: "esp32-s2",
    0x00000009: "esp32-s3",
    0x6921506F: "esp32-c3",
    0x1B31506F: "esp32-c3",
    0x4881606F: "esp32-c3",
    0x4361606F: "esp32-c3",
}

NOT_UNDERSTOOD = 0x05
"""Error byte of the ROM: the message was not valid (esptool docs, serial-protocol, status bytes)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the loader answered."""

    op: int
    value: int
    data: bytes
    """Without the status bytes."""
    status: int
    """0: done; else `error` says why not."""
    error: int
    tail: int
    """Length of data with status as sent: 2 from an ESP8266, 4 from an ESP32's ROM (esptool#870)."""

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status == 0

    @property
    def from_esp8266(self) -> bool:
        """Whether the reply has the shape of an ESP8266's."""
        return self.tail == _ESP8266_TAIL

    @property
    def from_other_esp(self) -> bool:
        """Whether it answers a greeting in the shape of the newer chips."""
        return self.op == SYNC and self.tail == _NEWER_TAIL


@dataclass(frozen=True, slots=True)
class Echo:
    """A request that came back: the line's own RX and TX are joined, or another tool talks."""

    op: int


def checksum(data: bytes) -> int:
    """Of the data in MEM_DATA and FLASH_DATA: all bytes and the seed, exclusive-or."""
    state = CHECKSUM_SEED
    for byte in data:
        state ^= byte
    return state


def request(op: int, data: bytes = b"", check: int = 0) -> bytes:
    """A request as it goes over the wire."""
    return slip.encode(_HEAD.pack(_REQUEST, op, len(data), check) + data)


def sync() -> bytes:
    """The greeting."""
    return request(SYNC, SYNC_DATA)


def read_reg(address: int) -> bytes:
    """Ask for the word at an address."""
    return request(READ_REG, struct.pack("<I", address))


def write_reg(address: int, value: int) -> bytes:
    """Set the word at an address, all of its bits, at once."""
    return request(WRITE_REG, struct.pack("<IIII", address, value, 0xFFFFFFFF, 0))


OUT_OF_FLASH = 0x7F000000
"""An offset that no flash has: the ROM refuses to erase there whatever length a disturbed line makes of our zero."""


def attach_flash() -> bytes:
    """Join the SPI pins to the flash: FLASH_BEGIN of nothing (as the ROM has no command of its own for it)."""
    return request(FLASH_BEGIN, struct.pack("<IIII", 0, 0, 0x400, OUT_OF_FLASH))


def parse(payload: bytes) -> Reply | Echo | None:
    """A frame's payload as what it is; None for what this protocol does not know."""
    if len(payload) < _HEAD.size:
        return None
    direction, op, length, value = _HEAD.unpack_from(payload)
    data = payload[_HEAD.size :]
    if length != len(data):
        return None
    if direction == _REQUEST:
        return Echo(op)
    if direction != _REPLY or length < 2:
        return None
    body, status = (data[:-2], data[-2:]) if length in (2, 3) else (data[:-4], data[-4:-2])
    return Reply(op, value, body, status[0], status[1], length)
