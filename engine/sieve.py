"""Which lines of a long text could tell something: one look at each shape, and only these are looked at closely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import accumulate
from typing import Any

from . import patterns
from .needles import Words, expression
from .paste import SPELLED, Stretch
from .shapes import shape, small, widened

WORTH_IT = 50_000
"""Characters of a text that is long enough to be sifted: making the sieve takes as long as reading so much."""

MOST_KNOWN = 20_000
"""Shapes that are remembered, of those that tell nothing and of the others."""
LONGEST = 400
"""Bytes of a shape that is remembered."""

# What cleaning would change in a line, so that its words are other ones than they seem: control characters, and, as
# they look in a shape, these spelled out. A carriage return at the end of a line is none.
_TO_BE_CLEANED = rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{{80}}-\x{{9f}}]|\r[^\n]|(?i:{widened(SPELLED)})"


class Sieve:
    """The needles of all patterns as one: the words that `telling` gives."""

    def __init__(self, words: str) -> None:
        self._any: Any = _compiled(words) if words and patterns.re2 is not None else None
        self._dull: set[bytes] = set()
        self._telling: set[bytes] = set()

    def stretches(self, text: str, among: Stretch, besides: Set[bytes] = frozenset()) -> Iterator[Stretch]:
        """The lines that could tell something, the last one first, each with its number.

        All, where a needle is not known. Those whose shape is in `besides`, which may grow meanwhile, are passed over.
        """
        part = text[among.start : among.end]
        shapes = shape(part).split(b"\n")
        wanted = self._told(set(shapes)) - besides
        if not wanted:
            return
        # One past the last character of each line, but for the line breaks before it.
        ends = list(accumulate(map(len, part.split("\n")), initial=among.start))
        for at in range(len(shapes) - 1, -1, -1):
            if (seen := shapes[at]) in wanted and seen not in besides:
                yield Stretch(ends[at] + at, ends[at + 1] + at, among.number + at)

    def may_tell(self, line: str) -> bool:
        """Whether there is a needle in the line."""
        return self._any is None or self._any.match(small(shape(line)).encode()) is not None

    def _told(self, shapes: set[bytes]) -> set[bytes]:
        """Those of the shapes that could tell something."""
        if self._any is None:
            return shapes
        new = list(shapes - self._dull - self._telling)
        data = small(b"\n".join(new)).encode()
        met = set(self._sifted(data))
        telling = {seen for seen, line in zip(new, data.split(b"\n"), strict=True) if line in met} if met else met
        found = telling | (shapes & self._telling)
        _remember(self._telling, telling)
        _remember(self._dull, set(new) - telling)
        return found

    def _sifted(self, data: bytes) -> Iterator[bytes]:
        """Every line with a needle."""
        at, match = 0, self._any.match
        while found := match(data, at):
            end = found.end()
            yield data[data.rfind(b"\n", at, end) + 1 or at : end]
            at = end + 1


def _remember(known: set[bytes], new: set[bytes]) -> None:
    if len(known) + len(new) > MOST_KNOWN:
        known.clear()
    known.update(one for one in new if len(one) <= LONGEST)


def telling(needles: Sequence[Words]) -> str:
    """What finds one of the words, a needle of each pattern; nothing where one has none, as any line could match it."""
    return expression(sorted({word for needle in needles for word in needle})) if all(needles) else ""


def _compiled(words: str) -> Any:
    options = patterns.options()
    options.never_capture = True
    # It begins with whatever there is and goes on to the end of the line: a match tells its end in one pass, and where
    # it begins need not be looked for.
    return patterns.re2.compile(rf"(?s).*?(?:{words}|{_TO_BE_CLEANED})[^\n]*", options)
