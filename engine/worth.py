"""What each unknown fact is worth: how far belief is expected to move when it becomes known.

A stake is an undecided rule. By how much its cause would move if the rule fired is known from the table of
`belief`; how likely that is follows from the present belief, because belief must not be expected to move on
average: a cause at 0.3 that a rule would lift to 0.98 can be lifted by it in 0.3 / 0.98 of the cases at most.
The product is shared among the facts that the rule still lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from .belief import EXCLUDED, FOR, Finding, Rest, probability
from .causes import Base, Level, Rule
from .chain import Chained
from .conditions import NO, UNKNOWN, YES, All, Condition, Nothing, Outcome, Test, View
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
    share: float = field(init=False)
    """What each of them has of the gain."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "share", self.gain / len(self.missing))


def of_finding(
    index: Index, chained: Chained, finding: Finding, lacks: Callable[[Rule], tuple[str, ...]]
) -> tuple[Stake, ...]:
    """The stakes of one cause; `lacks` tells of a rule what `lacking` does."""
    if finding.probability <= EXCLUDED:
        return ()
    found, outcomes = [], chained.outcomes
    rests: list[Rest] = [(f.level, chained.rests_on(f.used)) for f in finding.firings if f.level]
    for rule in index.rules_of.get(finding.cause.id, ()):
        outcome = outcomes[rule.id]
        if outcome.answer is UNKNOWN:
            gain = _gain(rule, outcome, finding, rests, chained)
            if gain > 0 and (missing := lacks(rule)):
                found.append(Stake(rule, finding.cause.id, gain, missing))
    return tuple(found)


def lacking(
    index: Index, chained: Chained, rule: Rule, reach: frozenset[str], tellable: frozenset[str]
) -> tuple[str, ...]:
    """What somebody could tell of what the undecided rule lacks; nothing where it cannot fire with that.

    `reach` is what `reachable` gives.
    """
    outcome = chained.outcomes[rule.id]
    if _can_fire(rule, outcome, chained, reach):
        return leaves(index, chained, outcome.missing, tellable)
    return ()


def reachable(index: Index, chained: Chained, tellable: frozenset[str]) -> frozenset[str]:
    """The unknown facts that could become known: those that can be told, and what could follow from them."""
    reach = set(tellable)
    for name in index.order:
        rules = [(rule, chained.outcomes[rule.id]) for rule in index.staters[name]]
        if any(outcome.answer is UNKNOWN and _can_fire(rule, outcome, chained, reach) for rule, outcome in rules):
            reach.add(name)
    return frozenset(reach)


def can_be(holds: bool, condition: Condition, view: View, reach: AbstractSet[str]) -> bool:
    """Whether the condition could become known to hold (or known not to), given what could become known."""
    if isinstance(condition, Test):
        outcome = condition.ask(view)
        wanted = YES if holds else NO
        return outcome.answer is wanted or (outcome.answer is UNKNOWN and _within(reach, outcome.missing))
    if isinstance(condition, Nothing):
        holds = not holds
    every = all if isinstance(condition, All) == holds else any
    return every(can_be(holds, part, view, reach) for part in condition.parts)


def _within(reach: AbstractSet[str], names: Iterable[str]) -> bool:
    return all(map(reach.__contains__, names))


def _can_fire(rule: Rule, outcome: Outcome, chained: Chained, reach: AbstractSet[str]) -> bool:
    return _within(reach, outcome.missing) or can_be(True, rule.when, chained.view, reach)


def by_fact(taken: Iterable[Stake]) -> dict[str, list[Stake]]:
    """Each fact with the stakes that lack it."""
    found: dict[str, list[Stake]] = {}
    for stake in taken:
        for name in stake.missing:
            found.setdefault(name, []).append(stake)
    return found


def of_fact(taken: Iterable[Stake]) -> float:
    """The worth of an unknown fact that all these stakes lack.

    Of those that move one cause one way the largest counts: whatever the fact turns out to be, belief moves only
    once, and a cause that is excluded cannot be excluded a second time.
    """
    best: dict[tuple[str, bool], float] = {}
    for stake in taken:
        way = (stake.cause, stake.rule.level in FOR)
        if stake.share > best.get(way, 0.0):
            best[way] = stake.share
    return sum(best.values())


def of_facts(taken: Mapping[str, Iterable[Stake]], wanted: Iterable[str]) -> dict[str, float]:
    """The worth of each unknown fact; `wanted` are those that the health of the board waits for."""
    worth = {name: of_fact(stakes) for name, stakes in taken.items()}
    for name in wanted:
        worth[name] = worth.get(name, 0.0) + HEALTHY
    return worth


def pulled(worth: Mapping[str, float], waiting: Sequence[tuple[ProbeInfo, tuple[str, ...]]]) -> dict[str, float]:
    """The same, with what probes that wait for unknown facts would teach credited to those facts."""
    credited = dict(worth)
    for _ in range(DEEPEST_PULL):
        again = dict(worth)
        for probe, lacking in waiting:
            share = PULL / len(lacking) * of_probe(probe, credited)
            for name in lacking:
                again[name] = again.get(name, 0.0) + share
        if again == credited:
            break
        credited = again
    return credited


def of_probe(probe: ProbeInfo, worth: Mapping[str, float]) -> float:
    """What a probe can teach."""
    return sum([worth[name] for name in probe.settles if name in worth])


def leaves(index: Index, chained: Chained, missing: Iterable[str], tellable: frozenset[str]) -> tuple[str, ...]:
    """Those that can be told of the missing facts, and of the facts that the derived among them would follow from."""
    found = list(missing)
    for name in found:  # which grows meanwhile
        for rule in index.staters.get(name, ()):
            found += [below for below in chained.outcomes[rule.id].missing if below not in found]
    return tuple([name for name in found if name in tellable])


def wanted_for_health(index: Index, chained: Chained, tellable: frozenset[str]) -> tuple[str, ...]:
    """The unknown facts that keep the board from being called healthy; none when it is known not to be."""
    health = chained.health
    return leaves(index, chained, health.missing, tellable) if health.answer is UNKNOWN else ()


def _gain(rule: Rule, outcome: Outcome, finding: Finding, rests: Sequence[Rest], chained: Chained) -> float:
    """The expected movement of the cause's belief by this rule."""
    assert rule.level is not None, "only rules of a cause are at stake"
    if finding.contradiction:
        with_others = finding.cause.id not in finding.contradiction
        return SETTLES if with_others and rule.level == "excludes" else 0.0
    if not rests and not finding.failed:
        return _gain_alone(finding.cause.base, rule.level)
    after = probability(finding.cause.base, [*rests, (rule.level, chained.rests_on(outcome.used))], finding.failed)
    return _movement(finding.probability, after, rule.level)


@lru_cache
def _gain_alone(base: Base, level: Level) -> float:
    """That of a cause of which nothing else is known: the usual case by far."""
    return _movement(probability(base, ()), probability(base, [(level, frozenset())]), level)


def _movement(now: float, after: float, level: Level) -> float:
    if level in FOR:
        return max(0.0, min(1.0, now / after) * (after - now))
    if now < SUSPECTED:
        return 0.0
    return max(0.0, (1 - now) / (1 - after) * (now - after))
