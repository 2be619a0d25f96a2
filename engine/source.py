"""The text of a rule file as nodes that know their place, with the traps of YAML closed.

Tags, anchors, aliases and merges are refused, so no text can make more nodes than it has characters.
What a scalar means is decided by `scalars`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from .causes import Place
from .errors import Mistake
from .facts import Value
from .scalars import Trap, meaning
from .shown import shown, unprintable

MOST_CHARACTERS = 1_000_000
DEEPEST = 24

# libyaml where PyYAML was built with it: it is about ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Word:
    """A scalar: its characters, and the value that they stand for."""

    text: str
    value: Value
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Null:
    """`null`: on purpose nothing."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that was complained about already, so that nobody complains again."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, by the characters of its keys."""

    entries: dict[str, tuple[Word, Node]]
    line: int
    column: int


Node = Word | Null | Broken | Items | Table


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read."""

    file: str
    root: Node | None
    """None when there is nothing in it, or nothing that could be read."""
    mistakes: tuple[Mistake, ...]


def read(file: str, text: str) -> Source:
    """Read one file as far as it can be read; what is wrong with its YAML is in `mistakes`. Raises nothing."""
    if len(text) > MOST_CHARACTERS:
        return _hopeless(file, 1, 1, f"the file is too long to be a rule file ({len(text)} characters)")
    odd = unprintable(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        column = odd.start() - text.rfind("\n", 0, odd.start())
        return _hopeless(file, line, column, *_odd(odd.group()))
    builder = _Builder(file, text)
    try:
        root = builder.document()
    except yaml.MarkedYAMLError as error:
        # libyaml always says where it was; without a mark the start of the file is the best place there is.
        mark: Any = error.problem_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        hint = "look at quotes, brackets and indentation"
        builder.note(line + 1, column + 1, f"this is not YAML: {error.problem}", hint)
        root = None
    except _TooDeepError:
        root = None
    return Source(file, root, tuple(builder.mistakes))


def _odd(character: str) -> tuple[str, str]:
    """What is wrong with a character that no rule file has, and what to do about it."""
    if "\udc80" <= character <= "\udcff":  # how Python keeps a byte that it could not decode
        return "this file is not UTF-8", "save it as UTF-8"
    return f"the character U+{ord(character):04X} cannot be printed", ""


def broken(node: Node) -> bool:
    """Whether something in it was complained about already."""
    if isinstance(node, Items):
        return any(broken(item) for item in node.nodes)
    if isinstance(node, Table):
        return any(broken(item) for _, item in node.entries.values())
    return isinstance(node, Broken)


class _TooDeepError(Exception):
    """The nesting is no rule file's; reading it on would only cost."""


class _Builder:
    """Turns the events of the parser into nodes."""

    def __init__(self, file: str, text: str) -> None:
        self.mistakes: list[Mistake] = []
        self._file = file
        self._text = text
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def note(self, line: int, column: int, message: str, hint: str = "") -> None:
        """Write a mistake down."""
        self.mistakes.append(Mistake(Place(self._file, line, column), message, hint))

    def document(self) -> Node | None:
        """The one document, None if there is none."""
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._note(event, "a rule file is one document", "take the line --- away")
                    return root
                root = self._node(next(self._events), DEEPEST)
        return root

    def _node(self, event: Any, deep: int) -> Node:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if not deep:
            self.note(line, column, f"this is nested more than {DEEPEST} deep")
            raise _TooDeepError
        if isinstance(event, yaml.AliasEvent):
            self._note(event, f"*{shown(str(event.anchor))} repeats another place", "write it out here")
            return Broken(line, column)
        if event.anchor is not None:
            self._note(event, f"&{shown(event.anchor)} names a place to repeat", "write it out where it is needed")
        if event.tag is not None:
            self._note(event, f"the tag {shown(event.tag)} is not for rule files", "take it away")
        if isinstance(event, yaml.ScalarEvent):
            return self._word(event, line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._items(deep - 1)), line, column)
        return Table(self._entries(deep - 1), line, column)

    def _items(self, deep: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, deep)

    def _entries(self, deep: int) -> dict[str, tuple[Word, Node]]:
        entries: dict[str, tuple[Word, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, deep)
            node = self._node(next(self._events), deep)
            if isinstance(key, Broken):
                continue
            if not isinstance(key, Word):
                self._note(event, "a list, a table or null cannot be a key")
            elif key.text in entries:
                first = entries[key.text][0].line
                hint = f"it stands in line {first} as well, keep one of them"
                self._note(event, f"{shown(key.text)} was said before", hint)
            else:
                entries[key.text] = (key, node)
        return entries

    def _word(self, event: Any, line: int, column: int) -> Node:
        text: str = event.value
        if event.style:
            return Word(text, text, line, column)
        if _SWALLOWED.match(self._text, event.end_mark.index):
            message = f"what stands behind {shown(text)} is a comment to YAML and gets lost"
            self._note(event, message, "put all of it in quotes")
        value = meaning(text)
        if isinstance(value, Trap):
            self._note(event, value.message, value.hint)
            return Broken(line, column)
        return Null(line, column) if value is None else Word(text, value, line, column)

    def _note(self, event: Any, message: str, hint: str = "") -> None:
        self.note(event.start_mark.line + 1, event.start_mark.column + 1, message, hint)


def _hopeless(file: str, line: int, column: int, message: str, hint: str = "") -> Source:
    return Source(file, None, (Mistake(Place(file, line, column), message, hint),))


_SWALLOWED = re.compile(r"[ \t]+#\d")
"""`title: See issue #5`: a comment to YAML, hardly one to the author."""
