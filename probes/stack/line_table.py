"""The line table of one unit: from an address to a file and a line.

Source: DWARF 5 standard, section 6.2, and 2 to 4 for the older header. Of several rows for one address the last holds,
as GNU addr2line has it.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from . import forms
from .elf import Elf
from .forms import BadDwarf, sleb, string, uleb

_PATH, _FOLDER = 1, 2


@dataclass(frozen=True, slots=True)
class Sequence:
    """Addresses that follow each other: each row holds up to the next, the last up to `high`."""

    high: int
    addresses: list[int]
    rows: list[tuple[int, int]]
    """(file number, line)"""

    def covers(self, address: int) -> bool:
        """Whether one of its rows holds there."""
        return self.addresses[0] <= address < self.high


@dataclass(frozen=True, slots=True)
class Program:
    """The header of a line table, and where its program lies."""

    files: tuple[str, ...]
    """Whole paths, by their number in the table."""
    start: int
    end: int
    least: int
    base: int
    span: int
    first_special: int
    operands: tuple[int, ...]


class LineTable:
    """A unit's table. Of a long program only the sequence that an address lies in is run, as long as that is enough."""

    def __init__(self, elf: Elf, at: int, folder: str) -> None:
        """`folder`: where the compiler was started. Raises BadDwarf, struct.error, IndexError."""
        self._data = elf.section(".debug_line")
        self._program = _header(elf, self._data, at, folder)
        self._begins = sorted(self._beginnings())

    def file(self, number: int) -> str:
        """The whole path of a file by its number, "" for an unknown one."""
        files = self._program.files
        return files[number] if 0 <= number < len(files) else ""

    def at(self, address: int) -> tuple[str, int] | None:
        """File and line; line 0 where the compiler made the code itself. Raises BadDwarf, IndexError."""
        sequence = self._nearest(address)
        if sequence is None or not sequence.covers(address):
            index = bisect_right(self._starts, address) - 1
            sequence = self._sequences[index] if index >= 0 else None
        if sequence is None or not sequence.covers(address):
            return None
        file, line = sequence.rows[bisect_right(sequence.addresses, address) - 1]
        return self.file(file), line

    def begins(self, address: int) -> int | None:
        """Where the sequence begins that the address lies in: with a function, if each has a section of its own."""
        sequence = self._nearest(address)
        return sequence.addresses[0] if sequence and sequence.covers(address) else None

    def _beginnings(self) -> Iterator[tuple[int, int]]:
        """(address, place in the program) of what looks like the beginning of a sequence."""
        program = self._program
        for match in _SET_ADDRESS_OPCODE.finditer(self._data, program.start, program.end):
            place = max(program.start, self._data.rfind(_END_OPCODE, program.start, match.start()) + len(_END_OPCODE))
            if match.start() - place <= _PREAMBLE:
                yield int.from_bytes(match[1], "little"), place

    def _nearest(self, address: int) -> Sequence | None:
        """The sequence that begins at or right before the address, if it is one."""
        index = bisect_right(self._begins, (address, len(self._data))) - 1
        if index < 0:
            return None
        place = self._begins[index][1]
        if place not in self._run:
            self._run[place] = next(_sequences(self._data, self._program, place), None)
        return self._run[place]

    @cached_property
    def _run(self) -> dict[int, Sequence | None]:
        return {}

    @cached_property
    def _sequences(self) -> list[Sequence]:
        """All of them."""
        found = _sequences(self._data, self._program, self._program.start)
        return sorted(found, key=lambda one: one.addresses[0])

    @cached_property
    def _starts(self) -> list[int]:
        return [one.addresses[0] for one in self._sequences]


_SET_ADDRESS_OPCODE = re.compile(rb"\x00\x05\x02(.{4})", re.DOTALL)
_END_OPCODE = b"\x00\x01\x01"
_PREAMBLE = 24
"""Bytes that can stand between the end of a sequence and the address of the next: a file, a column, marks."""


# ---------------------------------------------------------------- the header


def _header(elf: Elf, data: bytes, at: int, folder: str) -> Program:
    length, version = struct.unpack_from("<IH", data, at)
    end = at + 4 + length
    place = at + 6 + (2 if version >= 5 else 0)
    program = place + 4 + struct.unpack_from("<I", data, place)[0]
    place += 4
    least = data[place]
    place += 2 if version >= 4 else 1
    base, span, first = struct.unpack_from("<bBB", data, place + 1)
    operands = tuple(data[place + 4 : place + 3 + first])
    names = place + 3 + first
    if not 2 <= version <= 5 or span == 0:
        raise BadDwarf(f"line table of version {version}")
    files = _files_of_5(elf, data, names, folder) if version >= 5 else _files_of_4(data, names, folder)
    return Program(files, program, end, least, base, span, first, operands)


