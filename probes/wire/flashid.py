"""The id of a flash chip: maker, and the size that it stands for.

JEDEC JEP106 for the makers; the third byte as power of two is a convention, not a standard (esptool#218).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["yes", "all-ones", "all-zeros", "odd"]

MAKERS: dict[int, str] = {
    0x01: "Spansion",
    0x0B: "XTX",
    0x1C: "Eon",
    0x1F: "Adesto",
    0x20: "XMC or Micron",
    0x25: "Tsingteng",
    0x51: "GigaDevice",
    0x5E: "Zbit",
    0x68: "Boya",
    0x85: "Puya",
    0x8C: "ESMT",
    0x9D: "ISSI",
    0xA1: "Fudan",
    0xBA: "Zetta",
    0xBF: "SST",
    0xC2: "Macronix",
    0xC4: "GT Micro",
    0xC8: "GigaDevice",
    0xD5: "ISSI",
    0xE0: "Berg",
    0xEF: "Winbond",
}

_SMALLEST, _LARGEST = 0x12, 0x18  # 256 KB to 16 MB, what an ESP8266 can have


@dataclass(frozen=True, slots=True)
class FlashId:
    """What the id says."""

    number: int
    """Maker byte lowest, as the SPI controller gives it."""
    maker: str
    """"" where nobody here knows it."""
    size: int
    """Bytes; 0 where the third byte stands for no size."""

    @property
    def state(self) -> State:
        """How the flash answers: an id, or the levels of a bus with nobody on it."""
        if self.number == 0xFFFFFF:
            return "all-ones"
        if self.number == 0:
            return "all-zeros"
        return "yes" if self.size else "odd"


def read(number: int) -> FlashId:
    """Decode the id as READ of command 9F gives it; bits above 24 are ignored."""
    number &= 0xFFFFFF
    code = number >> 16
    size = 1 << code if _SMALLEST <= code <= _LARGEST else 0
    return FlashId(number, MAKERS.get(number & 0xFF, ""), size)
