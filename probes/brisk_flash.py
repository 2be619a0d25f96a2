"""Writing flash by esptool's helper program as fast as the line goes: packed where that pays, one block while the one
before is still being written.

All functions take esptool's loader object with the helper program running (`patient` and `bare_flash` are for where
this does not get through).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

_SHORTEST_WAIT = 3.0
"""Seconds, as esptool waits."""
_WRITE_SECONDS_PER_BYTE = 40e-6
"""esptool's allowance for a chip that erases slowly, 40 s a megabyte."""


def write(esp: Any, address: int, data: bytes) -> Iterator[int]:
    """Erase and write; yields how many bytes the chip has taken so far. Raises esptool's error."""
    packed = zlib.compress(data, 9)
    if len(packed) < len(data):
        return _packed(esp, address, packed, len(data))
    return _plain(esp, address, data)


def _packed(esp: Any, address: int, packed: bytes, length: int) -> Iterator[int]:
    block = esp.FLASH_WRITE_SIZE
    unpacker = zlib.decompressobj()
    esp.flash_defl_begin(length, len(packed), address)
    done, wait = 0, _SHORTEST_WAIT
    for number, start in enumerate(range(0, len(packed), block)):
        piece = packed[start : start + block]
        # The stub answers for a block when it has it, and writes while the next one comes: so the wait for an
        # answer is that for the block before.
        esp.flash_defl_block(piece, number, timeout=wait)
        unpacked = len(unpacker.decompress(piece))
        wait = max(_SHORTEST_WAIT, unpacked * _WRITE_SECONDS_PER_BYTE)
        done += unpacked
        yield min(done, length)
    esp.flash_defl_finish(reboot=False, timeout=wait)


def _plain(esp: Any, address: int, data: bytes) -> Iterator[int]:
    block = esp.FLASH_WRITE_SIZE
    esp.flash_begin(len(data), address)
    for number, start in enumerate(range(0, len(data), block)):
        esp.flash_block(data[start : start + block].ljust(block, b"\xff"), number)
        yield min(start + block, len(data))
    esp.flash_finish(reboot=False)
