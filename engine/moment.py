"""What holds after one input, and what follows from it: worked out when somebody looks, for all inputs since then."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property

from . import belief, chain
from .belief import NO_REPAIRS, Finding, Repairs, Verdict
from .chain import Chained
from .facts import Fact, Value
from .index import Index


class Moment:
    """One state of a session. It never changes, so that another thread may look at it while the session goes on."""

    def __init__(
        self,
        index: Index,
        before: Chained,
        told: Mapping[str, tuple[Fact, ...]],
        changed: AbstractSet[str],
        repairs: Repairs = NO_REPAIRS,
    ) -> None:
        """`before` is the last state that somebody looked at; `told` holds for all names changed since, and for
        those that can be derived, the facts that were told of them."""
        self.index, self.repairs = index, repairs
        self._before, self._told, self._changed = before, told, changed

    def after(self, told: Mapping[str, tuple[Fact, ...]], changed: AbstractSet[str], repairs: Repairs) -> Moment:
        """The moment after one more input. Nothing is worked out of a moment that nobody has looked at."""
        if "chained" in vars(self):
            return Moment(self.index, self.chained, told, changed, repairs)
        return Moment(self.index, self._before, {**self._told, **told}, self._changed | changed, repairs)

    @cached_property
    def chained(self) -> Chained:
        """All that follows."""
        return chain.update(self.index, self._before, self._told, self._changed)

    @cached_property
    def known(self) -> Mapping[str, Value]:
        """The values of the facts that have one."""
        kinds = self.index.rulebook.vocabulary.kinds
        return {name: facts[0].value for name, facts in self.chained.view.items() if kinds[name].keeps == "one"}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every cause with its belief, best first."""
        return belief.weigh(self.index.rulebook, self.chained, self.repairs)

    @cached_property
    def verdict(self) -> Verdict:
        """The diagnosis in one word."""
        return belief.verdict(self.index.rulebook, self.chained, self.findings)

    def finding(self, cause: str) -> Finding:
        """That of one cause. Raises KeyError for an unknown one."""
        for finding in self.findings:
            if finding.cause.id == cause:
                return finding
        raise KeyError(cause)
