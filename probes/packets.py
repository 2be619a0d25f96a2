"""Reading flash through esptool's helper program: it sends a packet, waits until it is acknowledged, and ends with a
digest of all.

esptool's own reading does the same, but only here is it known when a packet begins, and so how much is sure to follow.
"""

from __future__ import annotations

import struct
from typing import Any

from .checksum import md5

AT_ONCE = 64
"""Packets that may be under way before one is acknowledged, as esptool asks for; the newer helper sends one by one."""

_WAIT = 3.0
"""Seconds for the helper to take the order, as esptool waits."""


def read(esp: Any, address: int, size: int, packet: int, *, at_once: int = AT_ONCE, wait: float = _WAIT) -> bytes:
    """That much of the flash, its digest compared. `esp` is esptool's loader object over a `SerialFace`, with its
    helper program running. Raises esptool's error, ValueError."""
    order = struct.pack("<IIII", address, size, packet, at_once)
    esp.check_command("read flash", esp.ESP_CMDS["READ_FLASH"], order, timeout=wait)
    data = b""
    while len(data) < size:
        with esp._port.expecting(min(packet, size - len(data))):
            data += esp.read()
        esp.write(struct.pack("<I", len(data)))
    if esp.read().hex() != md5(data) or len(data) != size:
        raise ValueError("what came is not what was sent")
    return data
