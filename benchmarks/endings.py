"""How trials ended, counted, and what was wrong with any: the last lines of a benchmark that cuts things off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


class Endings:
    """Collects one ending a trial; what is wrong is printed at once."""

    def __init__(self) -> None:
        self._ends: Counter[str] = Counter()
        self._wrong = 0

    def add(self, trial: str, end: str, wrong: Sequence[str]) -> None:
        """`trial` says which it was, `end` how it ended; each of `wrong` is a sentence."""
        self._ends[end] += 1
        self._wrong += bool(wrong)
        for what in wrong:
            print(f"{trial}: {what}", flush=True)

    def close(self, what: str) -> int:
        """Print how many ended which way; the program's exit code, 1 when anything was wrong."""
        for words, count in sorted(self._ends.items()):
            print(f"{count:4} {words}")
        print(f"{self._ends.total()} {what}, {self._wrong} wrong")
        return 1 if self._wrong else 0
