"""An .elf as its sections and symbols, or the reason why it cannot name the place of a crash.

Nothing is copied or listed before it is asked for: a dump touches a few sections, and a sketch has hundreds of them.
Source: System V ABI, chapter 4; machine 94 is Xtensa (its ABI supplement).
"""

from __future__ import annotations

import io
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, Literal, NamedTuple

from .forms import words

Reason = Literal["not-elf", "not-xtensa", "broken", "stripped"]

MOST_BYTES = 256 * 1024 * 1024
"""The largest sketch with all its debugging data is a tenth of that."""

_FIRST_CODE = 0x40100000
"""Where the first memory for code begins. An ESP32 has a processor of the same family, and its code begins below that
(esp8266/Arduino eagle.app.v6.common.ld; ESP-IDF memory types, 0x40080000 and 0x400D0000)."""
_MAGIC, _32_BITS, _LITTLE_ENDIAN, _XTENSA = b"\x7fELF", 1, 1, 94
_HEADER = struct.Struct("<4sBB10xHH12xI10xHHH")
"""Magic, class, order of bytes, kind of file, machine, where the sections are listed, size of a row, rows, names."""
_SECTION = struct.Struct("<10I")
_PACKING = struct.Struct("<III")
"""Before a packed section: how (1 is zlib), bytes when unpacked, alignment."""
_NO_BITS, _ALLOCATED, _EXECUTABLE, _PACKED = 8, 0x2, 0x4, 0x800
_SYMBOL = struct.Struct("<IIIBBH")
_NO_TYPE, _FUNCTION, _FILE = 0, 2, 4