def _files_of_4(data: bytes, at: int, folder: str) -> tuple[str, ...]:
    folders = [folder]
    while data[at]:
        folders.append(_joined(folder, string(data, at)))
        at = data.index(b"\x00", at) + 1
    files, at = [""], at + 1
    while data[at]:
        name = string(data, at)
        number, at = uleb(data, data.index(b"\x00", at) + 1)
        _, at = uleb(data, at)
        _, at = uleb(data, at)
        files.append(_joined(folders[number] if number < len(folders) else "", name))
    return tuple(files)


def _files_of_5(elf: Elf, data: bytes, at: int, folder: str) -> tuple[str, ...]:
    listed, at = _entries(elf, data, at)
    folders = [_joined(folder, path) for path, _ in listed]
    files, _ = _entries(elf, data, at)
    return tuple(_joined(folders[number] if number < len(folders) else "", path) for path, number in files)


def _entries(elf: Elf, data: bytes, at: int) -> tuple[list[tuple[str, int]], int]:
    """A list of (path, number of its folder), in the format that stands before it."""
    shape: list[tuple[int, int]] = []
    count, at = data[at], at + 1
    for _ in range(count):
        content, at = uleb(data, at)
        form, at = uleb(data, at)
        shape.append((content, form))
    rows, at = uleb(data, at)
    if rows > len(data):
        raise BadDwarf(f"{rows} files")
    found: list[tuple[str, int]] = []
    for _ in range(rows):
        path, number = "", 0
        for content, form in shape:
            value, at = forms.value(data, at, form)
            if content == _PATH:
                path = _text(elf, data, form, value)
            elif content == _FOLDER:
                number = value
        found.append((path, number))
    return found, at


def _text(elf: Elf, data: bytes, form: int, value: int) -> str:
    tables = {forms.LINE_STRP: ".debug_line_str", forms.STRP: ".debug_str"}
    return string(elf.section(tables[form]) if form in tables else data, value)


def _joined(folder: str, name: str) -> str:
    """A path below a folder, unless it is whole by itself (Windows' too)."""
    whole = name.startswith(("/", "\\")) or name[1:3] in (":/", ":\\")
    return name if whole or not folder else f"{folder}/{name}"


# ---------------------------------------------------------------- the program


_COPY, _ADVANCE, _ADVANCE_LINE, _SET_FILE, _STEADY, _FIXED = 1, 2, 3, 4, 8, 9
_END_SEQUENCE, _SET_ADDRESS = 1, 2


def _sequences(data: bytes, program: Program, at: int) -> Iterator[Sequence]:
    """The state machine of the standard, from there on: every sequence that has rows. Raises BadDwarf, IndexError.

    One loop with the frequent opcodes in it, and no calls for them: a dump runs through thousands.
    """
    first, base, span, least = program.first_special, program.base, program.span, program.least
    end = min(program.end, len(data))
    address, file, line = 0, 1, 1
    rows: dict[int, tuple[int, int]] = {}
    while at < end:
        code = data[at]
        at += 1
        if code >= first:
            address += (code - first) // span * least
            line += base + (code - first) % span
            rows[address] = (file, line)
        elif code == _ADVANCE_LINE:
            step, at = sleb(data, at)
            line += step
        elif code == _FIXED:
            address += data[at] | data[at + 1] << 8
            at += 2
        elif code == _COPY:
            rows[address] = (file, line)
        elif code == 0:
            at, kind, operand = _extended(data, at)
            if kind == _SET_ADDRESS:
                address = operand
            elif kind == _END_SEQUENCE:
                if rows:
                    yield Sequence(address, list(rows), list(rows.values()))
                address, file, line, rows = 0, 1, 1, {}
        else:
            at, step, named = _seldom(code, data, program, at)
            address += step
            file = named or file


def _seldom(code: int, data: bytes, program: Program, at: int) -> tuple[int, int, int]:
    """The other opcodes: where one ends, by how much the address moves, and the file that begins, 0 if none."""
    if code == _SET_FILE:
        file, at = uleb(data, at)
        return at, 0, file
    if code == _ADVANCE:
        step, at = uleb(data, at)
        return at, step * program.least, 0
    if code == _STEADY:
        return at, (255 - program.first_special) // program.span * program.least, 0
    # columns, statements: nothing of addresses and lines, stepped over by the header's counts
    for _ in range(program.operands[code - 1]):
        _, at = uleb(data, at)
    return at, 0, 0


def _extended(data: bytes, at: int) -> tuple[int, int, int]:
    """Where an extended opcode ends, its kind, and its operand as an address."""
    length, at = uleb(data, at)
    return at + length, data[at], int.from_bytes(data[at + 1 : at + min(length, 5)], "little")
