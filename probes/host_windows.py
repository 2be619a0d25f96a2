"""Windows as a Host: PowerShell's list of devices and drivers, tasklist for programs known to hold ports.

Never run on Windows: written from the formats that Microsoft documents. Windows does not tell an
ordinary user who holds a port, so a holder is only ever "perhaps".
"""

from __future__ import annotations

import csv
import json
import platform
import re
from collections.abc import Mapping
from typing import Any

from . import bridges
from .host import Holder, SystemName, UsbDevice
from .host_other import OtherHost

# Win32_PnPEntity has the problem codes of the Device Manager, Win32_PnPSignedDriver the drivers' versions.
_QUERY = (
    "$d = @(Get-CimInstance Win32_PnPEntity "
    "-Filter \"PNPDeviceID LIKE 'USB\\\\%' OR PNPDeviceID LIKE 'FTDIBUS\\\\%'\" | "
    "Select-Object Name, PNPDeviceID, ConfigManagerErrorCode, Service); "
    "$v = @(Get-CimInstance Win32_PnPSignedDriver -Filter \"DeviceClass='PORTS'\" | "
    "Select-Object DeviceID, DriverVersion, DriverProviderName); "
    "ConvertTo-Json -Compress -Depth 3 @{devices = $d; drivers = $v}"
)
DEVICES = ("powershell", "-NoProfile", "-NonInteractive", "-Command", _QUERY)
TASKS = ("tasklist", "/FO", "CSV", "/NH")

KNOWN_HOLDERS: Mapping[str, str] = {
    "arduino.exe": "Arduino IDE",
    "javaw.exe": "Arduino IDE 1",
    "arduino ide.exe": "Arduino IDE",
    "arduino-cli.exe": "arduino-cli",
    "serial-monitor.exe": "Arduino's serial monitor",
    "serial-discovery.exe": "Arduino IDE",
    "putty.exe": "PuTTY",
    "kitty.exe": "KiTTY",
    "ttermpro.exe": "Tera Term",
    "coolterm.exe": "CoolTerm",
    "realterm.exe": "RealTerm",
    "mobaxterm.exe": "MobaXterm",
    "cura.exe": "Cura",
    "ultimaker-cura.exe": "Cura",
    "prusa-slicer.exe": "PrusaSlicer",
    "pronterface.exe": "Pronterface",
    "repetierhost.exe": "Repetier-Host",
    "thonny.exe": "Thonny",
    "platformio.exe": "PlatformIO",
    "pio.exe": "PlatformIO",
    "esptool.exe": "esptool",
    "nodemcu-pyflasher.exe": "NodeMCU PyFlasher",
    "tasmotizer.exe": "Tasmotizer",
    "lightburn.exe": "LightBurn",
}
"""Programs that open serial ports, by the name of their process in small letters. A guess, and called one."""

_NUMBERS = re.compile(r"VID_([0-9A-F]{4})(?:&|\+)PID_([0-9A-F]{4})", re.IGNORECASE)
_PORT = re.compile(r"\((COM\d+)\)")
_UNKNOWN_DEVICE = (0, 2)
"""What Windows makes of a device that did not tell its numbers: USB\\VID_0000&PID_0002."""
_FIRST_BUILD_OF_11 = 22000


class WindowsHost(OtherHost):
    """Asks Windows' own tools; nothing is changed.

    Ports have no groups there: a refusal means that the port is in use. No service is known that would grab one, and
    what a kernel log would say is said by a device's problem code.
    """

    def system(self) -> SystemName:
        """Always windows."""
        return "windows"

    def release(self) -> str:
        """Windows 10 or 11, told apart by the build number."""
        return release_of(platform.version())

    def usb_devices(self) -> tuple[UsbDevice, ...]:
        """Devices that could be a board, with the Device Manager's code where it shows one."""
        return devices_of(self._ask(DEVICES))

    def holders(self, url: str) -> tuple[Holder, ...]:
        """Running programs that are known to open ports: perhaps it is one of them."""
        return holders_of(self._ask(TASKS))


def release_of(version: str) -> str:
    """`10.0.22631` -> Windows 11."""
    parts = version.split(".")
    build = int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else 0
    major = parts[0] if parts[0].isdigit() else ""
    return f"Windows {'11' if build >= _FIRST_BUILD_OF_11 else major}".strip()


def holders_of(tasklist: str) -> tuple[Holder, ...]:
    """From `tasklist /FO CSV /NH`: the programs of KNOWN_HOLDERS, each once."""
    found: dict[str, Holder] = {}
    for row in csv.reader(tasklist.splitlines()):
        name = KNOWN_HOLDERS.get(row[0].lower()) if len(row) > 1 else None
        if name and row[1].isdigit():
            found.setdefault(name, Holder(name, int(row[1]), sure=False))
    return tuple(found.values())


def devices_of(answer: str) -> tuple[UsbDevice, ...]:
    """From PowerShell's JSON: the devices that could be a board."""
    try:
        told = json.loads(answer)
        entries, drivers = told["devices"] or [], told["drivers"] or []
    except (ValueError, KeyError, TypeError):
        return ()
    versions = {str(row.get("DeviceID", "")).upper(): _driver(row) for row in drivers if isinstance(row, dict)}
    found = [_device(entry, versions) for entry in entries if isinstance(entry, dict)]
    return _without_parents([device for device in found if device is not None])


def _without_parents(devices: list[UsbDevice]) -> tuple[UsbDevice, ...]:
    """An FTDI or a double bridge is listed twice, as a USB device and as its port: the port says it all."""
    with_port = {(device.vid, device.pid) for device in devices if device.port}
    return tuple(d for d in devices if d.port or d.problem or (d.vid, d.pid) not in with_port)


def _driver(row: dict[str, Any]) -> str:
    return f"{row.get('DriverProviderName') or 'unknown maker'} {row.get('DriverVersion') or ''}".strip()


def _device(entry: dict[str, Any], versions: Mapping[str, str]) -> UsbDevice | None:
    identity = str(entry.get("PNPDeviceID", ""))
    name = str(entry.get("Name") or "")
    numbers = _NUMBERS.search(identity)
    if numbers is None:
        return None
    vid, pid = int(numbers[1], 16), int(numbers[2], 16)
    port = _PORT.search(name)
    known = bridges.identify(vid, pid) is not bridges.OTHER
    if not (known or port or (vid, pid) == _UNKNOWN_DEVICE):
        return None
    code = entry.get("ConfigManagerErrorCode")
    return UsbDevice(
        vid,
        pid,
        product=name,
        driver=versions.get(identity.upper()) or entry.get("Service") or None,
        port=port[1] if port else None,
        problem=f"Code {code}" if isinstance(code, int) and code else None,
    )
