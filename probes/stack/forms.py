"""How DWARF writes values: numbers of variable length, and the forms that an attribute can have.

Source: DWARF 5 standard, sections 7.5.5, 7.5.6 and 7.6; addresses and offsets have four bytes on this chip.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping

STRING, STRP, LINE_STRP, IMPLICIT, INDIRECT, PRESENT = 0x08, 0x0E, 0x1F, 0x21, 0x16, 0x19
ADDRESS, SEC_OFFSET, RANGE_INDEX, REF_ADDR = 0x01, 0x17, 0x23, 0x10
UNIT_REFS = frozenset({0x11, 0x12, 0x13, 0x14, 0x15})
"""References that count from the beginning of their unit."""

FIXED: Mapping[int, int] = {
    ADDRESS: 4,
    0x05: 2,
    0x06: 4,
    0x07: 8,
    0x0B: 1,
    0x0C: 1,
    STRP: 4,
    REF_ADDR: 4,
    0x11: 1,
    0x12: 2,
    0x13: 4,
    0x14: 8,
    SEC_OFFSET: 4,
    PRESENT: 0,
    0x1C: 4,
    0x1D: 4,
    0x1E: 16,
    LINE_STRP: 4,
    0x20: 8,
    IMPLICIT: 0,
    0x24: 8,
    0x25: 1,
    0x26: 2,
    0x27: 3,
    0x28: 4,
    0x29: 1,
    0x2A: 2,
    0x2B: 3,
    0x2C: 4,
}
"""Forms to the bytes that they take."""

_NUMBERS = frozenset({0x0D, 0x0F, 0x15, 0x1A, 0x1B, 0x22, RANGE_INDEX})
"""Written as one number of variable length."""
_SIGNED = 0x0D
_COUNTED: Mapping[int, int] = {0x03: 2, 0x04: 4, 0x0A: 1}
_BLOCKS = frozenset({0x09, 0x18})
"""Bytes with their count before them, itself of variable length."""


class BadDwarf(ValueError):
    """Debugging data that no compiler writes: damaged, or of a version that is not known."""


def uleb(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and where it ends. Raises IndexError behind the end."""
    byte = data[at]
    if byte < 0x80:
        return byte, at + 1
    value, shift = byte & 0x7F, 7
    while True:
        at += 1
        byte = data[at]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at + 1
        shift += 7


def as_uleb(value: int) -> bytes:
    """A number as it is written in the fewest bytes."""
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])


def sleb(data: bytes, at: int) -> tuple[int, int]:
    """The same, with a sign."""
    byte = data[at]
    if byte < 0x80:
        return (byte - 0x80 if byte & 0x40 else byte), at + 1
    start = at
    value, at = uleb(data, at)
    bits = 7 * (at - start)
    return (value - (1 << bits) if data[at - 1] & 0x40 else value), at


def words(data: bytes, row: int) -> array[int]:
    """All numbers of four bytes, as far as there are whole rows of so many bytes."""
    numbers = array("I", data[: len(data) // row * row])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def string(data: bytes, at: int) -> str:
    """The characters up to the next zero."""
    end = data.find(b"\x00", at)
    return data[at : end if end >= 0 else len(data)].decode("utf-8", "replace")


def value(data: bytes, at: int, form: int) -> tuple[int, int]:
    """A value as a number, and where it ends; for characters that stand right here and for blocks, their place.

    Raises BadDwarf for a form that is not known.
    """
    size = FIXED.get(form)
    if size is not None:
        return int.from_bytes(data[at : at + size], "little"), at + size
    if form in _NUMBERS:
        return sleb(data, at) if form == _SIGNED else uleb(data, at)
    return at, end(data, at, form)


def end(data: bytes, at: int, form: int) -> int:
    """Where a value ends. Raises BadDwarf for a form that is not known."""
    if form in _BLOCKS:
        length, at = uleb(data, at)
        return at + length
    size = FIXED.get(form)
    if size is not None:
        return at + size
    if form in _NUMBERS:
        return uleb(data, at)[1]
    if form == STRING:
        return data.index(b"\x00", at) + 1
    if form in _COUNTED:
        count = _COUNTED[form]
        return at + count + int.from_bytes(data[at : at + count], "little")
    if form == INDIRECT:
        inner, at = uleb(data, at)
        return end(data, at, inner)
    raise BadDwarf(f"form 0x{form:x}")
