"""Text from outside made harmless: the one door that it passes on its way to a screen. Imports nothing heavy."""

from __future__ import annotations

import unicodedata

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def safe(text: str, most: int = 2000) -> str:
    """The text with everything that could act on a terminal written out, and at most so many characters."""
    kept = text[:most]
    # what is printable by Python's book has none of the kinds below: the usual case, and much faster
    shown = kept if kept.isprintable() else "".join(_shown(character) for character in kept)
    return shown + "…" if len(text) > most else shown


def _shown(character: str) -> str:
    if character in "\n\r\t":
        return " "
    if unicodedata.category(character) not in _INVISIBLE:
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
