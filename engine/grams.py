"""Which needles are found in a line: four letters of each word are looked up in a table, then the word itself is.

An automaton of all words would be faster once it is in its stride, but it takes longer than a whole paste to get there,
and a hostile text never lets it. What is done here takes the same for any text of a length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from itertools import repeat
from typing import NamedTuple

from .needles import EDGE, Needles, Words
from .shapes import small

LETTERS = 4
"""Of a word that are looked up; words that have less are looked for one by one."""
_CHOICES = 8
"""Places in a word that the letters may be from."""

_OF_WORDS = frozenset("abcdefghijklmnopqrstuvwxyz0_")


class _Word(NamedTuple):
    """A word of a needle."""

    letters: str
    begins: bool
    """Whether there is the edge of a word before it; and after it."""
    ends: bool
    needle: int
    """Which needle it is a word of."""

    def stands_in(self, seen: str) -> bool:
        """Whether it is a word in a line that holds its letters and has a line break at both ends."""
        if not (self.begins or self.ends):
            return True
        at = seen.find(self.letters)
        while at >= 0 and not self._stands(seen, at):
            at = seen.find(self.letters, at + 1)
        return at >= 0

    def _stands(self, seen: str, at: int) -> bool:
        end = at + len(self.letters)
        return not ((self.begins and not _is_edge(seen, at)) or (self.ends and not _is_edge(seen, end)))


def _is_edge(seen: str, at: int) -> bool:
    return (seen[at - 1] in _OF_WORDS) != (seen[at] in _OF_WORDS)


class Grams:
    """Lists of needles, ready to be looked for: of each list all must be there, of each needle one word."""

    def __init__(self, lists: Sequence[Needles]) -> None:
        self._needed = [len(set(needles)) for needles in lists]
        self._always = [at for at, needles in enumerate(lists) if not needles]
        wanted: dict[Words, list[int]] = {}
        for at, needles in enumerate(lists):
            for needle in set(needles):
                wanted.setdefault(needle, []).append(at)
        self._wanted = list(wanted.values())
        self._words: dict[str, list[_Word]] = {}
        for which, needle in enumerate(wanted):
            for word in map(_word, needle, repeat(which)):
                self._words.setdefault(word.letters, []).append(word)
        self._short = [letters for letters in self._words if len(letters) < LETTERS]
        self._table: dict[str, list[str]] = {}
        for letters in self._words:
            if len(letters) >= LETTERS:
                self._table.setdefault(_rare(letters, self._table), []).append(letters)

    def found(self, seen: bytes) -> tuple[int, ...]:
        """Which lists are in the shape of a line, in order; one without needles always is."""
        line = f"\n{small(seen)}\n"
        grams = {line[at : at + LETTERS] for at in range(len(line) - LETTERS + 1)}
        likely = [letters for gram in grams if gram in self._table for letters in self._table[gram]]
        there = [letters for letters in (*self._short, *likely) if letters in line]
        met: set[int] = set()
        for word in (word for letters in there for word in self._words[letters]):
            if word.needle not in met and word.stands_in(line):
                met.add(word.needle)
        count = Counter(at for needle in met for at in self._wanted[needle])
        return tuple(sorted([*self._always, *(at for at, times in count.items() if times == self._needed[at])]))


def _word(word: str, needle: int) -> _Word:
    return _Word(word.replace(EDGE, ""), word.startswith(EDGE), word.endswith(EDGE), needle)


def _rare(letters: str, table: Container[str]) -> str:
    """Late letters of a word that no other was put under, without a digit or a space; the last where there are none."""
    for end in range(len(letters), max(len(letters) - _CHOICES, LETTERS - 1), -1):
        gram = letters[end - LETTERS : end]
        if gram not in table and " " not in gram and "0" not in gram:
            return gram
    return letters[-LETTERS:]
