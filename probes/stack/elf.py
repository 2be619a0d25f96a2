"""An .elf as its sections and symbols, or the reason why it cannot name the place of a crash.

The container is read by pyelftools; what a debugger would have to look up often (symbols, code bytes) is laid out here.
Source: System V ABI, chapter 4; machine 94 is Xtensa (its ABI supplement).
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

Reason = Literal["not-elf", "not-xtensa", "broken", "stripped"]

MOST_BYTES = 256 * 1024 * 1024
"""The largest sketch with all its debugging data is a tenth of that."""

_XTENSA = "EM_XTENSA"
_EXECUTABLE, _ALLOCATED, _NO_BITS = 0x4, 0x2, "SHT_NOBITS"
_SYMBOL = struct.Struct("<IIIBBH")
_NO_TYPE, _FUNCTION, _FILE = 0, 2, 4

_WORDS: Mapping[Reason, str] = {
    "not-elf": "It is no .elf file: it does not begin as one does.",
    "not-xtensa": "It is an .elf for another processor than the ESP8266's (Xtensa).",
    "broken": "It is an .elf, but it is cut off or damaged.",
    "stripped": "It is an .elf without debugging data: nothing in it leads from an address to a line.",
}


class UnfitElf(Exception):
    """A file that cannot be used, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason

    def __str__(self) -> str:
        return _WORDS[self.reason]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name for an address; `size` in bytes, 0 where the file does not tell."""

    address: int
    size: int
    name: str
    file: str = ""
    """The name of the source file, without a folder, where the table tells."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the memory that the file fills; `code` where the chip may run it."""

    address: int
    data: bytes
    code: bool


class Elf:
    """A readable .elf for the ESP8266."""

    def __init__(self, sections: Mapping[str, bytes], regions: tuple[Region, ...]) -> None:
        self._sections = sections
        self.regions = regions

    def section(self, name: str) -> bytes:
        """The bytes of a section, none if there is no such."""
        return self._sections.get(name, b"")

    @property
    def names(self) -> tuple[str, ...]:
        """Of all sections that hold something."""
        return tuple(self._sections)

    def code_at(self, address: int, length: int) -> bytes:
        """So many bytes of code from there, fewer where the code ends; none where there is none."""
        for region in self.regions:
            if region.code and 0 <= address - region.address < len(region.data):
                return region.data[address - region.address :][:length]
        return b""

    def has_code(self, address: int) -> bool:
        """Whether the chip could have run something there, by this file."""
        return bool(self.code_at(address, 1))

    @cached_property
    def _functions(self) -> tuple[list[int], list[Symbol]]:
        """Addresses and names, sorted; of several names for one address a function's first one is the last."""
        rows = sorted(self._named(), key=lambda row: row[:3])
        return [row[0] for row in rows], [row[3] for row in rows]

    def _named(self) -> Iterator[tuple[int, bool, int, Symbol]]:
        """(address, whether it is a function, minus its place in the table, the symbol) of all that name code.

        A source file's name stands before its local symbols; the global ones come last, and so are of no file, unless
        there is but one. GNU addr2line tells it the same way.
        """
        strings, table = self.section(".strtab"), self.section(".symtab")
        rows = list(_SYMBOL.iter_unpack(table[: len(table) // _SYMBOL.size * _SYMBOL.size]))
        single = sum(row[3] & 15 == _FILE for row in rows) == 1
        file = ""
        for number, row in enumerate(rows):
            name, address, size, info, _, index = row
            kind, local = info & 15, info >> 4 == 0
            if kind == _FILE:
                file = _text(strings, name)
            elif kind in (_NO_TYPE, _FUNCTION) and name and index and self.has_code(address):
                of = file if local or single else ""
                yield address, kind == _FUNCTION, -number, Symbol(address, size, _text(strings, name), of)

    def symbol_at(self, address: int) -> Symbol | None:
        """The last symbol at or before the address."""
        addresses, symbols = self._functions
        index = bisect_right(addresses, address) - 1
        return symbols[index] if index >= 0 else None


def read(data: bytes) -> Elf:
    """Open an .elf. Raises UnfitElf."""
    from elftools.common.exceptions import ELFError
    from elftools.elf.elffile import ELFFile

    if data[:4] != b"\x7fELF":
        raise UnfitElf("not-elf")
    try:
        file = ELFFile(io.BytesIO(data))
        if file["e_machine"] != _XTENSA or file.elfclass != 32 or not file.little_endian:
            raise UnfitElf("not-xtensa")
        sections, regions = _laid_out(file, data)
    except (ELFError, struct.error, ValueError, KeyError, IndexError, OverflowError, AttributeError) as error:
        raise UnfitElf("broken") from error
    if ".debug_info" not in sections or ".debug_line" not in sections:
        raise UnfitElf("stripped")
    return Elf(sections, regions)


def _laid_out(file: Any, data: bytes) -> tuple[dict[str, bytes], tuple[Region, ...]]:
    sections: dict[str, bytes] = {}
    regions: list[Region] = []
    for section in file.iter_sections():
        start, size, flags = section["sh_offset"], section["sh_size"], section["sh_flags"]
        if section["sh_type"] == _NO_BITS:
            continue
        if start + size > len(data):
            raise ValueError("a section ends behind the file")
        content = section.data() if section.compressed else data[start : start + size]
        sections[section.name] = content
        if flags & _ALLOCATED:
            regions.append(Region(section["sh_addr"], content, bool(flags & _EXECUTABLE)))
    return sections, tuple(regions)


def _text(strings: bytes, at: int) -> str:
    return strings[at : strings.find(b"\x00", at)].decode("utf-8", "replace")
