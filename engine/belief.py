"""How much each cause is believed: levels are all that an author picks, one table turns them into odds."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import Literal

from .causes import TOPICS, Base, Cause, Level
from .chain import Chained, Firing, Key
from .conditions import Answer
from .index import Index, index_of
from .rulebook import Rulebook

State = Literal["found", "open", "ruled-out"]
Verdict = Literal["diagnosed", "likely", "undetermined", "out-of-scope", "healthy"]

LOG_ODDS: Mapping[Base | Level, float] = {
    "common": -2.94,  # 5 in 100, before any evidence
    "occasional": -4.18,  # 15 in 1000
    "rare": -5.52,  # 4 in 1000
    "likely": 4.3,  # lifts a common cause to 0.8, an occasional one to 0.5
    "possible": 2.3,  # lifts a common cause to 0.35, an occasional one to 0.13
    "against": -3.0,  # takes a likely common cause back to 0.16
}
"""What speaks for a cause, in natural logarithms of odds; `certain` and `excludes` are not a matter of odds."""

FAILED_FIX: Mapping[Level, float] = {"certain": -4.0, "likely": -1.6, "possible": -0.5, "against": 0.0, "excludes": 0.0}
"""What a fix that did not help says against its cause, by the fix's chance to help: about log(1 - chance)."""

CERTAIN = 0.98
SUREST = 0.97
"""The most that evidence can reach which is not certain."""
CONTRADICTED = 0.6
"""What is both certain and excluded, or certain beside another certain cause: one of two authors is wrong."""
EXCLUDED = 0.001

FOUND_FROM = 0.9
LIKELY_FROM = 0.4
RULED_OUT_BELOW = 0.003
SURE_RIVAL_AT_MOST = 0.5
SUSPECTED_FROM = 0.5

FOR: frozenset[Level] = frozenset({"certain", "likely", "possible"})

Order = tuple[float, int, str]
"""A place among the findings: belief from the highest, then as faults hide one another."""

_first = itemgetter(0)

