"""What is no usable .elf is told apart, in one sentence each."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

import xtensa
from espdoctor.probes.stack import elf

XTENSA, ARM = 94, 40


def made(
    *sections: tuple[str, int, int, int, bytes], machine: int = XTENSA, wide: int = 1, cut: int | None = None
) -> bytes:
    """An .elf of (name, type, flags, address, content), laid out as the System V ABI has it."""
    names = b"\x00" + b"".join(name.encode() + b"\x00" for name, *_ in sections) + b".shstrtab\x00"
    listed = [("", 0, 0, 0, b""), *sections, (".shstrtab", 3, 0, 0, names)]
    body, table = b"", b""
    for name, kind, flags, address, content in listed:
        place = names.find(name.encode() + b"\x00") if name else 0
        table += struct.pack("<10I", place, kind, flags, address, 52 + len(body), len(content), 0, 0, 1, 0)
        body += content
    head = b"\x7fELF" + bytes([wide, 1, 1]) + bytes(9)
    head += struct.pack(
        "<HHIIIIIHHHHHH", 2, machine, 1, 0, 0, 52 + len(body), 0, 52, 32, 0, 40, len(listed), len(listed) - 1
    )
    return (head + body + table)[:cut]


DEBUG = ((".debug_info", 1, 0, 0, b"\x01"), (".debug_line", 1, 0, 0, b"\x01"))
CODE = (".text", 1, 6, 0x40201000, bytes(range(16)))
ROWS = (
    (0, 0, 0, 0, 0, 0),
    (1, 0x40201000, 4, 2, 0, 1),  # a local function
    (7, 0x40201000, 0, 0, 0, 1),  # a label at the same place
    (11, 0x40201008, 4, 0x12, 0, 1),  # a global function
)
SYMBOLS = (
    (".symtab", 1, 0, 0, b"".join(struct.pack("<IIIBBH", *row) for row in ROWS)),
    (".strtab", 1, 0, 0, b"\x00setup\x00lit\x00loop\x00"),
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xe9\x01\x02\x20" + bytes(64), "not-elf"),
        (b"", "not-elf"),
        (made(CODE, *DEBUG, machine=ARM), "not-xtensa"),
        (made((".flash.text", 1, 6, 0x400D0020, bytes(64)), *DEBUG), "not-xtensa"),  # an ESP32
        (made(CODE), "stripped"),
        (made(CODE, DEBUG[0]), "stripped"),
        (made(CODE, *DEBUG, cut=60), "broken"),
        (b"\x7fELF\x01\x01\x01" + bytes(3), "broken"),
    ],
)
def test_what_cannot_be_used_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(elf.UnfitElf) as caught:
        elf.read(data)

    assert caught.value.reason == reason
    assert str(caught.value).startswith("It is ")


def test_code_is_where_the_sections_lie() -> None:
    opened = elf.read(made(CODE, *DEBUG))

    assert opened.code_at(0x40201004, 4) == bytes([4, 5, 6, 7])
    assert opened.code_at(0x4020100E, 9) == bytes([14, 15])
    assert opened.code_at(0x40201010, 1) == b""
    assert opened.has_code(0x40201000)
    assert not opened.has_code(0x40200FFF)


def test_the_function_names_an_address_before_a_bare_label_does() -> None:
    opened = elf.read(made(CODE, *DEBUG, *SYMBOLS))

    found = [opened.symbol_at(address) for address in (0x40200000, 0x40201000, 0x40201007, 0x4020100C)]

    assert [one and one.name for one in found] == [None, "setup", "setup", "loop"]


@pytest.mark.parametrize("length", range(0, 600, 7))
def test_a_file_that_is_cut_anywhere_is_never_a_crash(length: int) -> None:
    whole = made(CODE, *DEBUG, *SYMBOLS)
    try:
        opened = elf.read(whole[:length])
    except elf.UnfitElf:
        return
    assert length >= len(whole) or opened.names


@xtensa.needs_tools
@pytest.mark.parametrize("options", [("-g",), ("-g", "-gz"), ("-gdwarf-2", "-ffunction-sections")], ids=" ".join)
def test_its_sections_are_those_that_pyelftools_finds(options: tuple[str, ...], tmp_path: Path) -> None:
    data = xtensa.build(tmp_path, "-Os", *options).read_bytes()
    opened = elf.read(data)
    theirs = {
        one.name: one.data() for one in ELFFile(io.BytesIO(data)).iter_sections() if one["sh_type"] != "SHT_NOBITS"
    }

    assert {name: opened.section(name) for name in opened.names} == theirs


MARKS = (
    (0, 0, 0, 0, 0, 0),
    (1, 0x40201000, 4, 0x12, 0, 1),  # a function
    (7, 0x40201004, 0, 0x10, 0, 0xFFF1),  # a mark of the linker's, of no section
    (11, 0x40201004, 0, 0x10, 0, 2),  # a name in another section
)


@pytest.mark.parametrize("rest", [struct.pack("<II", 1, 0x40201000), struct.pack("<I", 11)])
def test_half_a_row_at_the_end_of_the_symbols_is_none(rest: bytes) -> None:
    name, kind, flags, address, rows = SYMBOLS[0]
    read = elf.read(made(CODE, *DEBUG, (name, kind, flags, address, rows[: 3 * 16] + rest), SYMBOLS[1]))

    assert [found.name for found in (read.symbol_at(0x40201000), read.symbol("setup")) if found] == ["setup", "setup"]
    assert read.symbol("loop") is None


def test_a_mark_of_the_linkers_in_the_middle_of_code_names_nothing() -> None:
    rows = b"".join(struct.pack("<IIIBBH", *row) for row in MARKS)
    opened = elf.read(made(CODE, *DEBUG, (".symtab", 1, 0, 0, rows), SYMBOLS[1]))

    found = opened.symbol_at(0x40201008)

    assert found is not None
    assert found.name == "setup"


@xtensa.needs_tools
def test_a_stripped_program_is_named_as_one(tmp_path: Path) -> None:
    stripped = xtensa.strip(xtensa.build(tmp_path, "-Os", "-g"), "--strip-debug")

    with pytest.raises(elf.UnfitElf, match="without debugging data"):
        elf.read(stripped.read_bytes())
