"""Which lines of a long text could tell something: one pass over all of it, and only these are looked at closely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from . import patterns
from .paste import SPELLED, Stretch

WORTH_IT = 50_000
"""Characters of a text that is long enough to be sifted: making the sieve takes as long as reading so much."""

# What cleaning would change in a line, so that its words are other ones than they seem: control characters, and these
# spelled out. A carriage return at the end of a line is none.
_TO_BE_CLEANED = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}]|\r[^\n]|" + SPELLED


class Sieve:
    """The needles of all patterns as one."""

    def __init__(self, needles: Sequence[str]) -> None:
        missing = patterns.re2 is None or "" in needles
        self._any: Any = None if missing else _compiled(needles)

    def stretches(self, text: str, among: Stretch) -> Iterator[Stretch]:
        """The lines that could tell something, in order, each with its number. All, where a needle is not known."""
        part = text[among.start : among.end]
        data = _encoded(part)
        if self._any is None or data is None:
            yield among
            return
        plain = len(data) == len(part)
        counted, start, number = 0, among.start, among.number
        for begin, end in self._lines(data):
            number += data.count(b"\n", counted, begin)
            start += begin - counted if plain else len(data[counted:begin].decode())
            stop = start + (end - begin if plain else len(data[begin:end].decode()))
            yield Stretch(start, stop, number)
            counted, start = end, stop

    def may_tell(self, line: str) -> bool:
        """Whether there is a needle in the line."""
        return self._any is None or self._any.match(line) is not None

    def _lines(self, data: bytes) -> Iterator[tuple[int, int]]:
        """First and one past the last byte of every line with a needle."""
        at, match = 0, self._any.match
        while found := match(data, at):
            end = found.end()
            yield data.rfind(b"\n", at, end) + 1 or at, end
            at = end + 1


def _compiled(needles: Sequence[str]) -> Any:
    options = patterns.re2.Options()
    options.log_errors = False
    options.max_mem = patterns.MEMORY
    options.never_capture = True
    # It begins with whatever there is and goes on to the end of the line: a match tells its end in one pass, and where
    # it begins need not be looked for.
    anything = "|".join([*needles, _TO_BE_CLEANED])
    return patterns.re2.compile(rf"(?is).*?(?:{anything})[^\n]*", options)


def _encoded(text: str) -> bytes | None:
    """As RE2 takes it; None for a text with half a character in it."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None
