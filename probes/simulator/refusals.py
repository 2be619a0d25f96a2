"""Why a port does not open or stops working, in the very words that pyserial uses on each system.

Texts and numbers: pyserial 3.5, serialposix.py and serialwin32.py; the last number of Windows' errors is its own
(2 absent, 5 denied, 31 a device that does not function).
"""

from __future__ import annotations

import errno
import os
from typing import Literal

Refusal = Literal["absent", "denied", "busy", "locked", "broken"]

_NUMBERS: dict[Refusal, int] = {"absent": errno.ENOENT, "denied": errno.EACCES, "busy": errno.EBUSY}
_WORDS: dict[Refusal, str] = {
    "absent": "No such file or directory",
    "denied": "Permission denied",
    "busy": "Device or resource busy",
}
_WINDOWS: dict[Refusal, str] = {
    "absent": "FileNotFoundError(2, 'The system cannot find the file specified.', None, 2)",
    "denied": "PermissionError(13, 'Access is denied.', None, 5)",
    "busy": "PermissionError(13, 'Access is denied.', None, 5)",
    "locked": "PermissionError(13, 'Access is denied.', None, 5)",
    "broken": "PermissionError(13, 'A device attached to the system is not functioning.', None, 31)",
}
_GONE = "device reports readiness to read but returned no data (device disconnected or multiple access on port?)"


def opening(refusal: Refusal, port: str, system: str) -> tuple[int | None, str]:
    """The number (if any) and the text of the SerialException for a port that does not open."""
    if system == "windows":
        return None, f"could not open port {port!r}: {_WINDOWS[refusal]}"
    if refusal == "broken":
        return None, f"Could not configure port: ({errno.EIO}, '{os.strerror(errno.EIO)}')"
    if refusal == "locked":
        number = 35 if system == "macos" else 11  # EAGAIN, by its number on that system
        words = "Resource temporarily unavailable"
        return number, f"Could not exclusively lock port {port}: [Errno {number}] {words}"
    number = _NUMBERS[refusal]
    words = "Resource busy" if refusal == "busy" and system == "macos" else _WORDS[refusal]
    return number, f"could not open port {port}: [Errno {number}] {words}: {port!r}"


def reading(system: str) -> str:
    """What a read says when the device is gone."""
    if system == "windows":
        return "ClearCommError failed (PermissionError(13, 'The device does not recognize the command.', None, 22))"
    return _GONE if system == "linux" else "read failed: [Errno 6] Device not configured"


def writing(system: str) -> str:
    """What a write says when the device is gone."""
    if system == "windows":
        return "WriteFile failed (PermissionError(13, 'The device does not recognize the command.', None, 22))"
    words = "Input/output error" if system == "linux" else "Device not configured"
    return f"write failed: [Errno {errno.EIO if system == 'linux' else 6}] {words}"
