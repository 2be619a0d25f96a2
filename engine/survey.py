"""What can still be learned: the probes that may run, the questions that may be asked, and what each fact is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from . import worth
from .belief import FOR, Finding, Verdict
from .chain import Chained
from .conditions import is_among
from .facts import Value
from .hazard import Hazard
from .index import Index
from .ledger import Ledger
from .steps import ProbeInfo

WORTH_A_PERSON = 0.005
SHARE_OF_LEADER = 0.1
"""A person is bothered only for what can move belief by this share of the leader's: less cannot change the ranking."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that the choice of a step depends on."""

    index: Index
    chained: Chained
    findings: tuple[Finding, ...]
    verdict: Verdict
    probes: tuple[ProbeInfo, ...]
    closed: frozenset[str]
    """Facts and probes not to be proposed: skipped by the person, or run already."""
    tried: Mapping[tuple[str, str], bool | None]
    """(cause, fix) -> whether it helped; None where it was not carried out."""
    allowed: Hazard
    can_ask: bool
    ledger: Ledger = field(default_factory=Ledger, compare=False, repr=False)
    """Makes later looks at the same case quicker."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What would matter, and who could tell."""

    stakes: Mapping[str, Sequence[worth.Stake]]
    """Each unknown fact with the stakes that lack it."""
    facts: Mapping[str, float]
    """Unknown facts with their worth."""
    runnable: tuple[ProbeInfo, ...]
    waiting: tuple[tuple[ProbeInfo, tuple[str, ...]], ...]
    """Probes that could run if these facts were known."""
    askable: frozenset[str]

    def matters(self, floor: float) -> tuple[str, ...]:
        """The facts that are worth at least that, best first."""
        good = [name for name, value in self.facts.items() if value >= floor]
        return tuple(sorted(good, key=lambda name: (-self.facts[name], name)))


def look_around(now: Situation, whole: bool = False) -> Survey:
    """Which facts would matter, and which probes could run now or later; `whole`: whatever the case is about."""
    lacking = [(probe, lacking_of(now, probe)) for probe in now.probes if possible(now, probe)]
    askable = askable_in(now)
    tellable = frozenset(name for probe, _ in lacking for name in probe.settles) | askable
    unknown = tellable - now.chained.view.keys()
    topics = None if whole else _topics(now)
    stakes = worth.by_fact(now.ledger.stakes(now.index, now.chained, _suspects(now, topics), unknown))
    healthy = worth.wanted_for_health(now.index, now.chained, unknown) if topics is None else ()
    facts = worth.of_facts(stakes, healthy)
    # what a probe lacks that does not wait for its turn is asked when that alone is lacking, and never before
    waiting = tuple((probe, names) for probe, names in lacking if names and not probe.at_once)
    runnable = tuple(probe for probe, names in lacking if not names)
    return Survey(stakes, worth.pulled(facts, waiting), runnable, waiting, askable)


def floor_for_a_person(findings: tuple[Finding, ...]) -> float:
    """What a fact must be worth before a person is bothered for it."""
    return max(WORTH_A_PERSON, SHARE_OF_LEADER * findings[0].probability) if findings else WORTH_A_PERSON


def _topics(now: Situation) -> frozenset[str] | None:
    """The topics to which something that is known narrows the case; None where nothing does."""
    view = now.chained.view
    told = [t for kind in now.index.narrowing for fact in view.get(kind.name, ()) for t in kind.topics(fact.value)]
    return frozenset(told) or None


def _suspects(now: Situation, topics: frozenset[str] | None) -> tuple[Finding, ...]:
    """All causes of the topics; on a healthy board only those that something speaks for."""
    if topics is not None:
        return tuple(finding for finding in now.findings if finding.cause.topic in topics)
    if now.verdict != "healthy":
        return now.findings
    return tuple(f for f in now.findings if any(firing.rule.level in FOR for firing in f.firings))


def possible(now: Situation, probe: ProbeInfo) -> bool:
    """It may run, has not run, and nothing known stands in its way."""
    if probe.name in now.closed or probe.hazard > now.allowed or (probe.hands and not now.can_ask):
        return False
    return not in_the_way(now, probe) and not any(_said(now, name, values) for name, values in probe.unless)


def in_the_way(now: Situation, probe: ProbeInfo) -> tuple[str, ...]:
    """The facts that are known and not as the probe needs them."""
    view = now.chained.view
    return tuple([name for name, values in probe.needs if name in view and not _said(now, name, values)])


def _said(now: Situation, name: str, values: tuple[Value, ...]) -> bool:
    """The fact has one of the values; where none are given, any will do."""
    return any(not values or is_among(fact.value, values) for fact in now.chained.view.get(name, ()))


def lacking_of(now: Situation, probe: ProbeInfo) -> tuple[str, ...]:
    """The facts that it needs and that are not known."""
    view = now.chained.view
    return tuple([name for name, _ in probe.needs if name not in view])


def askable_in(now: Situation) -> frozenset[str]:
    """The facts that the person can still be asked for."""
    if not now.can_ask:
        return frozenset()
    return now.index.questions - now.closed - now.chained.view.keys()
