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


# ---------------------------------------------------------------- field by field


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the words: where it lies, the number that stands there, and what that says."""

    name: str
    place: str
    """As in the chip's own papers: "D2[31:24]"."""
    value: int
    says: str


def words_of(text: str) -> Words | None:
    """Four numbers of eight hexadecimal digits, D0 first, as `efuse.words` has them; None for anything else."""
    parts = text.split()
    if len(parts) != 4 or not all(len(part) == 8 and set(part) <= set("0123456789abcdefABCDEF") for part in parts):
        return None
    return (int(parts[0], 16), int(parts[1], 16), int(parts[2], 16), int(parts[3], 16))


def fields(words: Words) -> tuple[Field, ...]:
    """Everything that is known about the words, in the order of its places.

    Sources: rtos-sdk `efuse_register.h` and `system_api.c`; esptool targets/esp8266 (the embedded flash).
    """
    d0, d1, d2, d3 = words
    inside = _is_8285(words)
    full = bool(d2 & _48_BIT)
    version = d1 >> 24 & 0xF
    return (
        Field("MAC address", "D3[23:0] D1[15:0] D0[31:24]", int.from_bytes(_maker(words) + _low(words), "big"),
              (_maker(words) + _low(words)).hex(":")),
        Field("first half of it from", "D2[12]", int(full),
              "24 bits of its own in D3" if d3 & 0xFFFFFF else "one for many chips; D3 holds none"),
        Field("checksum of the first half", "D2[31:24]", d2 >> 24 & 0xFF,
              _compared(d2 >> 24 & 0xFF, crc8(_maker(words)[::-1])) if full else "not used on this chip"),
        Field("checksum of the second half", "D0[23:16]", d0 >> 16 & 0xFF,
              _compared(d0 >> 16 & 0xFF, crc8(_low(words)[::-1] + bytes([d1 >> 16 & 0xFF])))
              if full and version in _WITH_SECOND_SUM else "not used on this chip"),
        Field("version of the layout", "D1[27:24]", version, ""),
        Field("ESP8285", "D0[4] D2[16]", int(inside),
              "the flash is inside the chip" if inside else "no: an ESP8266EX, the flash is beside it"),
        Field("size of the flash inside", "D3[27:26]", d3 >> 26 & 3, "" if inside else "means nothing here"),
        Field("package", "D2[15:13]", d2 >> 13 & 7, _package(d2)),
    )  # fmt: skip


def _compared(burnt: int, computed: int) -> str:
    return f"computed {computed:02x}: it fits" if burnt == computed else f"computed {computed:02x}: IT DOES NOT FIT"


def _package(d2: int) -> str:
    marks = ((13, "a 4 in the pad bit"), (14, "24 pins"), (15, "type 2"))
    return ", ".join(words for bit, words in marks if d2 >> bit & 1)
