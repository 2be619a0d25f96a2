"""What was met in a long text so far, and what need not be looked at any more in the rest of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

MOST_HITS = 64
"""Hits of one signature that are kept, the latest: a boot loop says the same for hours."""
MOST_ALIKE = 4
"""The same in a long text, of a signature that says the same wherever it matches: the last line of them counts."""

MOST_MISSES = 3000
"""Lines, all different, that hold the needles of a signature and do not match: it is given up, for that is noise."""

LONG = 500
"""Characters of a line that no person and hardly a tool writes."""
MOST_LONG = 200
"""So long lines that are looked at in a long text, the last: noise costs a thousand times what words cost."""

MOST_LATELY = 2048
"""Lines that are remembered with what was found in them."""

OFTEN = 4
"""Lines of a shape in which nothing was found, until it is asked whether something could be."""


Found = TypeVar("Found")


def last_of_each(found: Sequence[Found], name: Callable[[Found], str]) -> list[Found]:
    """What was found, in order; of those of one name the last MOST_HITS."""
    count: Counter[str] = Counter()
    kept: list[Found] = []
    for one in reversed(found):
        count[name(one)] += 1
        if count[name(one)] <= MOST_HITS:
            kept.append(one)
    return kept[::-1]


class Tally(Generic[Found]):
    """Of one text, read from its end."""

    def __init__(self, most: Sequence[int], besides: Iterable[int] = ()) -> None:
        self._most = most
        """Of each signature, the hits that are kept."""
        self.full: set[int] = set(besides)
        """Signatures that were met so many times, or missed MOST_MISSES times, and those that are not asked at all."""
        self.spent: set[bytes] = set()
        """Shapes of lines in which nothing more can be met."""
        self.lately: dict[str, list[tuple[int, Found]]] = {}
        """What was found in the very same words, by signature, but for those that were full then."""
        self.vain: set[str] = set()
        """Lines as they stand in the text in which nothing more can be met, whatever their shape allows."""
        self._times: Counter[int] = Counter()
        self._misses: Counter[int] = Counter()
        self._vain: Counter[bytes] = Counter()
        self.long = 0
        """Long lines that were looked at."""

    def met(self, signatures: Iterable[int]) -> None:
        """The signatures were met in a line."""
        for one in signatures:
            self._times[one] += 1
            if self._times[one] >= self._most[one]:
                self.full.add(one)

    def missed(self, signatures: Iterable[int]) -> None:
        """The signatures were looked for in a line in vain."""
        for one in signatures:
            self._misses[one] += 1
            if self._misses[one] >= MOST_MISSES:
                self.full.add(one)

    def remember(self, line: str, found: list[tuple[int, Found]]) -> None:
        """That was found in the line by all signatures that are not full."""
        if len(self.lately) >= MOST_LATELY:
            self.lately.clear()
        self.lately[line] = found

    def tells_nothing(self, raw: str) -> None:
        """Nothing was met in the line, nor will be."""
        if len(self.vain) >= MOST_LATELY:
            self.vain.clear()
        if len(raw) < LONG:
            self.vain.add(raw)

    def in_vain(self, seen: bytes) -> bool:
        """Note that nothing was met in a line of the shape; whether it is time to ask if anything could be."""
        self._vain[seen] += 1
        return self._vain[seen] == OFTEN

    @property
    def crowded(self) -> bool:
        """Whether there were too many long lines."""
        return self.long >= MOST_LONG
