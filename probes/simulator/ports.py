"""The serial ports of the bench's computer: the board's, and those that people take for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import digits
from typing import Literal, get_args

from .bridge import KINDS, Bridge, BridgeKind
from .talker import Talker, gps

System = Literal["linux", "windows", "macos"]
SYSTEMS: tuple[System, ...] = get_args(System)

PLAIN = BridgeKind("plain", "serial port", 0, 0, "", "", float)
_GPS = BridgeKind("gps", "u-blox 7", 0x1546, 0x01A7, "cdc_acm", "u-blox 7 - GPS/GNSS Receiver", float)

_NAMES: Mapping[str, Mapping[System, str]] = {
    "board": {"linux": "ttyUSB0", "windows": "COM5", "macos": "cu.usbserial-0001"},
    "onboard": {"linux": "ttyS0", "windows": "COM1", "macos": "cu.debug-console"},
    "bluetooth": {"linux": "rfcomm0", "windows": "COM3", "macos": "cu.Bluetooth-Incoming-Port"},
    "gps": {"linux": "ttyACM0", "windows": "COM7", "macos": "cu.usbmodem1101"},
}
"""What each system calls them."""


@dataclass(slots=True)
class SimPort:
    """One port: what is behind it, and who has it open."""

    role: str
    """board | onboard | bluetooth | gps"""
    name: str
    bridge: Bridge
    talker: Talker | None = None
    present: bool = True
    plugged_in: int = 1
    """Counts up when the device is plugged in anew; an older number is a dead handle."""
    handles: int = 0
    locked: bool = False
    """One of our own handles asked for it alone."""
    former: tuple[str, ...] = ()
    """Names that it had before it came back under another."""

    @property
    def kind(self) -> str:
        """As the computer sorts it."""
        return {"board": "usb", "gps": "usb"}.get(self.role, self.role)

    def rename(self) -> None:
        """Take the next name, as systems do whose old one is still in use."""
        letters = self.name.rstrip(digits)
        number = self.name[len(letters) :]
        self.former += (self.name,)
        self.name = f"{letters}{int(number) + 1:0{len(number)}}"


def name_of(role: str, system: System) -> str:
    """What that system calls the port."""
    return _NAMES[role][system]


def kind_of(role: str, board_bridge: str) -> BridgeKind:
    """What is behind the port."""
    if role == "board":
        return KINDS[board_bridge]
    return _GPS if role == "gps" else PLAIN


def talker_of(role: str) -> Talker | None:
    """Who talks there by itself."""
    return gps() if role == "gps" else None
