"""From an address to the calls that led there: inlined functions first, the one that was really called last.

What GNU addr2line prints with `-f -i`: of all ranges that hold the address the shortest names the function, later
entries before earlier ones; an inlined call tells where it was called.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .elf import Elf
from .entries import Entry
from .forms import BadDwarf
from .line_table import LineTable
from .names import readable
from .units import NAME, STMT_LIST, Range, Unit, Units

_FUNCTION, _INLINED, _BLOCK, _NAMESPACE, _TRY, _CATCH = 0x2E, 0x1D, 0x0B, 0x39, 0x32, 0x25
_CODE = frozenset({_FUNCTION, _INLINED, _BLOCK, _TRY, _CATCH})
_ANYWHERE = _CODE | {_NAMESPACE} | frozenset({0x02, 0x13, 0x17})
"""With classes, structures and unions: local ones hold functions of their own."""
_ORIGIN, _SPECIFICATION, _CALL_FILE, _CALL_LINE = 0x31, 0x47, 0x58, 0x59
_LINKAGE = (0x6E, 0x2007)
_LANGUAGE = 0x13
_C = frozenset({0x01, 0x02, 0x0C, 0x1D, 0x8001})
"""Languages whose names are the linker's (and assembler)."""

DAMAGED = (BadDwarf, IndexError, struct.error, RecursionError, ValueError)
"""What reading debugging data raises that no compiler wrote."""

_DEEPEST = 16
"""Entries that stand for entries that stand for entries."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One call. `file` "" and `line` 0 where that is not known."""

    function: str
    """As in the source: Sensor::read."""
    symbol: str
    """As GNU addr2line names it, by the linker's name where there is one: _ZN6Sensor4readEv."""
    file: str
    line: int
    inlined: bool = False
    """The compiler put it into the next one instead of calling it."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A function whose code holds the address, with those that it was inlined into."""

    chain: tuple[Entry, ...]
    length: int


class Decoder:
    """Opens units and line tables once and keeps them: the next dump of the same sketch costs next to nothing."""

    def __init__(self, elf: Elf) -> None:
        self.elf = elf
        self._units = Units(elf)
        self._tables: dict[int, LineTable | None] = {}
        self.frames = lru_cache(maxsize=4096)(self._frames)

    def _frames(self, address: int) -> tuple[Frame, ...]:
        """The calls at that address, innermost first; none where nothing is known. Never raises."""
        try:
            unit = self._units.at(address)
            found = self._decoded(unit, address) if unit else ()
        except DAMAGED:
            found = ()
        return found or self._by_symbol(address)

    def _decoded(self, unit: Unit, address: int) -> tuple[Frame, ...]:
        table = self._table(unit)
        place = table.at(address) if table else None
        call = _innermost(unit, address, table.begins(address) if table else None)
        file, line = place or ("", 0)
        if call is None:
            return tuple(replace(one, file=file, line=line) for one in self._by_symbol(address)) if place else ()
        plain_c = unit.root.number(_LANGUAGE) in _C
        frames: list[Frame] = []
        for entry in reversed(call.chain):
            inlined = entry.shape.tag == _INLINED
            linkage, name = _names(unit, entry)
            symbol = linkage or ("" if plain_c else self._symbol(unit, entry, None if frames else address))
            mangled = linkage if inlined else symbol
            frames.append(Frame(readable(mangled or name, name), symbol or name, file, line, inlined))
            number = entry.number(_CALL_FILE)
            file = table.file(number) if table and number is not None else ""
            line = entry.number(_CALL_LINE) or 0
        return tuple(frames)

    def _table(self, unit: Unit) -> LineTable | None:
        at = unit.root.number(STMT_LIST)
        if at is None:
            return None
        if at not in self._tables:
            try:
                self._tables[at] = LineTable(self.elf, at, unit.folder)
            except DAMAGED:
                self._tables[at] = None
        return self._tables[at]

    def _symbol(self, unit: Unit, entry: Entry, address: int | None) -> str:
        """The linker's name of a function that tells none, if its code begins at a symbol (`read.constprop.0`).

        GNU addr2line takes that symbol even for the innermost inlined call, where it is the name of the function
        around it; here that shows in `Frame.symbol` alone.
        """
        ranges = unit.ranges(entry)
        if not ranges or (address is None and entry.shape.tag == _INLINED):
            return ""
        low = ranges[0][0]
        symbol = self.elf.symbol_at(low if address is None else address)
        return symbol.name if symbol and symbol.address == low else ""

    def _by_symbol(self, address: int) -> tuple[Frame, ...]:
        """What the table of symbols knows: a name, and no line."""
        symbol = self.elf.symbol_at(address)
        if symbol is None or not self.elf.has_code(address):
            return ()
        return (Frame(readable(symbol.name, symbol.name), symbol.name, symbol.file, 0),)


def _innermost(unit: Unit, address: int, begins: int | None) -> _Call | None:
    """The function that holds the address, and what it was inlined into. Functions lie at the top as a rule."""
    holders = unit.holders(address, begins)
    near = [_Call((entry,), _length(unit.ranges(entry), address)) for entry in holders]
    near += [call for entry in holders for call in _calls(unit, entry, (entry,), address, _CODE)]
    everywhere = near or list(_calls(unit, unit.root, (), address, _ANYWHERE))
    # of calls of one length the later one lies deeper
    return min(reversed(everywhere), key=lambda call: call.length) if everywhere else None


def _length(ranges: Iterable[Range], address: int) -> int:
    """Of the shortest range that holds the address, 0 where none does."""
    return min((high - low for low, high in ranges if low <= address < high), default=0)


def _calls(unit: Unit, parent: Entry, chain: tuple[Entry, ...], address: int, tags: frozenset[int]) -> Iterator[_Call]:
    """Every function below that holds the address, in the order of the file."""
    for entry in unit.tree.children(parent, tags):
        if entry.shape.tag not in (_FUNCTION, _INLINED):
            yield from _calls(unit, entry, chain, address, tags)
            continue
        length = _length(unit.ranges(entry), address)
        inner = (entry,) if entry.shape.tag == _FUNCTION else (*chain, entry)
        if length:
            yield _Call(inner, length)
        if length or tags is _ANYWHERE:
            yield from _calls(unit, entry, inner, address, tags)


def _names(unit: Unit, entry: Entry) -> tuple[str, str]:
    """The linker's name and the source's, from the entry or from what it stands for."""
    linkage = name = ""
    for _ in range(_DEEPEST):
        linkage = linkage or next(filter(None, (unit.text(entry, one) for one in _LINKAGE)), "")
        name = name or unit.text(entry, NAME)
        origin = unit.tree.target(entry, _ORIGIN) or unit.tree.target(entry, _SPECIFICATION)
        if origin is None or (linkage and name):
            break
        entry = origin
    return linkage, name
