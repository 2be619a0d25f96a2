"""Many patterns at once over one line, in time that is linear in its length.

google-re2 tells in one pass which of all patterns could match (see `needles`); where it cannot be imported, `re` asks
one after the other. Patterns keep to what both understand: no look-around, no back references, ASCII classes.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from .grams import Grams
from .needles import needles
from .shapes import shape, small, widened


def _imported(name: str) -> Any:
    """The module, or None where there is no wheel of it for this system."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


re2 = _imported("re2")
"""Without it matching is slower, and only as safe as the bound on a line's length."""

_WRONG = (re.error,) if re2 is None else (re.error, re2.error)

MEMORY = 64 << 20
"""Bytes for the automaton of a set. RE2 finds nothing, silently, when it runs out: the default suits small sets."""

_MOST_KNOWN = 2048
"""Shapes of lines that are remembered with what could match them: a boot loop says the same for hours."""


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


class Patterns:
    """A list of patterns, ready."""

    def __init__(self, patterns: Sequence[str], grams: Grams) -> None:
        self._patterns = patterns
        self._ready: dict[int, Any] = {}
        self._wide: dict[int, Any] = {}
        self._known: dict[bytes, Sequence[int]] = {}
        self._grams = grams

    def candidates(self, line: str) -> Sequence[int]:
        """Which patterns could match in the line, by their places in the list; the same for all lines of a shape."""
        seen = shape(line)
        known = self._known.get(seen)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[seen] = self._grams.found(seen)
        return known

    def search(self, line: str, wanted: Iterable[int] | None = None) -> list[tuple[int, Matched]]:
        """The first match of each wanted pattern that matches somewhere in the line; all are, if none are named.

        Raises PatternError.
        """
        found = ((at, self.ready(at).search(line)) for at in (self.candidates(line) if wanted is None else wanted))
        return [(at, match) for at, match in found if match]

    def could_match(self, line: str, among: Iterable[int]) -> bool:
        """Whether one of these patterns matches in some line of the same shape, whatever its digits are."""
        seen = small(shape(line))
        return any(self._widened(at).search(seen) for at in among)

    def _widened(self, at: int) -> Any:
        if at not in self._wide:
            self._wide[at] = _compiled(widened(self._patterns[at]), any_case=True)
        return self._wide[at]

    def ready(self, at: int) -> Any:
        """The pattern at that place, compiled when it is first asked for. Raises PatternError."""
        if at not in self._ready:
            try:
                self._ready[at] = _compiled(self._patterns[at])
            except _WRONG as error:
                raise PatternError(at, _said(error)) from None
        return self._ready[at]


def compiled(patterns: Sequence[str], grams: Grams | None = None) -> Patterns:
    """The patterns, by the best matcher there is. Raises PatternError.

    Where their needles are ready to be looked for, a pattern that has some is not proven before it is needed.
    """
    found = Patterns(patterns, grams or Grams([needles(pattern) for pattern in patterns]))
    for at in range(len(patterns)) if grams is None else grams.always:
        found.ready(at)
    return found


def _compiled(pattern: str, any_case: bool = False) -> Any:
    if re2 is None:
        return re.compile(pattern, re.IGNORECASE if any_case else re.ASCII)
    how = options()
    how.case_sensitive = not any_case
    return re2.compile(pattern, how)


def options() -> Any:
    """Of RE2, for all that is compiled here."""
    found = re2.Options()
    found.log_errors = False
    found.max_mem = MEMORY
    return found


def _said(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
