"""Which needles are found in a line: four letters of each word are looked up in a table, then the word itself is.

An automaton of all words would be faster once it is in its stride, but it takes longer than a whole paste to get there,
and a hostile text never lets it. What is done here takes the same for any text of a length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from .needles import EDGE, Needles, Words, spelled
from .shapes import small

LETTERS = 4
"""Of a word that are looked up; words that have less are looked for one by one."""
_CHOICES = 8
"""Places in a word that the letters may be from."""

_LINE = "\n"
"""In no word, as no pattern goes beyond a line."""

_OF_WORDS = frozenset("abcdefghijklmnopqrstuvwxyz0_")


_Word = tuple[str, str, tuple[int, ...]]
"""As it is wanted, its edges marked; its letters; which needles it is a word of."""


class Grams:
    """Lists of needles, ready to be looked for: of each list all must be there, of each needle one word.

    The words lie in few long strings, by the letters that they are looked up by, and are taken apart when their letters
    are met: ten thousands of small things would take longer to be made anew from a file than most texts take.
    """

    def __init__(self, lists: Sequence[Needles]) -> None:
        self._needed = [len(set(needles)) for needles in lists]
        self.always = [at for at, needles in enumerate(lists) if not needles]
        """Lists without needles, which are in any line."""
        wanted: dict[Words, list[int]] = {}
        for at, needles in enumerate(lists):
            for needle in set(needles):
                wanted.setdefault(needle, []).append(at)
        self._wanted = list(wanted.values())
        numbers: dict[str, list[str]] = {}
        for which, needle in enumerate(wanted):
            for word in needle:
                numbers.setdefault(word, []).append(str(which))
        short: dict[str, list[str]] = {}
        table: dict[str, list[str]] = {}
        for word, needed in numbers.items():
            letters = spelled(word)
            where = short.setdefault(letters, []) if len(letters) < LETTERS else _place(letters, table)
            where.append(f"{','.join(needed)} {word}")
        self._short = {letters: _LINE.join(words) for letters, words in short.items()}
        self._table = {letters: _LINE.join(words) for letters, words in table.items()}
        self._known: dict[str, tuple[_Word, ...]] = {}

    def __getstate__(self) -> tuple[Any, ...]:
        return self._needed, self.always, self._wanted, _joined(self._short), _joined(self._table)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self._needed, self.always, self._wanted, short, table = state
        self._short, self._table, self._known = _parted(*short), _parted(*table), {}

    def found(self, seen: bytes) -> tuple[int, ...]:
        """Which lists are in the shape of a line, in order; one without needles always is."""
        line = f"{_LINE}{small(seen)}{_LINE}"
        grams = {line[at : at + LETTERS] for at in range(len(line) - LETTERS + 1)}
        there = [self._words(gram, self._table) for gram in grams if gram in self._table]
        there += [self._words(letters, self._short) for letters in self._short if letters in line]
        met = {
            needle
            for words in there
            for word, letters, needles in words
            if letters in line and (word == letters or _stands_in(word, letters, line))
            for needle in needles
        }
        count = Counter(at for needle in met for at in self._wanted[needle])
        return tuple(sorted([*self.always, *(at for at, times in count.items() if times == self._needed[at])]))

    def _words(self, letters: str, table: Mapping[str, str]) -> tuple[_Word, ...]:
        """The words that are looked up by these letters."""
        known = self._known.get(letters)
        if known is None:
            known = self._known[letters] = tuple(map(_word, table[letters].split(_LINE)))
        return known


def _word(written: str) -> _Word:
    numbers, _, word = written.partition(" ")
    return word, spelled(word), tuple(map(int, numbers.split(",")))


def _joined(table: Mapping[str, str]) -> tuple[str, str]:
    """Two strings that the table can be made of again."""
    return _LINE.join(table), (_LINE * 2).join(table.values())


def _parted(letters: str, words: str) -> dict[str, str]:
    return dict(zip(letters.split(_LINE), words.split(_LINE * 2), strict=True)) if letters else {}


def _stands_in(word: str, letters: str, line: str) -> bool:
    """Whether it is there, with the edges that it wants, in a line that has a line break at both ends."""
    at = line.find(letters)
    while at >= 0 and not _has_edges(word, line, at, at + len(letters)):
        at = line.find(letters, at + 1)
    return at >= 0


def _has_edges(word: str, line: str, start: int, end: int) -> bool:
    before = word[0] != EDGE or _is_edge(line, start)
    return before and (word[-1] != EDGE or _is_edge(line, end))


def _is_edge(line: str, at: int) -> bool:
    return (line[at - 1] in _OF_WORDS) != (line[at] in _OF_WORDS)


def _place(letters: str, table: dict[str, list[str]]) -> list[str]:
    """Where a word is put: under late letters of it that no other was put under, without a digit or a space; under the
    last where there are none."""
    for end in range(len(letters), max(len(letters) - _CHOICES, LETTERS - 1), -1):
        gram = letters[end - LETTERS : end]
        if gram not in table and " " not in gram and "0" not in gram:
            return table.setdefault(gram, [])
    return table.setdefault(letters[-LETTERS:], [])
