"""Flash work over a line that spoils one message in two: small blocks, each sent until it is known to have arrived.

All functions take esptool's loader object. What is asked can be asked again; what changes something is sent once, and
when no answer came the chip's own checksum tells whether it was done: a block that was sent twice would shift all that
follows it. esptool's own blocks (6 KB into RAM, 16 KB into flash) hardly ever arrive where one bit in 10000 flips.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from . import checksum, packets
from .erasing import SECTOR

SPOILT = (RuntimeError, struct.error, IndexError, ValueError)
"""What esptool raises over a spoilt message: its own error is a RuntimeError, and it trips over replies cut short."""

TRIES = 16
RAM_BLOCK, FLASH_BLOCK, READ_PACKET = 256, 512, 128
"""Bytes in one message."""
READ_PIECE = 4 * READ_PACKET
"""Bytes that are asked for at once: a flipped bit in the request can make another command of it, so there are few."""
WAIT = 0.7
"""Seconds for an answer; the slowest, after a sector was erased, takes 0.4 (W25Q32 data sheet)."""

_NOT_AN_ACKNOWLEDGEMENT = b"\0\0"
"""Any packet that is not four bytes long ends a transfer (espressif/esp-flasher-stub)."""

T = TypeVar("T")


def again(esp: Any, call: Callable[[], T], tries: int = TRIES) -> T:
    """What it gives, when it gives something; raises the last error when it never does."""
    for _ in range(tries - 1):
        with suppress(*SPOILT):
            return call()
        esp.flush_input()
    return call()


def once(_esp: Any, call: Callable[[], T]) -> T:
    """For a line that can be trusted."""
    return call()


def upload(esp: Any, data: bytes, address: int) -> None:
    """Put it into RAM; each block is announced by itself, so that it may arrive twice."""
    for at in range(0, len(data), RAM_BLOCK):
        again(esp, partial(_into_ram, esp, data[at : at + RAM_BLOCK], address + at))


def _into_ram(esp: Any, piece: bytes, address: int) -> None:
    announced = struct.pack("<IIII", len(piece), 1, len(piece), address)
    esp.check_command("enter RAM download mode", esp.ESP_CMDS["MEM_BEGIN"], announced, timeout=WAIT)
    _send(esp, "MEM_DATA", piece, 0)


def md5(esp: Any, address: int, size: int) -> str:
    """The chip's checksum over that much of its flash."""
    return again(esp, lambda: str(esp.flash_md5sum(address, size)).lower())


def read(esp: Any, address: int, size: int) -> bytes:
    """That much of the flash; each piece comes with a digest of its own."""
    pieces = ((at, min(READ_PIECE, address + size - at)) for at in range(address, address + size, READ_PIECE))
    return b"".join(again(esp, partial(_piece, esp, at, length)) for at, length in pieces)


def _piece(esp: Any, address: int, size: int) -> bytes:
    try:
        return packets.read(esp, address, size, READ_PACKET, at_once=1, wait=WAIT)
    except SPOILT:
        esp.write(_NOT_AN_ACKNOWLEDGEMENT)  # else the helper would take the next request for one, and say nothing
        raise


def write(esp: Any, address: int, data: bytes) -> Iterator[int]:
    """Erase and write sector by sector, each proven; yields how many bytes are right so far."""
    for at in range(0, len(data), SECTOR):
        sector = data[at : at + SECTOR]
        if md5(esp, address + at, len(sector)) != checksum.md5(sector):
            again(esp, partial(_sector, esp, address + at, sector))
        yield at + len(sector)


def _sector(esp: Any, address: int, data: bytes) -> None:
    blocks = -(-len(data) // FLASH_BLOCK)
    begin = struct.pack("<IIIII", len(data), blocks, FLASH_BLOCK, address, 0)
    esp.check_command("enter flash download mode", esp.ESP_CMDS["FLASH_BEGIN"], begin, timeout=WAIT)
    for number in range(blocks):
        _block(esp, address, data, number)
    if md5(esp, address, len(data)) != checksum.md5(data):
        raise ValueError("the sector is not what was sent")


def _block(esp: Any, address: int, data: bytes, number: int) -> None:
    """Send it until it is there; raises one of SPOILT when the sector must be begun anew."""
    before, after = number * FLASH_BLOCK, min(len(data), (number + 1) * FLASH_BLOCK)
    for _ in range(TRIES):
        try:
            _send(esp, "FLASH_DATA", data[before:after], number)
        except SPOILT:
            esp.flush_input()
            held = md5(esp, address, after)
            if held == checksum.md5(data[:before] + b"\xff" * (after - before)):
                continue
            if held != checksum.md5(data[:after]):
                raise
        return
    raise ValueError("a block never arrived")


def _send(esp: Any, command: str, data: bytes, number: int) -> None:
    body = struct.pack("<IIII", len(data), number, 0, 0) + data
    esp.check_command(f"send block {number}", esp.ESP_CMDS[command], body, esp.checksum(data), timeout=WAIT)
