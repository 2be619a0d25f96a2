"""The SDK's own sectors at the end of the flash: RF calibration, then three of Wi-Fi settings.

Places: esp8266/Arduino linker files (rfcal_addr, wifi). Calibration data begin with 05, which the SDK checks
("rf_cal[0] !=0x05"); settings begin with a magic word; an erased sector is all FF, and the SDK fills it.
"""

from __future__ import annotations

from typing import Literal

State = Literal["fresh", "valid", "foreign"]

SECTOR = 0x1000
RF_FROM_END = 4 * SECTOR
WIFI_FROM_END = 3 * SECTOR
NEEDED = 16
"""Bytes of each place."""

_RF_FIRST = 0x05
_WIFI_MAGIC = b"\xaa\x55\xaa\x55"
_READABLE = frozenset(range(0x20, 0x7F))
_IMAGE = 0xE9


def judge(rf: bytes, wifi: bytes) -> State:
    """What stands there: what the SDK wrote, nothing, or what somebody else did. NEEDED bytes of each."""
    states = (_rf(rf), _wifi(wifi))
    if "foreign" in states:
        return "foreign"
    return "valid" if "valid" in states else "fresh"


def _rf(data: bytes) -> State:
    if _erased(data):
        return "fresh"
    return "valid" if data[:1] == bytes([_RF_FIRST]) else "foreign"


def _wifi(data: bytes) -> State:
    """Other SDK versions begin otherwise, so that only what is plainly somebody else's is called so."""
    if _erased(data):
        return "fresh"
    if data[:4] == _WIFI_MAGIC:
        return "valid"
    somebody_elses = data[:1] == bytes([_IMAGE]) or _READABLE.issuperset(data)
    return "foreign" if somebody_elses else "valid"


def _erased(data: bytes) -> bool:
    return set(data) <= {0xFF}
