"""Counted work as a line: how much of how much, how fast, and how long it still takes."""

from __future__ import annotations

from ..probes.pace import Pace
from .harmless import safe

_LONGEST_NOTE = 60
"""Characters before the numbers."""
_BYTES_FROM = 4096
"""A total from here on counts bytes, below it tries."""


def line(note: str, done: int, total: int, pace: Pace) -> str:
    """The note, hostile text, and the numbers behind it; the note alone where nothing is counted."""
    if not total:
        return safe(note, 200)
    said = safe(note, _LONGEST_NOTE)
    if total < _BYTES_FROM:
        return f"{said} ({done} of {total})"
    counted = f"{said}: {min(1.0, done / total):.0%}, {min(done, total) >> 10} of {total >> 10} KB"
    return f"{counted}, {pace.rate / 1024:.0f} KB/s, {pace.left:.0f} s left" if pace.rate else counted
