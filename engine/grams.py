"""Which needles are found in a line: four letters of each word are looked up in a table, then the word itself is.

An automaton of all words would be faster once it is in its stride, but it takes longer than a whole paste to get there,
and a hostile text never lets it. What is done here takes the same for any text of a length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from .needles import EDGE, Needles, Words, spelled
from .shapes import small

LETTERS = 4
"""Of a word that are looked up; words that have less are looked for one by one."""
_CHOICES = 8
"""Places in a word that the letters may be from."""

_OF_WORDS = frozenset("abcdefghijklmnopqrstuvwxyz0_")


class Grams:
    """Lists of needles, ready to be looked for: of each list all must be there, of each needle one word."""

    def __init__(self, lists: Sequence[Needles]) -> None:
        self._needed = [len(set(needles)) for needles in lists]
        self.always = [at for at, needles in enumerate(lists) if not needles]
        """Lists without needles, which are in any line."""
        wanted: dict[Words, list[int]] = {}
        for at, needles in enumerate(lists):
            for needle in set(needles):
                wanted.setdefault(needle, []).append(at)
        self._wanted = list(wanted.values())
        self._needles: dict[str, list[int]] = {}
        """Word, its edges marked -> which needles it is a word of."""
        for which, needle in enumerate(wanted):
            for word in needle:
                self._needles.setdefault(word, []).append(which)
        self._edged = {word: spelled(word) for word in self._needles if EDGE in word}
        """Word with an edge that is marked -> its letters."""
        self._short: dict[str, list[str]] = {}
        self._table: dict[str, list[str]] = {}
        for word in self._needles:
            letters = self._edged.get(word, word)
            if len(letters) < LETTERS:
                self._short.setdefault(letters, []).append(word)
            else:
                self._table.setdefault(_rare(letters, self._table), []).append(word)

    def found(self, seen: bytes) -> tuple[int, ...]:
        """Which lists are in the shape of a line, in order; one without needles always is."""
        line = f"\n{small(seen)}\n"
        grams = {line[at : at + LETTERS] for at in range(len(line) - LETTERS + 1)}
        edged, table = self._edged, self._table
        there = [word for gram in grams if gram in table for word in table[gram] if edged.get(word, word) in line]
        there += [word for letters, words in self._short.items() if letters in line for word in words]
        whole = (word for word in there if word not in edged or _stands_in(word, edged[word], line))
        met = {needle for word in whole for needle in self._needles[word]}
        count = Counter(at for needle in met for at in self._wanted[needle])
        return tuple(sorted([*self.always, *(at for at, times in count.items() if times == self._needed[at])]))


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


def _rare(letters: str, table: Container[str]) -> str:
    """Late letters of a word that no other was put under, without a digit or a space; the last where there are none."""
    for end in range(len(letters), max(len(letters) - _CHOICES, LETTERS - 1), -1):
        gram = letters[end - LETTERS : end]
        if gram not in table and " " not in gram and "0" not in gram:
            return gram
    return letters[-LETTERS:]
