"""The list of serial ports, the same on every system: what pyserial finds, sorted into kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from .host import PortInfo, PortKind


class Listed(Protocol):
    """What is used of pyserial's ListPortInfo."""

    device: str
    description: str
    hwid: str
    vid: int | None
    pid: int | None
    serial_number: str | None


Comports = Callable[[], Iterable[Listed]]

# The first pattern found in "device hwid" decides. Every name below is one that Linux, macOS or Windows gives.
_KINDS: tuple[tuple[str, PortKind], ...] = (
    (r"(?i)rfcomm\d|bluetooth|BTHENUM|/(cu|tty)\.BLTH", "bluetooth"),
    (r"(?i)COM0COM|VSPE|/ttyGS\d|/pts/", "virtual"),
    (r"/ttys\d{3}", "virtual"),
    (r"(?i)/ttyS\d|/ttyAMA\d|ACPI|PNP05|/(cu|tty)\.(debug-console|wlan-debug)", "onboard"),
    (r"(?i)/ttyUSB|/ttyACM|usbserial|usbmodem|SLAB_USBtoUART|wchusbserial|VID[:_]", "usb"),
)


def system_comports() -> Iterable[Listed]:
    """pyserial's list of this computer; empty where it cannot make one."""
    from serial.tools import list_ports

    try:
        return list(list_ports.comports())
    except Exception:  # it walks through foreign drivers, and an unreadable one is no reason to stop
        return ()


def kind_of(device: str, vid: int | None, hwid: str = "") -> PortKind:
    """What kind of port it is, by its name and hardware text."""
    if vid is not None:
        return "usb"
    described = f"{device} {hwid}"
    for pattern, kind in _KINDS:
        if re.search(pattern, described):
            return kind
    return "unknown"


def listed(comports: Comports) -> tuple[PortInfo, ...]:
    """All ports, in the order of their names (COM9 before COM10)."""
    return tuple(sorted((_info(one) for one in comports()), key=lambda port: natural(port.url)))


def node_mark(device: Path) -> str:
    """The inode of a device file: the system makes a new one each time a device is plugged in."""
    try:
        return str(device.stat().st_ino)
    except OSError:
        return ""


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A sort key that reads numbers as numbers."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name) if part)


def _info(one: Listed) -> PortInfo:
    title = one.description if one.description not in (None, "", "n/a") else one.device
    return PortInfo(
        url=one.device,
        kind=kind_of(one.device, one.vid, one.hwid or ""),
        title=title,
        vid=one.vid,
        pid=one.pid,
        serial=one.serial_number,
    )
