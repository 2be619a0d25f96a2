"""What Linux' kernel says about USB and serial ports, as events. Text in, values out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

EventKind = Literal["stolen", "enumeration", "interference", "attached", "detached", "unplugged"]


@dataclass(frozen=True, slots=True)
class KernelEvent:
    """One line that means something."""

    kind: EventKind
    line: str
    name: str = ""
    """The service that steals, or the port that comes or goes; "" where the line names none."""


# The texts of drivers/usb/core/{hub,devio,message}.c and drivers/usb/serial/usb-serial.c; a named group gives the name.
_PATTERNS: tuple[tuple[EventKind, str], ...] = (
    ("stolen", r"usbfs: interface \d+ claimed by \S+ while '(?P<name>[^']{1,40})' sets config"),
    ("interference", r"disabled by hub \(EMI\?\)"),
    (
        "enumeration",
        (
            r"device descriptor read/\w+, error -\d+|device not accepting address|unable to enumerate USB device"
            r"|not responding to setup address|Maybe the USB cable is bad|can't set config"
        ),
    ),
    ("attached", r"now attached to (?P<name>tty\w+)|(?P<acm>ttyACM\d+): USB ACM device"),
    ("detached", r"now disconnected from (?P<name>tty\w+)"),
    ("unplugged", r"USB disconnect, device number"),
)

SUSPICIOUS_UNPLUGS = 3
"""So many in the log's ten minutes are no person's work: asked to replug once or twice, people do it once or twice."""


def events(lines: Iterable[str]) -> tuple[KernelEvent, ...]:
    """The events in the order of the log; lines that mean nothing here are passed over."""
    return tuple(event for line in lines if (event := _event(line)) is not None)


def _event(line: str) -> KernelEvent | None:
    for kind, pattern in _PATTERNS:
        found = re.search(pattern, line)
        if found:
            return KernelEvent(kind, line, next((name for name in found.groups() if name), ""))
    return None


def enumeration_error(seen: Iterable[KernelEvent]) -> KernelEvent | None:
    """The last failure to get to know a device, unless a port came up after it."""
    last: KernelEvent | None = None
    for event in seen:
        if event.kind in ("attached", "enumeration"):
            last = event
    return last if last is not None and last.kind == "enumeration" else None


def restless(seen: Iterable[KernelEvent]) -> KernelEvent | None:
    """A line that shows a device coming and going by itself."""
    of_interest = [event for event in seen if event.kind in ("interference", "unplugged")]
    interference = [event for event in of_interest if event.kind == "interference"]
    if interference:
        return interference[-1]
    return of_interest[-1] if len(of_interest) >= SUSPICIOUS_UNPLUGS else None
