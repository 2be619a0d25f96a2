"""How Linux writes things down: groups, os-release, the kernel's log, /sys. Text and paths in, values out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import bridges
from .host import Access, UsbDevice


@dataclass(frozen=True, slots=True)
class Group:
    """One line of /etc/group."""

    name: str
    gid: int
    members: frozenset[str]


def groups_of(text: str) -> dict[int, Group]:
    """The groups of /etc/group by number; lines that are none are passed over."""
    rows = (line.strip().split(":") for line in text.splitlines())
    found = [
        Group(row[0], int(row[2]), frozenset(filter(None, row[3].split(","))))
        for row in rows
        if len(row) == 4 and row[2].isdigit()
    ]
    return {group.gid: group for group in found}


def device_access(device: Path, groups: Mapping[int, Group], user: str, session: frozenset[int]) -> Access:
    """Whether the device may be opened, and if the person is in its group by now, or only by the files."""
    try:
        status = device.stat()
    except OSError:
        return Access(allowed=False)
    gid = status.st_gid
    group = groups.get(gid)
    by_files = group is not None and user in group.members
    return Access(
        allowed=os.access(device, os.R_OK | os.W_OK),
        owner_group=group.name if group else str(gid),
        in_group=by_files or gid in session,
        needs_login=by_files and gid not in session,
        group_may=gid != _ADMINISTRATOR and status.st_mode & _READ_AND_WRITE == _READ_AND_WRITE,
    )


_ADMINISTRATOR = 0
_READ_AND_WRITE = 0o060
"""The rights of a group. Where nothing sets up new devices (WSL, a container), they are root's: `root root 0600`."""


def os_name(os_release: str) -> str:
    """PRETTY_NAME of /etc/os-release."""
    found = re.search(r'^PRETTY_NAME="?([^"\n]*)"?$', os_release, re.MULTILINE)
    return found[1] if found and found[1] else "Linux"


def relation(handle: Path, device: Path) -> bool:
    """Whether an open handle in /proc/PID/fd is that device, also under another name of it."""
    try:
        if handle.readlink() == device:
            return True
        ours, theirs = device.stat(), handle.stat()
    except OSError:
        return False  # the device is gone, or the handle was closed a moment ago
    return ours.st_rdev != 0 and ours.st_rdev == theirs.st_rdev


# ---------------------------------------------------------------- the kernel's log

_TOPIC = re.compile(r"\busb|\btty(USB|ACM)|ch341|cp210x|ftdi|pl2303|cdc_acm|brltty", re.IGNORECASE)
_STAMP = re.compile(r"^\s*(?:<\d+>)?\[\s*(\d+\.\d+)\]\s*(?:\S+ kernel:\s*)?(.*)$")
MOST_LINES = 200


def lines_worth(printed: str) -> list[str]:
    """The lines about USB and serial ports, as `[seconds] text` whichever program printed them."""
    found = []
    for line in printed.splitlines():
        parts = _STAMP.match(line)
        if parts and _TOPIC.search(parts[2]):
            found.append(f"[{float(parts[1]):.6f}] {parts[2]}")
    return found[-MOST_LINES:]


def recent(lines: Iterable[str], since: float) -> tuple[str, ...]:
    """The lines from that second on, as they are stamped."""
    return tuple(line for line in lines if float(line[1 : line.index("]")]) >= since)


# ---------------------------------------------------------------- USB

_HUB = "09"
_NEVER = frozenset({"01", "03", "06", "07", "08", "0e", _HUB, "e0"})
"""Classes of the USB standard that no board's bridge has: sound, keyboard, camera, printer, disk, video, hub, radio."""


def interesting_usb(words: Mapping[str, str], interface_classes: Iterable[str]) -> UsbDevice | None:
    """The device if it could be a board: a known bridge, or one that is not plainly something else."""
    try:
        vid, pid = int(words["idVendor"], 16), int(words["idProduct"], 16)
    except (KeyError, ValueError):
        return None
    classes = set(interface_classes) | {words.get("bDeviceClass", "")}
    known = bridges.identify(vid, pid) is not bridges.OTHER
    if not known and classes & _NEVER:
        return None
    return UsbDevice(vid, pid, words.get("product", ""))
