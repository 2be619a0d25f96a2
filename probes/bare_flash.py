"""Writing flash with nothing but the loader in the chip's ROM, where esptool's helper program does not run.

The ROM erases when a write is announced, more than it was asked for (`erasing.lost`), and neither reads flash nor sums
it up. A lost answer leaves open whether the block was taken, so a stretch in which one was lost is begun anew.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from .erasing import BLOCK_SECTORS, SECTOR
from .flash_plan import cut
from .patient import SPOILT

STRETCH = BLOCK_SECTORS * SECTOR
"""Bytes that are announced at once: for a whole block of 64 KB the ROM erases what it should and no more."""

TRIES = 4

_ERASE_WAIT = 3.0
"""Seconds for a block; one sector takes 0.045 to 0.4 (W25Q32 data sheet), and the ROM does them one by one."""


def write(esp: Any, address: int, data: bytes) -> Iterator[int]:
    """Erase and write; yields how many bytes the chip has taken so far. Raises esptool's error."""
    for start, end in cut(address, address + len(data), STRETCH):
        for left in reversed(range(TRIES)):
            try:
                for done in _stretch(esp, start, data[start - address : end - address]):
                    yield start - address + done
                break
            except SPOILT:
                if not left:
                    raise
                esp.flush_input()


def erase(esp: Any, address: int, size: int) -> Iterator[int]:
    """Announce writes that never come; yields how many bytes are erased so far."""
    for start, end in cut(address, address + size, STRETCH):
        _announce(esp, start, end - start)
        yield end - address


def _stretch(esp: Any, address: int, data: bytes) -> Iterator[int]:
    _announce(esp, address, len(data))
    length = esp.FLASH_WRITE_SIZE
    for number, at in enumerate(range(0, len(data), length)):
        block = data[at : at + length].ljust(length, b"\xff")
        body = struct.pack("<IIII", len(block), number, 0, 0) + block
        esp.check_command(f"send block {number}", esp.ESP_CMDS["FLASH_DATA"], body, esp.checksum(block))
        yield min(at + length, len(data))


def _announce(esp: Any, address: int, size: int) -> None:
    blocks = -(-size // esp.FLASH_WRITE_SIZE)
    begin = struct.pack("<IIII", esp.get_erase_size(address, size), blocks, esp.FLASH_WRITE_SIZE, address)
    seconds = _ERASE_WAIT + size / SECTOR * 0.4
    esp.check_command("enter flash download mode", esp.ESP_CMDS["FLASH_BEGIN"], begin, timeout=seconds)
