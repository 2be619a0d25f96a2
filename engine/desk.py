"""Reads the entries of one rule file: takes what is right, writes every mistake down, and goes on.

Each method takes a node (or None, where an entry is missing that was already complained about) and
gives a value of the right type whatever happens, so that one mistake does not hide the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from .causes import Place
from .errors import Mistake, did_you_mean
from .facts import Value
from .shown import shown, unprintable
from .source import Broken, Items, Node, Null, Table, Word

_T = TypeVar("_T")

Entry = tuple[Word, Node]


class Desk:
    """One file and its mistakes."""

    def __init__(self, file: str, mistakes: list[Mistake]) -> None:
        self.file = file
        self._mistakes = mistakes

    def place(self, node: Node) -> Place:
        """Where the node stands."""
        return Place(self.file, node.line, node.column)

    def wrong(self, node: Node, message: str, hint: str = "") -> None:
        """Write a mistake down."""
        self._mistakes.append(Mistake(self.place(node), message, hint))

    @property
    def count(self) -> int:
        """How many mistakes there are so far, in all files."""
        return len(self._mistakes)

    # ---------------------------------------------------------------- tables and lists

    def table(self, node: Node | None, needed: Iterable[str], allowed: Iterable[str] = ()) -> dict[str, Node]:
        """The entries of a table whose keys are known: all of `needed`, some of `allowed`."""
        names = (*needed, *allowed)
        found: dict[str, Node] = {}
        for key, value in self.entries(node):
            if key.text in names:
                found[key.text] = value
            else:
                self.wrong(key, f"there is nothing called {shown(key.text)} here", did_you_mean(key.text, names))
        missing = [name for name in needed if name not in found]
        if missing and isinstance(node, Table):
            self.wrong(node, f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")
        return found

    def entries(self, node: Node | None) -> tuple[Entry, ...]:
        """The entries of a table with keys of the author's choice."""
        if isinstance(node, Table):
            return tuple(node.entries.values())
        if node is not None and not isinstance(node, Broken):
            self.wrong(node, "a table of `name: value` is expected here")
        return ()

    def items(self, node: Node | None) -> tuple[Node, ...]:
        """The items of a list; a single thing is not a list."""
        if isinstance(node, Items):
            return node.nodes
        if node is not None and not isinstance(node, Broken):
            self.wrong(node, "a list is expected here", "put it in [brackets] or behind dashes")
        return ()

    # ---------------------------------------------------------------- scalars

    def word(self, node: Node | None) -> Word | None:
        """A scalar of any type."""
        if isinstance(node, Word):
            return node
        if node is not None and not isinstance(node, Broken):
            nothing = isinstance(node, Null)
            self.wrong(node, "there is no value here" if nothing else "one value is expected here")
        return None

    def text(self, node: Node | None, empty: bool = False) -> str:
        """Words that a person will read: they must not act on a terminal."""
        text = self.raw(node, empty)
        odd = unprintable(text)
        if odd and node is not None:
            self.wrong(node, f"the character U+{ord(odd.group()):04X} cannot be printed")
        return text.strip()

    def raw(self, node: Node | None, empty: bool = False) -> str:
        """Characters, whatever they are; numbers and truth values must be quoted to be characters."""
        word = self.word(node)
        if word is None:
            return ""
        if not isinstance(word.value, str):
            self.wrong(word, f"{word.text} is not words here", f'write "{word.text}"')
        elif not (empty or word.text.strip()):
            self.wrong(word, "there is nothing in these words")
        return word.text

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A list of words for people."""
        return tuple(self.text(item) for item in self.items(node))

    def raws(self, node: Node | None) -> tuple[str, ...]:
        """A list of characters, whatever they are."""
        return tuple(self.raw(item) for item in self.items(node))

    def name(self, node: Node | None) -> str:
        """A kebab-case id."""
        text = self.text(node)
        if node is not None and text and not _NAME.fullmatch(text):
            self.wrong(node, f"{shown(text)} is not a name", "small letters, digits and dashes, as in held-by-name")
        return text

    def choice(self, node: Node | None, values: Iterable[_T], default: _T) -> _T:
        """One of these values, by the word that it is written as; the default where nothing is said."""
        return self._meaning(node, {str(value): value for value in values}, default)

    def truth(self, node: Node | None) -> bool:
        """True or false; false where nothing is said."""
        return self._meaning(node, {"true": True, "false": False}, False)

    def _meaning(self, node: Node | None, words: Mapping[str, _T], default: _T) -> _T:
        word = self.word(node)
        if word is None:
            return default
        if word.text not in words:
            hint = did_you_mean(word.text, words)
            self.wrong(word, f"{shown(word.text)} is none of {', '.join(words)}", hint)
            return default
        return words[word.text]

    def value(self, node: Node | None) -> Value:
        """A scalar as it stands."""
        word = self.word(node)
        return "" if word is None else word.value

    def number(self, node: Node | None, least: float = 0.0) -> float:
        """A number, not below `least`."""
        word = self.word(node)
        if word is None:
            return least
        if isinstance(word.value, (bool, str)) or word.value < least:
            self.wrong(word, f"a number from {least:g} on is expected here, not {shown(word.text)}")
            return least
        return word.value

    def seconds(self, node: Node | None) -> float:
        """A time as in 10s, 500ms or 2min; gives seconds."""
        word = self.word(node)
        if word is None:
            return 0.0
        time = _TIME.fullmatch(word.text)
        if not time:
            self.wrong(word, f"{shown(word.text)} is no time", "write it as 10s, 500ms or 2min")
            return 0.0
        return float(time["count"]) * _UNITS[time["unit"]]


_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TIME = re.compile(r"(?P<count>[0-9]{1,5}(?:\.[0-9]{1,3})?)(?P<unit>ms|s|min)")
_UNITS = {"ms": 0.001, "s": 1.0, "min": 60.0}
