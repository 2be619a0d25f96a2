"""What each cause has at stake, kept from one look to the next, so that only what can have changed is worked out anew.

A mere shortcut: the answer is that of a new ledger, whatever this one was asked before.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from . import worth
from .belief import Finding
from .chain import Chained
from .conditions import View
from .index import Index
from .worth import Stake


class Ledger:
    """That of one consultation, or of one look."""

    def __init__(self) -> None:
        self._view: View = {}
        self._reach: AbstractSet[str] = frozenset()
        self._tellable: AbstractSet[str] = frozenset()
        self._kept: dict[str, tuple[Finding, tuple[Stake, ...]]] = {}

    def stakes(
        self, index: Index, chained: Chained, findings: Iterable[Finding], tellable: AbstractSet[str]
    ) -> tuple[Stake, ...]:
        """Every undecided rule that could move a cause with what can still be told, in the order of findings."""
        reach = worth.reachable(index, chained, tellable)
        self._forget(index, self._moved(chained.view) | (reach ^ self._reach) | (tellable ^ self._tellable))
        self._view, self._reach, self._tellable = chained.view, reach, tellable
        return tuple(stake for finding in findings for stake in self._of(index, chained, finding))

    def _moved(self, view: View) -> set[str]:
        """The facts that are not known as they were."""
        return {name for name in view.keys() | self._view.keys() if view.get(name) is not self._view.get(name)}

    def _forget(self, index: Index, moved: AbstractSet[str]) -> None:
        if moved:
            self._kept = {name: kept for name, kept in self._kept.items() if index.concerns[name].isdisjoint(moved)}

    def _of(self, index: Index, chained: Chained, finding: Finding) -> tuple[Stake, ...]:
        kept = self._kept.get(finding.cause.id)
        if kept is None or (kept[0] is not finding and kept[0] != finding):
            stakes = worth.of_finding(index, chained, finding, self._reach, self._tellable)
            kept = self._kept[finding.cause.id] = finding, stakes
        return kept[1]
