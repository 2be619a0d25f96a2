"""Which needles are found in a line: four letters of each word are looked up in a table, then the word itself is.

An automaton of all words would be faster once it is in its stride, but it takes longer than a whole paste to get there,
and a hostile text never lets it. What is done here takes the same for any text of a length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .needles import EDGE, Needles

LETTERS = 4
"""Bytes of a word that are looked up; words that have less are looked for one by one."""

_OF_WORDS = frozenset(b"abcdefghijklmnopqrstuvwxyz0_")


class _Word(NamedTuple):
    """A word of a needle."""

    letters: bytes
    begins: bool
    """Whether there is the edge of a word before it; and after it."""
    ends: bool
    owner: tuple[int, int]
    """Which list of needles, and which of them, it is a word of."""

    def is_in(self, seen: bytes) -> bool:
        """Whether it stands in the shape, which has a line break at both ends."""
        at = seen.find(self.letters)
        while at >= 0 and not self._stands(seen, at):
            at = seen.find(self.letters, at + 1)
        return at >= 0

    def _stands(self, seen: bytes, at: int) -> bool:
        end = at + len(self.letters)
        return not ((self.begins and not _is_edge(seen, at)) or (self.ends and not _is_edge(seen, end)))


def _is_edge(seen: bytes, at: int) -> bool:
    return (seen[at - 1] in _OF_WORDS) != (seen[at] in _OF_WORDS)


class Grams:
    """Lists of needles, ready to be looked for: of each list all must be there, of each needle one word."""

    def __init__(self, lists: Sequence[Needles]) -> None:
        self._needed = list(map(len, lists))
        self._always = [at for at, needles in enumerate(lists) if not needles]
        self._table: dict[bytes, list[_Word]] = {}
        words = list(_words(lists))
        often = Counter(gram for word in words for gram in _grams(word.letters))
        self._short = [word for word in words if len(word.letters) < LETTERS]
        for word in words:
            if len(word.letters) >= LETTERS:
                rarest = min(_grams(word.letters), key=lambda gram: (b"0" in gram or b" " in gram, often[gram]))
                self._table.setdefault(rarest, []).append(word)

    def found(self, seen: bytes) -> tuple[int, ...]:
        """Which lists are in the shape of a line, in order; one without needles always is."""
        framed = b"\n%b\n" % seen
        likely = [word for gram in _grams(framed) if gram in self._table for word in self._table[gram]]
        met = {word.owner for word in (*self._short, *likely) if word.is_in(framed)}
        count = Counter(at for at, _ in met)
        return tuple(sorted([*self._always, *(at for at, times in count.items() if times == self._needed[at])]))


def _words(lists: Sequence[Needles]) -> Iterator[_Word]:
    for at, needles in enumerate(lists):
        for which, words in enumerate(needles):
            for word in words:
                letters = word.replace(EDGE, "").encode()
                yield _Word(letters, word.startswith(EDGE), word.endswith(EDGE), (at, which))


def _grams(letters: bytes) -> set[bytes]:
    return {letters[at : at + LETTERS] for at in range(len(letters) - LETTERS + 1)}
