"""The four eFuse words of an ESP8266, made from the MAC that they hold.

Where the bits lie: ESP8266_RTOS_SDK, efuse_register.h; the check bytes: esp_crc8 of the same SDK, found true on the
dumps of jeelabs/esp-link#570 and esptool#620.
"""

from __future__ import annotations

_POLYNOMIAL = 0x8C
_IS_8285 = 1 << 4  # in D0; the size of the embedded flash stands in D3 (esp-faq, system)
_FULL_MAC = 1 << 12  # in D2: the OUI is in D3
_FOUR_PADS = 1 << 13
_PINS_24 = 1 << 14
_TYPE_2 = 1 << 15
_VERSION = 2 << 24  # in D1: the version that has the second check byte


def crc8(data: bytes) -> int:
    """The reflected CRC-8 of the fuses, polynomial 0x8C, start 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
    return crc


def words(mac: bytes, *, is_8285: bool = False) -> tuple[int, int, int, int]:
    """D0..D3 of a healthy chip with that six-byte MAC, both check bytes right."""
    oui, low = mac[:3], mac[3:]
    spare = 0  # D1[23:16], an OUI code of older chips, which the check of the low half covers
    d0 = low[2] << 24 | crc8(low[::-1] + bytes([spare])) << 16 | (_IS_8285 if is_8285 else 0)
    d1 = _VERSION | spare << 16 | low[0] << 8 | low[1]
    d2 = crc8(oui[::-1]) << 24 | _FULL_MAC | _FOUR_PADS | _PINS_24 | _TYPE_2
    d3 = int.from_bytes(oui, "big")
    return d0, d1, d2, d3