_WORDS: Mapping[Reason, str] = {
    "not-elf": "It is no .elf file: it does not begin as one does.",
    "not-xtensa": "It is an .elf for another processor than the ESP8266's, an ESP32 for instance.",
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


class _Section(NamedTuple):
    """A row of the list of sections; `place` and `size` in bytes of the file."""

    kind: int
    flags: int
    address: int
    place: int
    size: int


class _Sections(Mapping[str, bytes]):
    """Names to bytes, read from the open file when they are first asked for."""

    def __init__(self, file: BinaryIO, sections: Mapping[str, _Section]) -> None:
        self._file, self._sections = file, sections
        packed = {name: one for name, one in sections.items() if one.flags & _PACKED}
        self._kept = {name: _unpacked(_content(file, one)) for name, one in packed.items()}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._kept:
            self._kept[name] = _content(self._file, self._sections[name])
        return self._kept[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the memory that the file fills; `code` where the chip may run it, `section` its number in the file."""

    address: int
    data: bytes
    code: bool
    section: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table of symbols: its number, its kind, and the number of the section that it belongs to."""

    number: int
    kind: int
    section: int


class Elf:
    """A readable .elf for the ESP8266."""

    def __init__(self, sections: Mapping[str, bytes], regions: tuple[Region, ...]) -> None:
        self._sections, self.regions = sections, regions

    def section(self, name: str) -> bytes:
        """The bytes of a section, none if there is no such."""
        return self._sections.get(name, b"")

    @property
    def names(self) -> tuple[str, ...]:
        """Of all sections that hold something."""
        return tuple(self._sections)

    def region(self, address: int) -> Region | None:
        """The code that the address lies in."""
        for region in self.regions:
            if region.code and 0 <= address - region.address < len(region.data):
                return region
        return None

    def code_at(self, address: int, length: int) -> bytes:
        """So many bytes of code from there, fewer where the code ends; none where there is none."""
        region = self.region(address)
        return region.data[address - region.address :][:length] if region else b""

    def has_code(self, address: int) -> bool:
        """Whether the chip could have run something there, by this file."""
        return self.region(address) is not None

    @cached_property
    def _table(self) -> bytes:
        """The rows of all symbols; a last one that is cut off is none."""
        table = self.section(".symtab")
        return table[: len(table) // _SYMBOL.size * _SYMBOL.size]

    @cached_property
    def _named(self) -> list[int]:
        """The addresses of all symbols, sorted."""
        return sorted(words(self._table, _SYMBOL.size)[1 :: _SYMBOL.size // 4])

    def symbol_at(self, address: int) -> Symbol | None:
        """The last symbol of that code at or before the address; of several names for one address a function's first.

        A name that belongs to another section, or to none, names nothing there: the linker's marks of the core
        (`__eh_frame`, `_bss_table_end`) lie in the middle of code. GNU addr2line tells it the same way.
        """
        region = self.region(address)
        index = bisect_right(self._named, address) if region else 0
        while region and index:
            index -= 1
            fit = [one for one in self._symbols(self._named[index]) if one.section == region.section]
            if fit:
                return self._symbol(max(fit, key=lambda one: (one.kind == _FUNCTION, -one.number)).number)
        return None

    def symbol(self, name: str) -> Symbol | None:
        """The function of that name as the linker has it, None without one. The linker keeps a name that ends another
        one as that one's end."""
        table, strings, ended = self._table, self.section(".strtab"), name.encode() + b"\x00"
        for place in _all(strings, ended):
            for at in _all(table, place.to_bytes(4, "little")):
                if at % _SYMBOL.size == 0 and table[at + _INFO] & 15 == _FUNCTION:
                    return self._symbol(at // _SYMBOL.size)
        return None

    def _symbols(self, address: int) -> Iterator[_Row]:
        """The rows of that very address that can name code."""
        table = self._table
        for at in _all(table, address.to_bytes(4, "little")):
            number, column = divmod(at, _SYMBOL.size)
            name, _, _, info, _, section = _SYMBOL.unpack_from(table, number * _SYMBOL.size)
            if column == 4 and name and info & 15 in (_NO_TYPE, _FUNCTION):
                yield _Row(number, info & 15, section)

    def _symbol(self, number: int) -> Symbol:
        """A source file's name stands before its local symbols; the others are of no file, unless there is but one."""
        table, strings = self._table, self.section(".strtab")
        name, address, size, info, _, _ = _SYMBOL.unpack_from(table, number * _SYMBOL.size)
        kinds = table[_INFO :: _SYMBOL.size]
        last = kinds.rfind(_FILE, 0, number) if info >> 4 == 0 or kinds.count(_FILE) == 1 else -1
        file = _text(strings, _SYMBOL.unpack_from(table, last * _SYMBOL.size)[0]) if last >= 0 else ""
        return Symbol(address, size, _text(strings, name), file)


_INFO = 12
"""The byte of a symbol's row that tells its kind; a file's is local, so it holds the kind alone."""


def read(data: bytes) -> Elf:
    """An .elf from its bytes. Raises UnfitElf."""
    return opened(io.BytesIO(data))


def opened(file: BinaryIO) -> Elf:
    """An .elf from a file, which must stay open as long as the Elf is asked something. Raises UnfitElf, OSError."""
    head = file.read(_HEADER.size)
    if head[:4] != _MAGIC:
        raise UnfitElf("not-elf")
    try:
        _, wide, order, _, machine, *listed = _HEADER.unpack(head)
        if (machine, wide, order) != (_XTENSA, _32_BITS, _LITTLE_ENDIAN):
            raise UnfitElf("not-xtensa")
        rows = list(_rows(file, *listed))
        sections = _Sections(file, {name: one for name, one in rows if one.kind != _NO_BITS})
        regions = tuple(
            Region(one.address, sections[name], bool(one.flags & _EXECUTABLE), number)
            for number, (name, one) in enumerate(rows)
            if one.flags & _ALLOCATED and one.kind != _NO_BITS
        )
    except (struct.error, ValueError, IndexError, zlib.error) as error:
        raise UnfitElf("broken") from error
    if not any(region.code and region.address >= _FIRST_CODE for region in regions):
        raise UnfitElf("not-xtensa")
    if ".debug_info" not in sections or ".debug_line" not in sections:
        raise UnfitElf("stripped")
    return Elf(sections, regions)


def _rows(file: BinaryIO, at: int, size: int, count: int, names: int) -> Iterator[tuple[str, _Section]]:
    """The list of sections with their names. Raises struct.error, IndexError, ValueError."""
    if size != _SECTION.size:
        raise ValueError("rows of another size")
    end = file.seek(0, io.SEEK_END)
    table = _content(file, _Section(0, 0, 0, at, size * count))
    listed = [_SECTION.unpack_from(table, number * size) for number in range(count)]
    if any(row[1] != _NO_BITS and row[4] + row[5] > min(end, MOST_BYTES) for row in listed):
        raise ValueError("a section ends behind the file")
    words = _content(file, _Section(*listed[names][1:6]))
    for name, *row in listed:
        yield _text(words, name), _Section(*row[:5])


def _content(file: BinaryIO, section: _Section) -> bytes:
    file.seek(section.place)
    return file.read(section.size)


def _unpacked(content: bytes) -> bytes:
    """Raises struct.error, zlib.error, ValueError."""
    kind, size, _ = _PACKING.unpack_from(content)
    if kind != 1 or size > MOST_BYTES:
        raise ValueError("packed in a way that is not known")
    return zlib.decompressobj().decompress(content[_PACKING.size :], size)


def _all(data: bytes, wanted: bytes) -> Iterator[int]:
    """Wherever these bytes stand."""
    at = data.find(wanted)
    while at >= 0:
        yield at
        at = data.find(wanted, at + 1)


def _text(strings: bytes, at: int) -> str:
    return strings[at : strings.find(b"\x00", at)].decode("utf-8", "replace")
