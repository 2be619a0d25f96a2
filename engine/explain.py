"""Why a cause is believed, why not, and what an answer would change: as data, the words are for others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from . import belief
from .belief import Finding, Repairs, Verdict
from .causes import Rule
from .chain import Chained
from .conditions import All, Answer, Any, Condition, Nothing, Ref, Test
from .facts import Evidence, Fact, Value
from .index import Index
from .steps import ProbeInfo
from .vocabulary import BoolType, EnumType, FactKind, FloatType

How = Literal["probe", "ask", "text", "nobody"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fired, its sentence, and the facts with their very characters."""

    rule: Rule
    sentence: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A fact that is not known, and who could tell: a probe by its name, the person, or a text."""

    fact: str
    how: How
    by: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """A rule that did not fire: because of these facts (NO), or because those are lacking (UNKNOWN).

    A rule that holds but whose evidence a more specific cause took over has the answer YES and names it.
    """

    rule: Rule
    answer: Answer
    facts: tuple[Fact, ...]
    lacking: tuple[Lacking, ...]
    explained_by: str | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one value of a fact would make of the findings."""

    value: Value
    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def leader(self) -> Finding | None:
        """The cause that would be believed most."""
        return self.findings[0] if self.findings else None


def why(finding: Finding) -> tuple[Reason, ...]:
    """The rules that speak for or against the cause."""
    return tuple(Reason(firing.rule, firing.sentence(), firing.used) for firing in finding.firings)


def why_not(index: Index, chained: Chained, finding: Finding, probes: Sequence[ProbeInfo]) -> tuple[Silence, ...]:
    """The rules of the cause that do not count, each with what decides it or what is lacking."""
    counted = {firing.rule.id for firing in finding.firings}
    rules = [rule for rule in index.rules_of.get(finding.cause.id, ()) if rule.id not in counted]
    return tuple(_silence(index, chained, finding, rule, probes) for rule in rules)


def what_if(
    index: Index,
    chained: Chained,
    told: Mapping[str, tuple[Fact, ...]],
    repairs: Repairs,
    name: str,
) -> tuple[Outlook, ...]:
    """What each plausible value of the fact would make of the findings. Raises KeyError for an unknown fact."""
    kind = index.rulebook.vocabulary.kinds[name]
    return tuple(_outlook(index, chained, told, repairs, _supposed(kind, value)) for value in plausible(index, kind))


def plausible(index: Index, kind: FactKind) -> tuple[Value, ...]:
    """The values that are worth supposing: all of an enumeration, the answers of a question, what rules test."""
    match kind.type:
        case BoolType():
            return (True, False)
        case EnumType(words):
            return words
        case _:
            tested = (value for rule in index.lookers.get(kind.name, ()) for value in _tested(rule.when, kind))
            answers = (value for value, _ in kind.ask.choices) if kind.ask else ()
            fitting = [
                value for value in (*answers, *tested) if not index.rulebook.vocabulary.problem(kind.name, value)
            ]
            return tuple(dict.fromkeys(fitting))


def _silence(index: Index, chained: Chained, finding: Finding, rule: Rule, probes: Sequence[ProbeInfo]) -> Silence:
    outcome = chained.outcomes[rule.id]
    lacking = tuple(_who(index, name, probes) for name in outcome.missing)
    taker = finding.explained_by if outcome.answer is Answer.YES else None
    return Silence(rule, outcome.answer, outcome.used, lacking, taker)


def _who(index: Index, name: str, probes: Iterable[ProbeInfo]) -> Lacking:
    kind = index.rulebook.vocabulary.kinds[name]
    for probe in probes:
        if name in probe.settles:
            return Lacking(name, "probe", probe.name)
    if kind.ask:
        return Lacking(name, "ask")
    return Lacking(name, "text" if "text" in kind.learned else "nobody")


def _tested(condition: Condition, kind: FactKind) -> Iterable[Value]:
    """The values that a condition tests the fact against; for a bound, one on either side of it."""
    match condition:
        case Test(fact, operator, operands) if fact == kind.name:
            step = 0.5 if isinstance(kind.type, FloatType) else 1
            for operand in operands:
                if isinstance(operand, Ref):
                    continue
                yield operand
                if operator in ("above", "below") and not isinstance(operand, str):
                    yield from (operand - step, operand + step)
        case All(parts) | Any(parts) | Nothing(parts):
            for part in parts:
                yield from _tested(part, kind)
        case _:
            pass  # a test of another fact


def _supposed(kind: FactKind, value: Value) -> Fact:
    """A fact that outranks all that is told of the same name."""
    return Fact(kind.name, value, (Evidence("supposed", str(value), "probe", attempt=1 << 30),))


def _outlook(
    index: Index, chained: Chained, told: Mapping[str, tuple[Fact, ...]], repairs: Repairs, supposed: Fact
) -> Outlook:
    facts = {**told, supposed.name: (*told.get(supposed.name, ()), supposed)}
    after = chained.after(facts, {supposed.name})
    findings = belief.weigh(index.rulebook, after, repairs)
    return Outlook(supposed.value, belief.verdict(index.rulebook, after, findings), findings)
