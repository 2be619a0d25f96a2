"""The driver of a bridge: fine, missing, or one of the kinds of wrong. Values in, a word of `usb.driver` out."""

from __future__ import annotations

import re

from .bridges import Bridge
from .host import UsbDevice

# What the Device Manager's codes mean for a bridge (Microsoft, "Error codes in Device Manager in Windows").
_BY_CODE = {
    1: "missing",  # not configured
    10: "bad-version",  # cannot start
    14: "bad-version",  # wants a restart
    18: "bad-version",  # wants to be installed again
    28: "missing",  # no driver installed
    31: "wrong",  # Windows cannot load what the driver needs
    37: "bad-version",  # the driver gave up while it started
    39: "bad-version",  # the driver's file is damaged or gone
    48: "bad-version",  # blocked for its known troubles
    52: "missing",  # not signed, so not loaded
}
_DESCRIPTOR_FAILED = 43
"""Code 43 on a bridge: Windows stopped it, as a rule since it did not answer while it was got to know."""

_BAD_VERSIONS = ((re.compile(r"(?<![\d.])3\.8\b"), ("ch340", "ch341")),)
"""Versions known to fail, by how they begin: with 3.8 the port cannot be configured, error 31 (esptool#879)."""
# The Windows driver of Prolific names its refusal in the device's own name.
_REFUSAL = re.compile(r"PHASED OUT|NOT PROLIFIC|PLEASE CONTACT YOUR SUPPLIER", re.IGNORECASE)
_TWO = re.compile(r"two drivers", re.IGNORECASE)
_ENUMERATION = re.compile(r"descriptor|enumerate|not accepting address|setup address", re.IGNORECASE)


# What each system takes for them, by the names under which their makers (WCH, Silicon Labs, FTDI, Prolific) give them
# out; on Linux they are modules of the kernel (drivers/usb/serial, cdc_acm).
_PACKAGES: dict[str, tuple[str, str]] = {
    "ch340": ("CH341SER of WCH", "CH34xVCPDriver of WCH, where the system's own does not take it"),
    "ch341": ("CH341SER of WCH", "CH34xVCPDriver of WCH, where the system's own does not take it"),
    "ch9102": ("CH343SER of WCH", "CH34xVCPDriver of WCH: the system's own fails at times"),
    "ch343": ("CH343SER of WCH", "CH34xVCPDriver of WCH: the system's own fails at times"),
    "cp210x": ("CP210x Universal Windows Driver of Silicon Labs", "CP210x VCP of Silicon Labs"),
    "cp2105": ("CP210x Universal Windows Driver of Silicon Labs", "CP210x VCP of Silicon Labs"),
    "ftdi": ("VCP driver of FTDI", "VCP driver of FTDI"),
    "pl2303": ("PL2303 driver of Prolific", "PL2303 Serial of Prolific"),
}


def needed(bridge: Bridge, system: str) -> str:
    """The driver that this bridge needs on that system, by the name under which one finds it; "" where nobody knows."""
    if system == "linux":
        return f"the kernel's own module {bridge.drivers[0]}" if bridge.drivers else ""
    windows, macos = _PACKAGES.get(bridge.name, ("", ""))
    return {"windows": windows, "macos": macos}.get(system, "")


def code(problem: str | None) -> int | None:
    """The number in "Code 28"."""
    found = re.search(r"\bCode (\d+)\b", problem or "")
    return int(found[1]) if found else None


def is_enumeration(problem: str) -> bool:
    """Whether the device failed already while the system got to know it."""
    return code(problem) == _DESCRIPTOR_FAILED or _ENUMERATION.search(problem) is not None


def state(device: UsbDevice, bridge: Bridge) -> str | None:
    """A word of `usb.driver`; None where the system does not tell enough."""
    if bridge.name == "ftdi-bricked" or _REFUSAL.search(device.product):
        return "refuses-clone"
    if _TWO.search(device.problem or ""):
        return "conflict"
    number = code(device.problem)
    if number in _BY_CODE:
        return "refuses-clone" if number == 10 and bridge.name == "pl2303" else _BY_CODE[number]
    if device.problem:
        return None
    if any(bridge.name in names and bad.search(device.driver or "") for bad, names in _BAD_VERSIONS):
        return "bad-version"
    return _bound(device, bridge)


def _bound(device: UsbDevice, bridge: Bridge) -> str | None:
    """By the port alone: a device that gives one has its driver."""
    if device.port is not None:
        return "bound"
    if device.driver in (None, "usb"):
        return "missing"
    # usbfs is no driver but a program that has taken the device; what it wants with it is for others to find out.
    return "wrong" if device.driver != "usbfs" and device.driver not in bridge.drivers else None
