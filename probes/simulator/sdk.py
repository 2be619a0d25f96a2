"""What the SDK inside every firmware does with the flash before the program's own code: it checks, and it settles in.

Its sectors lie at the end of what the image header claims: one of RF calibration (it must begin with 05), three of
Wi-Fi settings (esp8266/Arduino linker files, `rfcal_addr` and `wifi`). Where header and chip differ in size it says so
and stops (core_esp8266_main.cpp); foreign data in its sectors make it restart for ever (esp8266/Arduino#1010,
esp_wifi_repeater#182).
"""

from __future__ import annotations

from dataclasses import dataclass

from . import crashes, images
from .flash import SECTOR, Flash
from .program import Restart

RF_SECTORS, WIFI_SECTORS = 4, 3  # counted from the end of the flash
RF_FIRST = 0x05
_SMALLEST, _LARGEST = 0x12, 0x18  # third byte of a JEDEC id: powers of two from 256 KB to 16 MB
WIFI_FRESH = b"\xff\xff\xff\xff"
WIFI_OURS = bytes.fromhex("aa55aa55")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What it prints instead of starting the program, and how it goes on."""

    text: str
    after: float
    restart: Restart


def named(flash: Flash) -> int:
    """The size that the chip's name stands for, in bytes; what is really there where the name tells none."""
    code = flash.id_bytes()[2]
    return 1 << code if _SMALLEST <= code <= _LARGEST else flash.size


def claimed(flash: Flash) -> int:
    """The size that the image header speaks of, in bytes; the chip's own where there is none."""
    header = images.parse(flash.read(0, 8))
    return (header.flash_size if header else None) or flash.size


def complaint(flash: Flash) -> Complaint | None:
    """Why the program will not get to run, if so."""
    size, real = claimed(flash), named(flash)
    if size > real:
        text = f"\nFlash config wrong: real: {real}, SDK: {size}\nSystem partition table registration failed!\n"
        return Complaint(text, 2.0, Restart.WATCHDOG)
    first = flash.read(size - RF_SECTORS * SECTOR, 1)[0]
    if first not in (RF_FIRST, 0xFF):
        return Complaint(f"rf_cal[0] !=0x05,is 0x{first:02X}\r\n", 0.3, Restart.SOFTWARE)
    if flash.read(size - WIFI_SECTORS * SECTOR, 4) not in (WIFI_FRESH, WIFI_OURS):
        return Complaint(crashes.exception(29, 0x4000E1C3, 0x00000018), 0.4, Restart.SOFTWARE)
    return None


def settle(flash: Flash) -> None:
    """A first start: fresh sectors get their contents."""
    end = claimed(flash)
    for sectors, mark in ((RF_SECTORS, bytes([RF_FIRST, 0x00, 0x04, 0x02])), (WIFI_SECTORS, WIFI_OURS)):
        address = end - sectors * SECTOR
        if flash.read(address, 4) == WIFI_FRESH:
            flash.write(address, mark)


def leave_behind(flash: Flash, *, rf: bool, wifi: bool) -> None:
    """What another firmware left in the SDK's sectors: the fault of stale flash."""
    end = claimed(flash)
    rest = b"\x7b\x22ssid\x22:\x22attic\x22,\x22mode\x22:3}"
    for sectors, wanted in ((RF_SECTORS, rf), (WIFI_SECTORS, wifi)):
        if wanted:
            flash.erase_sector(end - sectors * SECTOR)
            flash.write(end - sectors * SECTOR, rest * (SECTOR // len(rest)))
