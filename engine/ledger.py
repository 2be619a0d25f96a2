"""What each cause has at stake, kept from one look to the next, so that only what can have changed is worked out anew.

A mere shortcut: the answer is that of a new ledger, whatever this one was asked before.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from . import worth
from .belief import Finding
from .causes import Rule
from .chain import Chained
from .conditions import View
from .index import Index
from .worth import Stake


class Ledger:
    """That of one consultation, or of one look."""

    def __init__(self) -> None:
        self._view: View = {}
        self._reach: frozenset[str] = frozenset()
        self._tellable: frozenset[str] = frozenset()
        self._lacking: dict[str, tuple[str, ...]] = {}
        """Rule id -> what it lacks."""
        self._kept: dict[str | None, tuple[Finding, tuple[Stake, ...]]] = {}
        """Cause -> its stakes, and the finding with which they were worked out."""

    def stakes(
        self, index: Index, chained: Chained, findings: Iterable[Finding], tellable: frozenset[str]
    ) -> tuple[Stake, ...]:
        """Every undecided rule that could move a cause with what can still be told, in the order of findings."""
        reach = worth.reachable(index, chained, tellable)
        self._forget(index, self._moved(chained.view) | (reach ^ self._reach) | (tellable ^ self._tellable))
        self._view, self._reach, self._tellable = chained.view, reach, tellable
        return tuple(stake for finding in findings for stake in self._of(index, chained, finding))

    def _moved(self, view: View) -> set[str]:
        """The facts that are not known as they were."""
        return {name for name in view.keys() | self._view.keys() if view.get(name) is not self._view.get(name)}

    def _forget(self, index: Index, moved: Iterable[str]) -> None:
        for name in moved:
            for rule in index.sways.get(name, ()):
                self._lacking.pop(rule.id, None)
                self._kept.pop(rule.cause, None)

    def _of(self, index: Index, chained: Chained, finding: Finding) -> tuple[Stake, ...]:
        kept = self._kept.get(finding.cause.id)
        if kept is None or (kept[0] is not finding and kept[0] != finding):
            stakes = worth.of_finding(index, chained, finding, partial(self._lacks, index, chained))
            kept = self._kept[finding.cause.id] = finding, stakes
        return kept[1]

    def _lacks(self, index: Index, chained: Chained, rule: Rule) -> tuple[str, ...]:
        if rule.id not in self._lacking:
            self._lacking[rule.id] = worth.lacking(index, chained, rule, self._reach, self._tellable)
        return self._lacking[rule.id]
