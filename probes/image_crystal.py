"""The crystal that a program was built for, by the table for the radio that the Arduino core builds into it. Pure.

The core overrides the SDK's own table of 128 bytes; byte 48 of it (crystal_26m_en) says 0 for 40 MHz, 1 for 26 MHz and
2 for 24 MHz, as the menu "Crystal Frequency" had it (esp8266/Arduino, cores/esp8266, phy.c). The bytes before it are
the makers' and nobody changes them, but for the second (0 or 8) and the power of the radio.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TABLE = re.compile(
    rb"\x05[\x00\x08]\x04\x02\x05\x05\x05\x02\x05\x00\x04\x05\x05\x04\x05\x05"
    rb"\x04\xfe\xfd\xff\xf0\xf0\xf0\xe0\xe0\xe0\xe1\x0a\xff\xff\xf8\x00\xf8\xf8"
    rb".{14}([\x00\x01])",
    re.DOTALL,
)
_MHZ = {b"\x00": 40, b"\x01": 26}


@dataclass(frozen=True, slots=True)
class BuiltFor:
    """What the table says, and where it lies."""

    megahertz: int
    offset: int
    """Of the table's first byte in the file."""

    @property
    def excerpt(self) -> str:
        """For people."""
        return f"table for the radio at 0x{self.offset:x}, crystal {self.megahertz} MHz"


def built_for(image: bytes) -> BuiltFor | None:
    """None where there is no such table, as in programs of other makers, or where two contradict each other."""
    found = [BuiltFor(_MHZ[table.group(1)], table.start()) for table in _TABLE.finditer(image)]
    return found[0] if len({one.megahertz for one in found}) == 1 else None
