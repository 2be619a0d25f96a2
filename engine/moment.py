"""What is believed at one moment: worked out when somebody looks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from . import belief
from .belief import NO_REPAIRS, Finding, Repairs, Verdict
from .chain import Chained
from .facts import Value


class Moment:
    """One state of a session. It never changes, so that another thread may look at it while the session goes on."""

    def __init__(self, chained: Chained, repairs: Repairs = NO_REPAIRS) -> None:
        self.chained, self.repairs = chained, repairs
        self._rulebook = chained.index.rulebook

    @cached_property
    def known(self) -> Mapping[str, Value]:
        """The values of the facts that have one."""
        kinds = self._rulebook.vocabulary.kinds
        return {name: facts[0].value for name, facts in self.chained.view.items() if kinds[name].keeps == "one"}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every cause with its belief, best first."""
        return belief.weigh(self._rulebook, self.chained, self.repairs)

    @cached_property
    def verdict(self) -> Verdict:
        """The diagnosis in one word."""
        return belief.verdict(self._rulebook, self.chained, self.findings)

    def finding(self, cause: str) -> Finding:
        """That of one cause. Raises KeyError for an unknown one."""
        for finding in self.findings:
            if finding.cause.id == cause:
                return finding
        raise KeyError(cause)
