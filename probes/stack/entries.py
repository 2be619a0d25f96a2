"""The tree of one compilation unit: its entries (functions, inlined calls, scopes), read only where they are wanted.

What is not wanted is stepped over: by the size that its abbreviation fixes, or by the sibling that it names. That is
what makes a whole dump quick. Source: DWARF 5 standard, sections 2.3, 7.5.2 and 7.5.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

from . import forms
from .forms import BadDwarf, uleb

SIBLING = 0x01


Attributes = tuple[tuple[int, int, int], ...]
"""(attribute, form, the value where the form is an implicit one), in their order."""


@dataclass(frozen=True)
class Abbreviation:
    """The shape of an entry. What follows from it is worked out when it is first asked for: most shapes never are."""

    tag: int
    has_children: bool
    written: bytes
    """Its attributes as they stand in the table."""

    @cached_property
    def attributes(self) -> Attributes:
        """Raises BadDwarf, IndexError."""
        if self.written.isascii() and forms.IMPLICIT not in self.written:
            return tuple(zip(self.written[::2], self.written[1::2], repeat(0), strict=False))
        return tuple(_attributes(self.written))

    @cached_property
    def steps(self) -> tuple[tuple[tuple[int, int], ...], int]:
        """How to step over the values: fixed bytes and the form of what varies behind them, each; the bytes at last."""
        found: list[tuple[int, int]] = []
        fixed = 0
        for _, form, _ in self.attributes:
            size = forms.FIXED.get(form)
            if size is None:
                found.append((fixed, form))
            fixed = fixed + size if size is not None else 0
        return tuple(found), fixed

    @cached_property
    def before_sibling(self) -> tuple[int, ...] | None:
        """The forms of what stands before the reference to the next sibling, None where there is none."""
        for index, (name, form, _) in enumerate(self.attributes):
            if name == SIBLING:
                return tuple(form for _, form, _ in self.attributes[:index]) if form == _REF4 else None
        return None

    @cached_property
    def fixed(self) -> Mapping[int, int]:
        """The attributes that begin a fixed number of bytes behind the entry's code, and that number."""
        found: dict[int, int] = {}
        place = 0
        for name, form, _ in self.attributes:
            found[name] = place
            size = forms.FIXED.get(form)
            if size is None:
                break
            place += size
        return found

    @cached_property
    def forms(self) -> Mapping[int, int]:
        """Attribute to form."""
        return {name: form for name, form, _ in self.attributes}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `at` is its place in the section, `end` where its values end."""

    at: int
    end: int
    shape: Abbreviation
    values: dict[int, tuple[int, int]]
    """Attribute to (form, value)."""

    def number(self, attribute: int) -> int | None:
        """The value of an attribute, None without it."""
        found = self.values.get(attribute)
        return found[1] if found else None


_NUMBER = rb"[\x80-\xff]*[\x00-\x7f]"
_FULL = rb"(?:[\x80-\xff]+[\x00-\x7f]|[\x01-\x7f])"
_ATTRIBUTE = _FULL + rb"(?:\x21" + _NUMBER + rb"|[\x80-\xff]+[\x00-\x7f]|[\x01-\x20\x22-\x7f])"
_ABBREVIATION = re.compile(rb"(%b)(%b)(.)((?:%b)*)\x00\x00" % (_FULL, _NUMBER, _ATTRIBUTE), re.DOTALL)
"""Code, tag, whether there are children, attributes (an implicit value stands behind its form 0x21)."""


class Shapes(dict[int, Abbreviation]):
    """The table of shapes that begins there, by code, up to what cannot be one; each is made when it is asked for."""

    def __init__(self, data: bytes, at: int) -> None:
        super().__init__()
        self._rows: dict[bytes, tuple[bytes, bytes, bytes]] = {}
        while found := _ABBREVIATION.match(data, at):
            self._rows[found[1]] = (found[2], found[3], found[4])
            at = found.end()

    def __missing__(self, code: int) -> Abbreviation:
        """Raises BadDwarf for a code that is not in the table."""
        row = self._rows.get(forms.as_uleb(code))
        if row is None:
            raise BadDwarf(f"abbreviation {code}")
        tag, children, written = row
        self[code] = made = Abbreviation(uleb(tag, 0)[0], children != b"\x00", written)
        return made

    def having(self, tag: int, attribute: int, form: int) -> dict[bytes, Abbreviation]:
        """The shapes of that kind with such an attribute, by their written codes."""
        kind, pair = forms.as_uleb(tag), forms.as_uleb(attribute) + forms.as_uleb(form)
        found = (code for code, (of, _, written) in self._rows.items() if of == kind and pair in written)
        return {code: self[uleb(code, 0)[0]] for code in found}


def _attributes(written: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at < len(written):
        name, at = uleb(written, at)
        form, at = uleb(written, at)
        implicit = 0
        if form == forms.IMPLICIT:
            implicit, at = forms.sleb(written, at)
        yield name, form, implicit


_REF4 = 0x13


class Tree:
    """The entries of the unit that begins at `start` and whose first entry lies at `root`."""

    def __init__(self, info: bytes, start: int, root: int, shapes: Shapes) -> None:
        self.info, self.start, self.root, self.shapes = info, start, root, shapes

    def entry(self, at: int) -> Entry:
        """The entry there, with its values. Raises BadDwarf."""
        code, position = uleb(self.info, at)
        shape = self.shapes[code]
        values: dict[int, tuple[int, int]] = {}
        for name, form, implicit in shape.attributes:
            value, position = forms.value(self.info, position, form)
            values[name] = (form, implicit if form == forms.IMPLICIT else value)
        return Entry(at, position, shape, values)

    def children(self, entry: Entry, tags: frozenset[int]) -> Iterator[Entry]:
        """The children of those kinds, read."""
        for at, _ in self.places(entry, tags):
            yield self.entry(at)

    def places(self, entry: Entry, tags: frozenset[int]) -> Iterator[tuple[int, Abbreviation]]:
        """Where the children of those kinds lie, and their shapes; nothing of them is read."""
        at = entry.end
        if not entry.shape.has_children:
            return
        while (code := self.info[at]) != 0:
            if code >= 0x80:
                code, _ = uleb(self.info, at)
            shape = self.shapes[code]
            if shape.tag in tags:
                yield at, shape
            at = self.after(at)

    def word(self, at: int, shape: Abbreviation, attribute: int) -> int | None:
        """The four bytes of an attribute, None where it begins at no fixed place."""
        offset = shape.fixed.get(attribute)
        if offset is None:
            return None
        _, values = uleb(self.info, at)
        return int.from_bytes(self.info[values + offset : values + offset + 4], "little")

    def after(self, at: int) -> int:
        """Where the entry there ends, its children included."""
        code, position = uleb(self.info, at)
        shape = self.shapes[code]
        if shape.has_children and shape.before_sibling is not None:
            for form in shape.before_sibling:
                position = forms.end(self.info, position, form)
            sibling = self.start + int.from_bytes(self.info[position : position + 4], "little")
            if sibling <= at:
                raise BadDwarf("a sibling that lies before its entry")
            return sibling
        position = self._values_end(shape, position)
        if not shape.has_children:
            return position
        while self.info[position]:
            position = self.after(position)
        return position + 1

    def target(self, entry: Entry, attribute: int) -> Entry | None:
        """The entry of the same unit that an attribute refers to; None without it, or where it is of another unit."""
        form, value = entry.values.get(attribute, (0, 0))
        return self.entry(self.start + value) if form in forms.UNIT_REFS else None

    def _values_end(self, shape: Abbreviation, position: int) -> int:
        steps, rest = shape.steps
        for fixed, form in steps:
            position = forms.end(self.info, position + fixed, form)
        return position + rest
