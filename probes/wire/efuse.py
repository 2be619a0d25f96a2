"""The four eFuse words: MAC address, its checksums, and whether the flash is inside the chip.

Bits: rtos-sdk `efuse_register.h` and `system_api.c`; ESP8285 by either of two bits (esp-faq system, esptool
targets/esp8266). Checked on dumps of real chips: jeelabs/esp-link#570, esptool#620.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Words = tuple[int, int, int, int]
Check = Literal["ok", "bad", "zero", "not-checkable"]

_OLD_MAKER = bytes.fromhex("18fe34")
_NEWER_MAKER = bytes.fromhex("acd074")
_48_BIT = 1 << 12
_WITH_SECOND_SUM = (1, 2)
"""Versions of the eFuse's layout: likely, not proven (few dumps are public)."""


@dataclass(frozen=True, slots=True)
class Efuse:
    """What the words say."""

    mac: bytes
    check: Check
    is_8285: bool
    chip_id: int
    """The lower three bytes of the MAC, as the SDK gives them."""

    @property
    def mac_text(self) -> str:
        """As it is written: 48:3f:da:5f:4c:7d."""
        return self.mac.hex(":")


def read(words: Words) -> Efuse:
    """Decode the words D0 to D3. Any four numbers of 32 bits are accepted."""
    low = _low(words)
    return Efuse(_maker(words) + low, check(words), _is_8285(words), int.from_bytes(low, "big"))


def check(words: Words) -> Check:
    """The checksums of the MAC, where the chip has them.

    An eFuse of zeros passes every sum, so it is named (esptool#397). Only a chip with a 48-bit MAC has sums, and only
    versions 1 and 2 have the second one; of others nothing can be said.
    """
    if not any(words) or not (words[0] >> 24 or words[1] & 0xFFFFFF):
        return "zero"
    if not words[2] & _48_BIT:
        return "not-checkable"
    if crc8(_maker(words)[::-1]) != words[2] >> 24 & 0xFF:
        return "bad"
    spare = bytes([words[1] >> 16 & 0xFF])
    if (words[1] >> 24 & 0xF) in _WITH_SECOND_SUM and crc8(_low(words)[::-1] + spare) != words[0] >> 16 & 0xFF:
        return "bad"
    return "ok"


def crc8(data: bytes) -> int:
    """Reflected polynomial 0x8C, starting at 0 (rtos-sdk `crc.c`)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x8C if crc & 1 else 0)
    return crc


def _low(words: Words) -> bytes:
    return bytes([words[1] >> 8 & 0xFF, words[1] & 0xFF, words[0] >> 24 & 0xFF])


def _maker(words: Words) -> bytes:
    if words[3] & 0xFFFFFF:
        return (words[3] & 0xFFFFFF).to_bytes(3, "big")
    return _NEWER_MAKER if words[1] >> 16 & 0xFF == 1 else _OLD_MAKER


def _is_8285(words: Words) -> bool:
    return bool(words[0] & 1 << 4 or words[2] & 1 << 16)
