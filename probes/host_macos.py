"""macOS as a Host: system_profiler for USB, lsof for who holds a port.

Never run on a Mac: written from the formats that Apple's tools are documented to print.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import bridges, host_ports
from .host import Access, Holder, PortInfo, SystemName, UsbDevice
from .host_other import OtherHost

_USB = ("system_profiler", "SPUSBDataType", "-json")
_USB_SINCE_26 = ("system_profiler", "SPUSBHostDataType", "-json")

# How the name of a port tells whose driver made it (boards.rst of esp8266/Arduino; WCH's and Silicon Labs' manuals).
_DRIVERS = (
    ("wchusbserial", "WCH"),
    ("SLAB_USBtoUART", "Silicon Labs"),
    ("PL2303", "Prolific"),
    ("usbserial", "Apple"),
    ("usbmodem", "Apple CDC"),
)
TWO_DRIVERS = "two drivers serve it"


class MacHost(OtherHost):
    """Asks Apple's tools; nothing is changed.

    No service of macOS is known that would grab a port, and only administrators may read the kernel's log.
    """

    def system(self) -> SystemName:
        """Always macos."""
        return "macos"

    def release(self) -> str:
        """For instance macOS 14.5."""
        return f"macOS {platform.mac_ver()[0]}".strip()

    def ports(self) -> tuple[PortInfo, ...]:
        """The /dev/cu.… ports; /dev/tty.… is another name for the same."""
        return tuple(
            replace(
                port,
                aliases=(port.url.replace("/cu.", "/tty."),),
                plugged=host_ports.node_mark(Path(port.url)),
            )
            for port in host_ports.listed(self._comports)
        )

    def usb_devices(self) -> tuple[UsbDevice, ...]:
        """What system_profiler lists and could be a board, with the port that has the same numbers."""
        devices = usb_of(self._ask(_USB)) or usb_of(self._ask(_USB_SINCE_26))
        return with_ports(devices, self.ports())

    def holders(self, url: str) -> tuple[Holder, ...]:
        """By lsof, under both names of the port."""
        names = [url, url.replace("/cu.", "/tty.")] if "/cu." in url else [url]
        # one name at a time: lsof fails as a whole when one of several has no holder
        found = {holder for name in names for holder in holders_of(self._ask(("lsof", "-F", "pc", "--", name)))}
        return tuple(sorted((one for one in found if one.pid != os.getpid()), key=lambda one: one.pid or 0))

    def access(self, url: str) -> Access:
        """Serial ports of macOS are open to everybody."""
        return Access(allowed=os.access(Path(url), os.R_OK | os.W_OK))


def driver_of(port: str) -> str | None:
    """Whose driver made a port of that name."""
    return next((maker for mark, maker in _DRIVERS if mark in port), None)


def holders_of(lsof: str) -> tuple[Holder, ...]:
    """From `lsof -F pc`: a line `pNUMBER`, then a line `cCOMMAND`, for each process."""
    found: list[Holder] = []
    pid: int | None = None
    for line in lsof.splitlines():
        if line[:1] == "p" and line[1:].isdigit():
            pid = int(line[1:])
        elif line[:1] == "c" and pid is not None:
            found.append(Holder(line[1:], pid))
    return tuple(found)


def usb_of(profile: str) -> tuple[UsbDevice, ...]:
    """The devices of a JSON profile that are known bridges, or serial by their own name."""
    try:
        tree = json.loads(profile)
    except ValueError:
        return ()
    return tuple(device for item in _items(tree) if (device := _device(item)) is not None)


def _items(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from _items(child)
    elif isinstance(node, list):
        for child in node:
            yield from _items(child)


def _device(item: dict[str, Any]) -> UsbDevice | None:
    vid = _number(item.get("vendor_id") or item.get("USBDeviceKeyVendorID"))
    pid = _number(item.get("product_id") or item.get("USBDeviceKeyProductID"))
    if vid is None or pid is None:
        return None
    name = str(item.get("_name", ""))
    known = bridges.identify(vid, pid) is not bridges.OTHER
    return UsbDevice(vid, pid, name) if known or "serial" in name.lower() or "uart" in name.lower() else None


def _number(text: Any) -> int | None:
    """`0x1a86  (QinHeng …)` -> 0x1a86. A name such as `apple_vendor_id` is no number."""
    words = str(text).split()
    try:
        return int(words[0], 16) if words else None
    except ValueError:
        return None


def with_ports(devices: tuple[UsbDevice, ...], ports: tuple[PortInfo, ...]) -> tuple[UsbDevice, ...]:
    """Each device with its port. Two ports by two makers' drivers for one device: they fight over it."""
    return tuple(
        _joined(device, [p for p in ports if (p.vid, p.pid) == (device.vid, device.pid)]) for device in devices
    )


def _joined(device: UsbDevice, ports: list[PortInfo]) -> UsbDevice:
    if not ports:
        return device
    makers = sorted({driver_of(port.url) or "" for port in ports})
    one_device = len({port.serial for port in ports}) == 1 and len(makers) > 1
    problem = f"{TWO_DRIVERS}: {', '.join(makers)}" if one_device else None
    return replace(device, driver=driver_of(ports[0].url), port=ports[0].url, problem=problem)