Rest = tuple[Level, frozenset[Key]]
"""A firing as belief sees it: its level, and the told facts that it rests on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause and how much it is believed."""

    cause: Cause
    probability: float
    state: State
    firings: tuple[Firing, ...]
    """The rules that speak for or against it."""
    contradiction: tuple[str, ...] = ()
    """The causes that cannot be certain together with this one; its own id when it is certain and excluded."""
    explained_by: str | None = None
    """A more specific cause that took over evidence of this one."""
    failed: tuple[Level, ...] = ()
    """The chances of its fixes that were tried in vain."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """What fixes have taught. `mended` cause -> attempt since which only new facts count; `failed` cause -> chances."""

    mended: Mapping[str, int]
    failed: Mapping[str, tuple[Level, ...]]


NO_REPAIRS = Repairs({}, {})


def weigh(rulebook: Rulebook, chained: Chained, repairs: Repairs = NO_REPAIRS) -> tuple[Finding, ...]:
    """Every cause with its belief, best first; equals in the order in which faults hide one another."""
    index = index_of(rulebook)
    fired = _by_cause(chained.firings, repairs.mended)
    rests = {cause: [_rest(firing, chained) for firing in firings] for cause, firings in fired.items()}
    touched = fired.keys() | repairs.failed.keys()
    found: list[Finding] = []
    for name in touched:
        cause, failed = rulebook.causes[name], repairs.failed.get(name, ())
        firings, taker = _left_to(name, fired, rests, index)
        left = rests.get(name, []) if taker is None else [_rest(firing, chained) for firing in firings]
        found.append(_finding(cause, firings, left, failed, taker))
    ordered = [(order, finding) for order, finding in _resting(rulebook) if finding.cause.id not in touched]
    ordered += [(_order(finding), finding) for finding in _contradicted(found, index)]
    return tuple(finding for _, finding in sorted(ordered, key=_first))


@lru_cache(maxsize=8)
def _resting(rulebook: Rulebook) -> Sequence[tuple[Order, Finding]]:
    """Every cause as it is believed before anything is known, with its place: the usual case by far."""
    findings = [_finding(cause, (), (), (), None) for cause in rulebook.causes.values()]
    return sorted([(_order(finding), finding) for finding in findings], key=_first)


def probability(base: Base, rests: Sequence[Rest], failed: Sequence[Level] = ()) -> float:
    """The belief in a cause of that base rate, given the firings and the chances of fixes that failed."""
    levels = {level for level, _ in rests}
    if "certain" in levels:
        return CONTRADICTED if "excludes" in levels else CERTAIN
    if "excludes" in levels:
        return EXCLUDED
    odds = LOG_ODDS[base] + sum(FAILED_FIX[chance] for chance in failed)
    if rests:
        odds += _independent(rest for rest in rests if rest[0] in FOR)
        odds += _independent(rest for rest in rests if rest[0] not in FOR)
    return min(1 / (1 + math.exp(-odds)), SUREST)


def verdict(rulebook: Rulebook, chained: Chained, findings: Sequence[Finding]) -> Verdict:
    """The diagnosis in one word. `diagnosed` is a promise: nothing else is believed beside it, or it is certain."""
    first = findings[0] if findings else None
    second = findings[1].probability if len(findings) > 1 else 0.0
    if first is not None and first.probability >= LIKELY_FROM and first.cause.id == "out-of-scope":
        return "out-of-scope"
    if first is not None and first.state == "found" and (certain(first) or _outweighs(first, second)):
        return "diagnosed"
    if (first is None or first.probability < SUSPECTED_FROM) and _healthy(rulebook, chained):
        return "healthy"
    return "likely" if first is not None and first.probability >= LIKELY_FROM else "undetermined"


def certain(finding: Finding) -> bool:
    """A certain rule fired, and nothing contradicts it."""
    return not finding.contradiction and any(firing.level == "certain" for firing in finding.firings)


def _outweighs(finding: Finding, rival: float) -> bool:
    """Whether there is no rival, and more speaks for it than what somebody wrote in words of their own.

    One sentence states several facts, which are true or misread together: however many there are, nothing is sure by
    them that no rule calls certain.
    """
    because = (fact for firing in finding.firings if firing.level in FOR for fact in firing.used)
    return rival <= SURE_RIVAL_AT_MOST and any(one.kind != "said" for fact in because for one in fact.because)


def _healthy(rulebook: Rulebook, chained: Chained) -> bool:
    unhealthy = rulebook.unhealthy
    if unhealthy is not None and unhealthy.ask(chained.view).answer is Answer.YES:
        return False
    return chained.health.answer is Answer.YES


def _by_cause(firings: Iterable[Firing], mended: Mapping[str, int]) -> dict[str, list[Firing]]:
    """Firings by cause. What was known before a repair says nothing about the repaired cause any more."""
    fired: dict[str, list[Firing]] = {}
    for firing in firings:
        cause = firing.rule.cause
        if cause is None or firing.rule.level is None or _older(firing, mended.get(cause)):
            continue
        fired.setdefault(cause, []).append(firing)
    return fired


def _older(firing: Firing, attempt: int | None) -> bool:
    return attempt is not None and all(fact.attempt < attempt for fact in firing.used)


def _rest(firing: Firing, chained: Chained) -> Rest:
    assert firing.level is not None, "derivations are no evidence"
    return firing.level, chained.rests_on(firing.used)


def _independent(rests: Iterable[Rest]) -> float:
    """The weight of firings of one direction together.

    Those that rest on the same fact count once, the strongest. Of the others each counts half of the one before:
    what is seen in one consultation on one board is never quite independent.
    """
    counted: set[Key] = set()
    total, share = 0.0, 1.0
    ordered = list(rests)
    if len(ordered) > 1:
        ordered.sort(key=lambda rest: (-abs(LOG_ODDS[rest[0]]), len(rest[1]), sorted(map(repr, rest[1]))))
    for level, keys in ordered:
        if counted.isdisjoint(keys):
            counted |= keys
            total += share * LOG_ODDS[level]
            share /= 2
    return total


def _left_to(
    cause: str,
    fired: Mapping[str, list[Firing]],
    rests: Mapping[str, list[Rest]],
    index: Index,
) -> tuple[tuple[Firing, ...], str | None]:
    """The firings of the cause that no more specific cause takes over, and the first that took one."""
    firings, taker = fired.get(cause, []), None
    for specific in index.takers[cause] & fired.keys() if firings else ():
        if _by_itself(specific, rests, index) < _by_itself(cause, rests, index):
            continue
        taken = frozenset(key for level, keys in rests[specific] if level in FOR for key in keys)
        left = [
            f
            for f, (level, keys) in zip(fired[cause], rests[cause], strict=True)
            if not (level in FOR and keys & taken)
        ]
        if len(left) < len(fired[cause]):
            firings = [firing for firing in firings if firing in left]
            taker = min(taker or specific, specific)
    return tuple(firings), taker


def _by_itself(cause: str, rests: Mapping[str, list[Rest]], index: Index) -> float:
    """The belief in it as if no other cause took over any of its evidence."""
    return probability(index.rulebook.causes[cause].base, rests[cause])


def _finding(
    cause: Cause, firings: tuple[Firing, ...], rests: Sequence[Rest], failed: tuple[Level, ...], taker: str | None
) -> Finding:
    belief = probability(cause.base, rests, failed)
    against_itself = (cause.id,) if {"certain", "excludes"}.issubset([level for level, _ in rests]) else ()
    return Finding(cause, belief, _state(belief), firings, against_itself, taker, failed)


def _state(belief: float) -> State:
    if belief >= FOUND_FROM:
        return "found"
    return "ruled-out" if belief < RULED_OUT_BELOW else "open"


def _contradicted(findings: Collection[Finding], index: Index) -> list[Finding]:
    """Two certain causes neither of which explains the other cannot both be shown as certain."""
    sure = [finding.cause.id for finding in findings if finding.probability == CERTAIN]
    return [_against(finding, sure, index) for finding in findings]


def _against(finding: Finding, sure: list[str], index: Index) -> Finding:
    own = finding.cause.id
    if own not in sure:
        return finding
    related = index.explained[own]
    rivals = tuple(o for o in sure if o != own and o not in related and own not in index.explained[o])
    return replace(finding, probability=CONTRADICTED, state="open", contradiction=rivals) if rivals else finding


def _order(finding: Finding) -> Order:
    return (-finding.probability, TOPICS.index(finding.cause.topic), finding.cause.id)
