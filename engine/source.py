"""The text of a rule file as nodes that know their place, with the traps of YAML closed.

What a plain (unquoted) scalar means is decided here and not by YAML's own rules: `true` and `false`
are truth values, `12`, `-3` and `0x1f` whole numbers, `1.5` a number, anything else is words. What YAML
or its versions would read differently (`no`, `010`, `12:34:56`, `1e3`, dates) has to be quoted or
written otherwise. Tags, anchors, aliases and merges are refused, so no text can make more nodes than
it has characters.
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

MOST_CHARACTERS = 1_000_000
DEEPEST = 24
_MOST_SHOWN = 60

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
        return _hopeless(file, line, column, f"the character U+{ord(odd.group()):04X} cannot be printed")
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


def broken(node: Node) -> bool:
    """Whether something in it was complained about already."""
    if isinstance(node, Items):
        return any(broken(item) for item in node.nodes)
    if isinstance(node, Table):
        return any(broken(item) for _, item in node.entries.values())
    return isinstance(node, Broken)


def unprintable(text: str) -> re.Match[str] | None:
    """The first character that would act on a terminal or that no font shows, None if there is none."""
    # The first test is ten times as fast and true of most texts; line ends and tabs make it fail.
    return None if text.isprintable() else _UNPRINTABLE.search(text)


def shown(text: str) -> str:
    """Characters of a file as they may stand in a message: few, on one line, none that acts on a terminal."""
    line = " ".join(text.split())
    line = line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 1] + "…"
    return line if line.isprintable() else ascii(line)[1:-1]


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
                self._note(
                    event, f"{shown(key.text)} was said before", f"it stands in line {first} as well, keep one of them"
                )
            else:
                entries[key.text] = (key, node)
        return entries

    def _word(self, event: Any, line: int, column: int) -> Node:
        text: str = event.value
        if event.style:
            return Word(text, text, line, column)
        if _SWALLOWED.match(self._text, event.end_mark.index):
            self._note(
                event, f"what stands behind {shown(text)} is a comment to YAML and gets lost", "put all of it in quotes"
            )
        if text[:1] not in _SUSPICIOUS and text.lower() not in _TRUTHS:
            return Word(text, text, line, column)
        for pattern, message, hint in _TRAPS:
            if pattern.fullmatch(text):
                self._note(event, message.format(shown(text)), hint.format(shown(text)))
                return Broken(line, column)
        if text == "null":
            return Null(line, column)
        return Word(text, _value(text), line, column)

    def _note(self, event: Any, message: str, hint: str = "") -> None:
        self.note(event.start_mark.line + 1, event.start_mark.column + 1, message, hint)


def _value(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text, 0)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _hopeless(file: str, line: int, column: int, message: str) -> Source:
    return Source(file, None, (Mistake(Place(file, line, column), message),))


_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_SWALLOWED = re.compile(r"[ \t]+#\d")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,18}|0x[0-9a-fA-F]{1,16})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")

_SUSPICIOUS = frozenset("0123456789+-.~=<") | {""}
"""A plain scalar that starts otherwise is words, unless it is one of `_TRUTHS`."""
_TRUTHS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})

_QUOTE = 'write "{}" for words'

_TRAPS = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (
            r"(?i:y|n|yes|no|on|off)",
            "{} is a truth value to some YAML and a word to other",
            f"{_QUOTE}, else true or false",
        ),
        (r"(?i:true|false)(?<!true)(?<!false)", "{} is not how a truth value is written", "write true or false"),
        (r"(?i:null)(?<!null)|~|", "there is no value here", 'write one, or "" for no characters at all'),
        (
            r"[-+]?0[0-9_]+|[-+]?0[ob][0-9_]+",
            "{} is a number of base 8 or 2 to some YAML",
            f"write it in decimal or as 0x…, {_QUOTE}",
        ),
        (r"[-+]?[0-9][0-9_]*(?::[0-9_]+)+(?:\.[0-9_]*)?", "{} is a number of base 60 to some YAML", _QUOTE),
        (r"\+[0-9.].*|[-+]?[0-9]+_[0-9_]*", "{} is not how a number is written here", f"digits alone; {_QUOTE}"),
        (r"[-+]?[0-9]*\.?[0-9]+[eE][-+]?[0-9]+", "{} is a number to some YAML", f"write it out; {_QUOTE}"),
        (
            r"[-+]?\.[0-9]+|[-+]?[0-9]+\.|[-+]?\.(?i:inf|nan)",
            "{} is not how a number is written here",
            f"as in 0.5; {_QUOTE}",
        ),
        (r"[-+]?[0-9]{20,}", "{} is too large a number", _QUOTE),
        (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*", "{} is a date to some YAML", _QUOTE),
        (r"<<|=", "{} is a command to some YAML", "write everything out"),
    )
)
