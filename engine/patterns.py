"""Many patterns at once over one line, in time that is linear in its length.

google-re2 tells in one pass which of all patterns match; where it cannot be imported, `re` asks one after
the other. Patterns keep to what both understand: no look-around, no back references, ASCII classes.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Container, Iterable, Sequence
from typing import Any, Protocol


def _imported(name: str) -> Any:
    """The module, or None where there is no wheel of it for this system."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


re2 = _imported("re2")
"""Without it matching is slower, and only as safe as the bound on a line's length."""

MEMORY = 64 << 20
"""Bytes for the automaton of a set. RE2 finds nothing, silently, when it runs out: the default suits small sets."""

_MOST_KNOWN = 2048
"""Lines that are remembered with what could match them."""


class Matched(Protocol):
    """What `re` and `re2` both give for a match."""

    def span(self) -> tuple[int, int]: ...
    def groupdict(self) -> dict[str, Any]: ...


class PatternError(ValueError):
    """A pattern that cannot be used: which one, and why."""

    def __init__(self, index: int, reason: str) -> None:
        self.index = index
        self.reason = reason
        super().__init__(index, reason)

    def __str__(self) -> str:
        return f"pattern {self.index}: {self.reason}"


class Patterns(Protocol):
    """A list of patterns, ready."""

    def search(self, line: str, besides: Container[int] = ()) -> list[tuple[int, Matched]]:
        """The first match of every pattern that matches somewhere in the line, in the order of the list.

        Those at the places `besides` are not asked for.
        """
        ...


def compiled(patterns: Sequence[str]) -> Patterns:
    """The patterns, by the best matcher there is. Raises PatternError."""
    return _Linear(patterns) if re2 is not None else _OneByOne(patterns)


class _OneByOne:
    """By the standard library."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = [self._compiled(index, pattern) for index, pattern in enumerate(patterns)]

    def search(self, line: str, besides: Container[int] = ()) -> list[tuple[int, Matched]]:
        wanted = ((index, pattern) for index, pattern in enumerate(self._patterns) if index not in besides)
        found = ((index, pattern.search(line)) for index, pattern in wanted)
        return [(index, match) for index, match in found if match]

    @staticmethod
    def _compiled(index: int, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(pattern, re.ASCII)
        except re.error as error:
            raise PatternError(index, str(error)) from None


class _Linear:
    """By RE2: a set for the question which, then each of the few for its groups, compiled when it is first needed."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._options = re2.Options()
        self._options.log_errors = False
        self._options.max_mem = MEMORY
        self._patterns = list(patterns)
        self._ready: dict[int, Any] = {}
        self._known: dict[str, Sequence[int]] = {}
        self._set = re2.Set.SearchSet(self._options)
        for index, pattern in enumerate(self._patterns):
            self._add(index, pattern)
        self._set.Compile()

    def search(self, line: str, besides: Container[int] = ()) -> list[tuple[int, Matched]]:
        wanted = [index for index in self._candidates(line) if index not in besides]
        if not wanted:
            return []
        found = ((index, self._compiled(index).search(line)) for index in wanted)
        return [(index, match) for index, match in found if match]

    def _candidates(self, line: str) -> Sequence[int]:
        """Which patterns could match; lines met lately are remembered, for a boot loop says the same for hours."""
        known = self._known.get(line)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[line] = tuple(sorted(self._set.Match(line) or ()))
        return known

    def _add(self, index: int, pattern: str) -> None:
        try:
            self._set.Add(_ANY_RUN.sub(r"\\C*", pattern))
        except re2.error:
            self._compiled(index)
            raise

    def _compiled(self, index: int) -> Any:
        if index not in self._ready:
            try:
                self._ready[index] = re2.compile(self._patterns[index], self._options)
            except re2.error as error:
                raise PatternError(index, _said(error)) from None
        return self._ready[index]


# In the set `.{0,40}` counts for any run of bytes: the pattern itself decides afterwards, and counting characters of
# UTF-8 in hundreds of patterns would make up most of the time from start to answer.
_ANY_RUN = re.compile(r"(?<!\\)\.\{\d+(?:,\d*)?\}")


def _said(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
