"""Conditions of the C preprocessor in three values: compiled for this chip, not compiled, or not known.

What is known are a few macros that the compiler and the core set, and names that only other chips have. Arithmetic is
not done: a condition with it is not known. Bounded: a condition of very many words is not known either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

MOST_WORDS = 120
"""Words of a condition; it also bounds how deep brackets can lie in each other."""

_WORD = re.compile(r"\s*(\|\||&&|[<>=!]=|[<>!()]|\w+|\S)")
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]{1,16}|[0-9]{1,20})[uUlL]*")
"""No more digits than a C compiler takes: Python reads no decimal number of some thousands."""


@dataclass(frozen=True, slots=True)
class Macros:
    """What is known when code is compiled for the chip."""

    values: Mapping[str, int]
    """Macros that are set, with their value."""
    absent: tuple[str, ...] = ()
    """Names, or patterns of names (`__AVR*`), of macros that are not set."""

    def value(self, name: str) -> int | None:
        """What the name stands for in a condition, 0 where it is not set, None where nobody knows."""
        if name in self.values:
            return self.values[name]
        return 0 if self.is_absent(name) else None

    def is_set(self, name: str) -> int | None:
        """`defined(name)`: 1, 0 or None."""
        if name in self.values:
            return 1
        return 0 if self.is_absent(name) else None

    def is_absent(self, name: str) -> bool:
        """It is known not to be set."""
        return name not in self.values and any(fnmatchcase(name, pattern) for pattern in self.absent)

    def without(self, names: frozenset[str]) -> Macros:
        """The same, with these names known not to be set either."""
        return Macros(self.values, (*self.absent, *sorted(names)))


def holds(condition: str, macros: Macros) -> bool | None:
    """Whether `#if condition` holds; None where it cannot be told."""
    words = [match[1] for match in _WORD.finditer(condition)]
    if not words or len(words) > MOST_WORDS:
        return None
    reader = _Reader(words, macros)
    value = reader.either()
    return None if value is None or reader.left else bool(value)


class _Reader:
    """Reads a condition from the left; None is "not known" all the way up."""

    def __init__(self, words: list[str], macros: Macros) -> None:
        self._words, self._macros = words[::-1], macros

    @property
    def left(self) -> bool:
        """Words that nobody understood."""
        return bool(self._words)

    def either(self) -> int | None:
        value = self._both()
        while self._take("||"):
            other = self._both()
            value = 1 if value or other else None if None in (value, other) else 0
        return value

    def _both(self) -> int | None:
        value = self._compared()
        while self._take("&&"):
            other = self._compared()
            value = 0 if 0 in (value, other) else None if None in (value, other) else 1
        return value

    def _compared(self) -> int | None:
        value = self._single()
        while self._words and self._words[-1] in _COMPARE:
            compare = _COMPARE[self._words.pop()]
            other = self._single()
            value = None if value is None or other is None else int(compare(value, other))
        return value

    def _single(self) -> int | None:
        if self._take("!"):
            value = self._single()
            return None if value is None else int(not value)
        if self._take("("):
            value = self.either()
            return value if self._take(")") else None
        return self._named(self._words.pop()) if self._words else None

    def _named(self, word: str) -> int | None:
        if word == "defined":
            bracket = self._take("(")
            name = self._words.pop() if self._words else ""
            return self._macros.is_set(name) if not bracket or self._take(")") else None
        if _NUMBER.fullmatch(word):
            return int(word.rstrip("uUlL"), 16 if word[:2] in ("0x", "0X") else 10)
        return self._macros.value(word)

    def _take(self, word: str) -> bool:
        if not self._words or self._words[-1] != word:
            return False
        self._words.pop()
        return True


_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
