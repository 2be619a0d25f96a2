"""What each unknown fact is worth: how far belief is expected to move when it becomes known.

A stake is an undecided rule. By how much its cause would move if the rule fired is known from the table of
`belief`; how likely that is follows from the present belief, because belief must not be expected to move on
average: a cause at 0.3 that a rule would lift to 0.98 can be lifted by it in 0.3 / 0.98 of the cases at most.
The product is shared among the facts that the rule still lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from .belief import EXCLUDED, FOR, Finding, Rest, probability
from .causes import Base, Level, Rule
from .chain import Chained
from .conditions import All, Answer, Any, Condition, Nothing, Outcome, Ref, Test, View, evaluate
from .index import Index
from .steps import ProbeInfo

HEALTHY = 0.05
"""The worth of a fact without which nobody can say that the board is healthy: as much as a common cause."""

SUSPECTED = 0.1
"""Below this belief it is not worth much to hear that a cause is excluded."""

SETTLES = 0.24
"""The gain of a rule that would settle a contradiction: 0.6 of the belief in 0.4 of the cases."""

PULL = 0.9
"""How much of a probe's worth passes to the facts without which it cannot run."""

DEEPEST_PULL = 5
"""Probes that wait for probes that wait for probes: more links than any catalog has."""


@dataclass(frozen=True, slots=True)
class Stake:
    """An undecided rule that would move its cause."""

    rule: Rule
    cause: str
    gain: float
    missing: tuple[str, ...]
    """Facts that somebody could tell; a derived fact stands for what it follows from."""


def of_finding(
    index: Index, chained: Chained, finding: Finding, reach: AbstractSet[str], tellable: AbstractSet[str]
) -> tuple[Stake, ...]:
    """The stakes of one cause; `reach` is what `reachable` gives."""
    if finding.probability <= EXCLUDED:
        return ()
    found = []
    rests: list[Rest] = [(f.level, chained.rests_on(f.used)) for f in finding.firings if f.level]
    for rule in index.rules_of.get(finding.cause.id, ()):
        outcome = chained.outcomes[rule.id]
        if outcome.answer is not Answer.UNKNOWN:
            continue
        gain = _gain(rule, outcome, finding, rests, chained)
        if gain > 0 and _can_fire(rule, outcome, chained, reach):
            found.append(Stake(rule, finding.cause.id, gain, leaves(index, chained, outcome.missing, tellable)))
    return tuple(found)


def reachable(index: Index, chained: Chained, tellable: AbstractSet[str]) -> frozenset[str]:
    """The unknown facts that could become known: those that can be told, and what could follow from them."""
    reach = set(tellable)
    for name in index.order:
        rules = [(rule, chained.outcomes[rule.id]) for rule in index.staters[name]]
        if any(
            outcome.answer is Answer.UNKNOWN and _can_fire(rule, outcome, chained, reach) for rule, outcome in rules
        ):
            reach.add(name)
    return frozenset(reach)


def can_be(holds: bool, condition: Condition, view: View, reach: AbstractSet[str]) -> bool:
    """Whether the condition could become known to hold (or known not to), given what could become known."""
    match condition:
        case Test(fact, _, operands):
            if fact not in view and Ref not in map(type, operands):
                return fact in reach
            outcome = evaluate(condition, view)
            wanted = Answer.YES if holds else Answer.NO
            return outcome.answer is wanted or (outcome.answer is Answer.UNKNOWN and reach >= set(outcome.missing))
        case Nothing(parts):
            return can_be(not holds, Any(parts), view, reach)
        case _:
            every = all if isinstance(condition, All) == holds else any
            return every(can_be(holds, part, view, reach) for part in condition.parts)


def _can_fire(rule: Rule, outcome: Outcome, chained: Chained, reach: AbstractSet[str]) -> bool:
    return all(map(reach.__contains__, outcome.missing)) or can_be(True, rule.when, chained.view, reach)


def of_facts(taken: Iterable[Stake], wanted: Iterable[str]) -> dict[str, float]:
    """The worth of each unknown fact; `wanted` are those that the health of the board waits for.

    Of the stakes that move one cause one way by one fact the largest counts: whatever the fact turns out to be,
    belief moves only once, and a cause that is excluded cannot be excluded a second time.
    """
    best: dict[tuple[str, str, bool], float] = {}
    for stake in taken:
        share = stake.gain / len(stake.missing)
        for name in stake.missing:
            way = (name, stake.cause, stake.rule.level in FOR)
            best[way] = max(share, best.get(way, 0.0))
    worth = dict.fromkeys(wanted, HEALTHY)
    for (name, _, _), gain in best.items():
        worth[name] = worth.get(name, 0.0) + gain
    return worth


def pulled(worth: Mapping[str, float], waiting: Sequence[tuple[ProbeInfo, tuple[str, ...]]]) -> dict[str, float]:
    """The same, with what probes that wait for unknown facts would teach credited to those facts."""
    credited = dict(worth)
    for _ in range(DEEPEST_PULL):
        again = dict(worth)
        for probe, lacking in waiting:
            for name in lacking:
                again[name] = again.get(name, 0.0) + PULL / len(lacking) * of_probe(probe, credited)
        if again == credited:
            break
        credited = again
    return credited


def of_probe(probe: ProbeInfo, worth: Mapping[str, float]) -> float:
    """What a probe can teach."""
    return sum(worth.get(name, 0.0) for name in probe.settles)


def leaves(index: Index, chained: Chained, missing: Iterable[str], tellable: AbstractSet[str]) -> tuple[str, ...]:
    """Those that can be told of the missing facts, and of the facts that the derived among them would follow from."""
    found: dict[str, None] = {}
    waiting = list(missing)
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found[name] = None
        outcomes = [chained.outcomes[rule.id] for rule in index.staters.get(name, ())]
        waiting += [below for outcome in outcomes for below in outcome.missing]
    return tuple(name for name in found if name in tellable)


def wanted_for_health(index: Index, chained: Chained, tellable: AbstractSet[str]) -> tuple[str, ...]:
    """The unknown facts that keep the board from being called healthy; none when it is known not to be."""
    outcome = evaluate(index.rulebook.healthy, chained.view)
    return leaves(index, chained, outcome.missing, tellable) if outcome.answer is Answer.UNKNOWN else ()


def _gain(rule: Rule, outcome: Outcome, finding: Finding, rests: Sequence[Rest], chained: Chained) -> float:
    """The expected movement of the cause's belief by this rule."""
    assert rule.level is not None, "only rules of a cause are at stake"
    now = finding.probability
    if finding.contradiction:
        with_others = finding.cause.id not in finding.contradiction
        return SETTLES if with_others and rule.level == "excludes" else 0.0
    if rests or finding.failed:
        after = probability(finding.cause.base, [*rests, (rule.level, chained.rests_on(outcome.used))], finding.failed)
    else:
        after = _alone(finding.cause.base, rule.level)
    if rule.level in FOR:
        return max(0.0, min(1.0, now / after) * (after - now))
    if now < SUSPECTED:
        return 0.0
    return max(0.0, (1 - now) / (1 - after) * (now - after))


@lru_cache
def _alone(base: Base, level: Level) -> float:
    """The belief in a cause of which nothing else is known: the usual case by far."""
    return probability(base, [(level, frozenset())])
