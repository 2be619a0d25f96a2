"""The program of a line table, opcode by opcode."""

from __future__ import annotations

import struct

import pytest

from espdoctor.probes.stack import elf
from espdoctor.probes.stack.forms import BadDwarf
from espdoctor.probes.stack.line_table import LineTable

BASE, SPAN, FIRST = -5, 14, 13
COUNTS = bytes([0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1])


def table(program: bytes, version: int = 4, names: bytes | None = None, folder: str = "/home/me") -> LineTable:
    """A table with that program, its addresses counted in bytes."""
    if names is None:
        names = b"src\x00\x00" + b"a.c\x00\x01\x00\x00" + b"/opt/b.h\x00\x00\x00\x00" + b"\x00"
    head = bytes([1]) + (b"\x01" if version >= 4 else b"") + struct.pack("<BbBB", 1, BASE, SPAN, FIRST) + COUNTS + names
    sizes = b"\x04\x00" if version >= 5 else b""
    rest = struct.pack("<H", version) + sizes + struct.pack("<I", len(head)) + head + program
    return LineTable(elf.Elf({".debug_line": struct.pack("<I", len(rest)) + rest}, ()), 0, folder)


def at(address: int) -> bytes:
    """Begin at that address."""
    return b"\x00\x05\x02" + struct.pack("<I", address)


END = b"\x00\x01\x01"


def special(line: int, address: int) -> bytes:
    """One byte that moves both and makes a row."""
    return bytes([FIRST + (line - BASE) + SPAN * address])


@pytest.mark.parametrize("version", [2, 4])
def test_every_opcode_moves_what_it_moves(version: int) -> None:
    program = (
        at(0x100)
        + b"\x01"  # a row at line 1
        + b"\x03\x09"  # nine lines on
        + b"\x02\x04"  # four bytes on
        + b"\x01"
        + special(2, 3)
        + b"\x08"  # as far as the last special one goes
        + b"\x09\x10\x00"  # sixteen more
        + b"\x04\x02\x05\x07\x06\x0a\x0c\x01"  # the second file; column, statement, prologue, set: no rows
        + b"\x01"
        + b"\x02\x08"
        + END
    )
    found = table(program, version)

    assert found.at(0x100) == found.at(0x103) == ("/home/me/src/a.c", 1)
    assert found.at(0x104) == ("/home/me/src/a.c", 10)
    assert found.at(0x107) == ("/home/me/src/a.c", 12)
    moved = 0x107 + (255 - FIRST) // SPAN + 16
    assert found.at(moved) == found.at(moved + 7) == ("/opt/b.h", 12)
    assert found.at(moved + 8) is None
    assert found.at(0xFF) is None


def test_of_rows_for_one_address_the_last_holds() -> None:
    found = table(at(0x100) + b"\x01" + b"\x03\x04\x01" + b"\x02\x04" + END)

    assert found.at(0x100) == ("/home/me/src/a.c", 5)


def test_sequences_may_come_in_any_order() -> None:
    later = at(0x200) + b"\x03\x01\x01\x02\x04" + END
    earlier = at(0x100) + b"\x03\x02\x01\x02\x04" + END

    found = table(later + earlier + END)

    assert [found.at(address) for address in (0x100, 0x104, 0x200)] == [
        ("/home/me/src/a.c", 3),
        None,
        ("/home/me/src/a.c", 2),
    ]


def test_the_newest_header_says_how_its_names_are_written() -> None:
    folders = bytes([1, 1, 0x08, 2]) + b"/home/me\x00lib\x00"
    files = bytes([2, 1, 0x08, 2, 0x0B, 2]) + b"a.c\x00\x00" + b"b.c\x00\x01"

    found = table(at(0x100) + b"\x01\x02\x04" + END, 5, folders + files)

    assert found.at(0x100) == ("/home/me/lib/b.c", 1)
    assert [found.file(number) for number in (0, 1, 2, -1)] == ["/home/me/a.c", "/home/me/lib/b.c", "", ""]


def test_paths_of_windows_are_whole_by_themselves() -> None:
    names = b"C:\\core\x00\x00" + b"a.c\x00\x01\x00\x00" + b"\x00"

    assert table(b"", names=names, folder="C:\\me").file(1) == "C:\\core/a.c"


@pytest.mark.parametrize("names", [bytes([0]) + b"\xff\xff\xff\x7f", bytes([1, 1, 0x77, 1])])
def test_a_damaged_header_is_told(names: bytes) -> None:
    with pytest.raises(BadDwarf):
        table(b"", 5, names)


def test_a_version_that_is_not_known_is_told() -> None:
    with pytest.raises(BadDwarf):
        table(b"", 7)
