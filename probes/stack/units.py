"""The compilation units of an .elf: which one an address belongs to, and the addresses that an entry covers.

Source: DWARF 2 to 5, "Lookup by address" (.debug_aranges), "Non-contiguous address ranges" (.debug_ranges,
.debug_rnglists) and the unit headers.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from . import forms
from .elf import Elf
from .entries import SIBLING, Abbreviation, Entry, Shapes, Tree
from .forms import BadDwarf, string, uleb, words

NAME, STMT_LIST, LOW, HIGH, COMP_DIR, RANGES, RANGES_BASE = 0x03, 0x10, 0x11, 0x12, 0x1B, 0x55, 0x74
_FUNCTION, _NAMESPACE = 0x2E, 0x39
_TOP = frozenset({_FUNCTION, _NAMESPACE})
_WORDS = frozenset({forms.ADDRESS, 0x06})
"""Forms of four bytes that the end of a function has."""
Range = tuple[int, int]
"""First address, and the one behind the last."""

_NO_MORE_BASE = 0xFFFFFFFF
_TYPE_UNITS = frozenset({2, 6})


@dataclass(frozen=True)
class Unit:
    """One compilation unit."""

    elf: Elf
    version: int
    tree: Tree

    @cached_property
    def root(self) -> Entry:
        """The first entry: the source file itself."""
        return self.tree.entry(self.tree.root)

    def holders(self, address: int, begins: int | None = None) -> list[Entry]:
        """The functions, at the top or in a namespace, that hold the address; `begins`: where one is thought to."""
        low, high, found = self._beginning(begins) if begins is not None else (0, 0, None)
        if found is not None and low <= address < high:
            return [found]
        return [self.tree.entry(at) for low, high, at in self._functions if low <= address < high]

    def _beginning(self, low: int) -> tuple[int, int, Entry | None]:
        """(first address, the one behind the last, entry) of the function that begins there, found by these very bytes.

        So nothing is stepped over. None unless exactly one entry fits: the bytes may stand for something else.
        """
        if low not in self._begun:
            word = low.to_bytes(4, "little")
            fit: list[tuple[int, Entry]] = []
            hit = self.tree.info.find(word, self.tree.root, self.end)
            while hit >= 0:
                fit += self._around(hit, low)
                hit = self.tree.info.find(word, hit + 1, self.end)
            self._begun[low] = (low, *fit[0]) if len(fit) == 1 else (low, low, None)
        return self._begun[low]

    @cached_property
    def _begun(self) -> dict[int, tuple[int, int, Entry | None]]:
        return {}

    def _around(self, hit: int, low: int) -> Iterator[tuple[int, Entry]]:
        """The ends and entries of the functions of which the first address may stand at this place."""
        for code, offset in self._plain_shapes:
            at = hit - offset - len(code)
            if at > self.tree.root and self.tree.info.startswith(code, at):
                entry = self.tree.entry(at)
                form, length = entry.values[HIGH]
                if form in _WORDS and self._credible(entry):
                    yield length if form == forms.ADDRESS else low + length, entry

    def _credible(self, entry: Entry) -> bool:
        """Whether it refers to places in this unit, and the next one follows the end of its children."""
        length = self.end - self.tree.start
        refers = (value for form, value in entry.values.values() if form in forms.UNIT_REFS)
        sibling = entry.number(SIBLING)
        behind = self.tree.start + (sibling or 0)
        ended = sibling is None or (entry.end < behind and self.tree.info[behind - 1 : behind] == b"\x00")
        return ended and all(value < length for value in refers)

    @cached_property
    def _plain_shapes(self) -> tuple[tuple[bytes, int], ...]:
        """(code, bytes up to the first address) of the functions in one piece."""
        shapes = self.tree.shapes.having(_FUNCTION, LOW, forms.ADDRESS).items()
        return tuple((code, one.fixed[LOW]) for code, one in shapes if LOW in one.fixed and HIGH in one.forms)

    @property
    def end(self) -> int:
        """Where the unit ends."""
        return self.tree.start + 4 + int.from_bytes(self.tree.info[self.tree.start : self.tree.start + 4], "little")

    @cached_property
    def _functions(self) -> tuple[tuple[int, int, int], ...]:
        """(low, high, place) of every function with code of its own."""
        return tuple(self._functions_in(self.root))

    def _functions_in(self, parent: Entry) -> Iterator[tuple[int, int, int]]:
        for at, shape in self.tree.places(parent, _TOP):
            if shape.tag == _NAMESPACE:
                yield from self._functions_in(self.tree.entry(at))
                continue
            if RANGES in shape.forms:
                yield from ((low, high, at) for low, high in self.ranges(self.tree.entry(at)))
            elif LOW in shape.forms:
                yield from self._plain(at, shape, shape.forms.get(HIGH))

    def _plain(self, at: int, shape: Abbreviation, form: int | None) -> Iterator[tuple[int, int, int]]:
        """A function in one piece: its ends stand at fixed places as a rule, and need no reading of the rest."""
        low, high = self.tree.word(at, shape, LOW), self.tree.word(at, shape, HIGH)
        if form not in _WORDS or low is None or high is None:
            yield from ((low, high, at) for low, high in self.ranges(self.tree.entry(at)))
        elif high:
            yield low, high if form == forms.ADDRESS else low + high, at

    @property
    def folder(self) -> str:
        """Where the compiler was started."""
        return self.text(self.root, COMP_DIR)

    def text(self, entry: Entry, attribute: int) -> str:
        """The characters of an attribute, "" without it."""
        form, value = entry.values.get(attribute, (0, 0))
        match form:
            case forms.STRP:
                return string(self.elf.section(".debug_str"), value)
            case forms.LINE_STRP:
                return string(self.elf.section(".debug_line_str"), value)
            case forms.STRING:
                return string(self.tree.info, value)
            case _:
                return ""

    def ranges(self, entry: Entry) -> list[Range]:
        """The addresses that an entry covers, none for one without code."""
        form, value = entry.values.get(RANGES, (0, 0))
        if form:
            return list(self._listed(form, value))
        low, high = entry.number(LOW), entry.values.get(HIGH)
        if low is None or high is None:
            return []
        return [(low, high[1] if high[0] == forms.ADDRESS else low + high[1])]

    def _listed(self, form: int, value: int) -> Iterator[Range]:
        base = self.root.number(LOW) or 0
        if self.version < 5:
            return _old_list(self.elf.section(".debug_ranges"), value, base)
        lists = self.elf.section(".debug_rnglists")
        if form == forms.RANGE_INDEX:
            first = self.root.number(RANGES_BASE) or 0
            value = first + struct.unpack_from("<I", lists, first + 4 * value)[0]
        return _new_list(lists, value, base)


def _old_list(data: bytes, at: int, base: int) -> Iterator[Range]:
    while True:
        low, high = struct.unpack_from("<II", data, at)
        at += 8
        if low == high == 0:
            return
        if low == _NO_MORE_BASE:
            base = high
        elif low < high:
            yield base + low, base + high


def _new_list(data: bytes, at: int, base: int) -> Iterator[Range]:
    while kind := data[at]:
        at += 1
        match kind:
            case 4:  # offset pair
                low, at = uleb(data, at)
                high, at = uleb(data, at)
                yield base + low, base + high
            case 5:  # base address
                base, at = struct.unpack_from("<I", data, at)[0], at + 4
            case 6:  # start and end
                low, high = struct.unpack_from("<II", data, at)
                at += 8
                yield low, high
            case 7:  # start and length
                low = struct.unpack_from("<I", data, at)[0]
                length, at = uleb(data, at + 4)
                yield low, low + length
            case _:
                raise BadDwarf(f"range list entry {kind}")


class Units:
    """All of them, opened when an address leads there."""

    def __init__(self, elf: Elf) -> None:
        self._elf = elf
        self._info = elf.section(".debug_info")
        self._tables: dict[int, Shapes] = {}
        self._open: dict[int, Unit | None] = {}

    def at(self, address: int) -> Unit | None:
        """The unit whose code the address lies in."""
        offset = self._arranged.at(address)
        if offset is None:
            offset = _covering(self._all, address)
        return self._unit(offset) if offset is not None else None

    @cached_property
    def _arranged(self) -> _Arranged:
        return _Arranged(self._elf.section(".debug_aranges"))

    @cached_property
    def _all(self) -> list[tuple[int, int, int]]:
        """The same from the units that are not in the list: some compilers leave it out."""
        listed = frozenset(self._arranged.units)
        units = ((at, self._unit(at)) for at in self._offsets() if at not in listed)
        return sorted((*covered, at) for at, unit in units if unit for covered in unit.ranges(unit.root))

    def _offsets(self) -> Iterator[int]:
        at = 0
        while at + 11 <= len(self._info):
            yield at
            at += 4 + struct.unpack_from("<I", self._info, at)[0]

    def _unit(self, at: int) -> Unit | None:
        if at not in self._open:
            self._open[at] = self._read(at)
        return self._open[at]

    def _read(self, at: int) -> Unit | None:
        """The unit there; None for one that holds types only. Raises BadDwarf for a version that is not known."""
        version = struct.unpack_from("<H", self._info, at + 4)[0]
        if version >= 5:
            kind, place, root = self._info[at + 6], at + 8, at + 12
            if kind in _TYPE_UNITS:
                return None
        else:
            place, root = at + 6, at + 11
        if not 2 <= version <= 5:
            raise BadDwarf(f"version {version}")
        table = struct.unpack_from("<I", self._info, place)[0]
        if table not in self._tables:
            self._tables[table] = Shapes(self._elf.section(".debug_abbrev"), table)
        return Unit(self._elf, version, Tree(self._info, at, root, self._tables[table]))


class _Arranged:
    """Which unit covers an address, as the compiler wrote it down: thousands of ranges, read as whole columns."""

    def __init__(self, data: bytes) -> None:
        self.units: list[int] = []
        self._firsts: list[int] = []
        """Of each unit the number of its first range."""
        self._lows: list[int] = []
        self._sizes: list[int] = []
        at = 0
        while at + 12 <= len(data):
            length, _, unit, size, _ = struct.unpack_from("<IHIBB", data, at)
            # the last pair of a unit is empty
            column = words(data[at + 16 : at - 4 + length] if size == 4 else b"", 8)
            self.units.append(unit)
            self._firsts.append(len(self._lows))
            self._lows += column[::2].tolist()
            self._sizes += column[1::2].tolist()
            at += 4 + length
        self._order = sorted(range(len(self._lows)), key=self._lows.__getitem__)
        self._sorted = [self._lows[number] for number in self._order]

    def at(self, address: int) -> int | None:
        """The place of the unit, None where none covers the address."""
        index = bisect_right(self._sorted, address) - 1
        while index >= 0 and not self._sizes[self._order[index]]:
            index -= 1
        if index < 0 or address >= self._sorted[index] + self._sizes[self._order[index]]:
            return None
        return self.units[bisect_right(self._firsts, self._order[index]) - 1]


def _covering(ranges: list[tuple[int, int, int]], address: int) -> int | None:
    """The unit of the range that holds the address."""
    index = bisect_right(ranges, (address, 0xFFFFFFFF, 0xFFFFFFFF)) - 1
    return ranges[index][2] if index >= 0 and address < ranges[index][1] else None
