"""Reading for so long and no longer. pyserial's own timeout belongs to the port: set for each read it would be settings
negotiated anew (RFC 2217), so it stays a slice, and what is left of a shorter wait is spent looking.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .clock import SLICE

_TICK = 0.002
"""Seconds between looks for a byte when less than a slice is left to wait."""


def read_within(serial: Any, least: int, most: int, seconds: float, sleep: Callable[[float], None]) -> bytes:
    """At most so many bytes, the least if they come within that time; often fewer and sooner, so ask again while there
    is time. A port that can wait for itself (the bench's) is let do so. Raises OSError."""
    if hasattr(serial, "read_within"):
        waited: bytes = serial.read_within(least, most, seconds)
        return waited
    return _by_looking(serial, least, most, seconds, sleep)


def _by_looking(serial: Any, least: int, most: int, seconds: float, sleep: Callable[[float], None]) -> bytes:
    a_slice_left = seconds >= SLICE
    got = b"" if least == 1 and a_slice_left else _waiting(serial, most)
    if got or seconds <= 0:
        return got
    if not a_slice_left:
        sleep(min(seconds, _TICK))
        return b""
    first: bytes = serial.read(1)
    return first + _waiting(serial, most - 1) if first else b""


def _waiting(serial: Any, most: int) -> bytes:
    """What is there already."""
    count = min(serial.in_waiting, most)
    taken: bytes = serial.read(count) if count > 0 else b""
    return taken
