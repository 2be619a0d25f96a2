"""Which rules look at which fact, and the order in which facts follow from facts; made once for a rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from graphlib import TopologicalSorter

from .causes import Cause, Rule
from .conditions import facts_of
from .rulebook import Rulebook
from .vocabulary import FactKind


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What the chain and the planner look up again and again."""

    rulebook: Rulebook
    looks_at: Mapping[str, frozenset[str]]
    """Rule id -> the facts in its `when` and `unless`."""
    lookers: Mapping[str, tuple[Rule, ...]]
    """Fact -> the rules that look at it."""
    staters: Mapping[str, tuple[Rule, ...]]
    """Derived fact -> the rules that state it."""
    behind: Mapping[str, frozenset[str]]
    """Derived fact -> the facts that the rules which state it look at."""
    place: Mapping[str, int]
    """Rule id -> its number in the rulebook."""
    rules_of: Mapping[str, tuple[Rule, ...]]
    """Cause -> its rules that are evidence."""
    sways: Mapping[str, tuple[Rule, ...]]
    """Fact -> the rules that are evidence and look at it, or at a fact that can follow from it."""
    order: tuple[str, ...]
    """The derived facts, each after those that it follows from: one pass is the fixpoint."""
    explained: Mapping[str, frozenset[str]]
    """Cause -> every cause whose evidence it takes over, directly or through others."""
    takers: Mapping[str, frozenset[str]]
    """Cause -> the more specific causes that take over its evidence, and not the other way round as well."""
    questions: frozenset[str]
    """The facts that a person can be asked for."""
    narrowing: tuple[FactKind, ...]
    """The facts that can say what a case is about."""


@lru_cache(maxsize=8)
def index_of(rulebook: Rulebook) -> Index:
    """The index of this rulebook. Raises graphlib.CycleError where facts follow from themselves."""
    looks_at = {rule.id: _looks_at(rule) for rule in rulebook.rules}
    staters = _gather((name, rule) for rule in rulebook.rules for name, _ in rule.states)
    behind = {name: frozenset().union(*(looks_at[rule.id] for rule in rules)) for name, rules in staters.items()}
    rules_of = _gather((rule.cause, rule) for rule in rulebook.rules if rule.cause and rule.level)
    explained = {cause: _explained(cause, rulebook.causes) for cause in rulebook.causes}
    kinds = rulebook.vocabulary.kinds.values()
    evidence = [rule for rules in rules_of.values() for rule in rules]
    return Index(
        rulebook=rulebook,
        looks_at=looks_at,
        lookers=_gather((name, rule) for rule in rulebook.rules for name in sorted(looks_at[rule.id])),
        staters=staters,
        behind=behind,
        place={rule.id: number for number, rule in enumerate(rulebook.rules)},
        rules_of=rules_of,
        sways=_gather((name, rule) for rule in evidence for name in _closed(looks_at[rule.id], behind)),
        order=_order(staters, looks_at),
        explained=explained,
        takers={cause: _takers(cause, explained) for cause in explained},
        questions=frozenset(kind.name for kind in kinds if kind.ask),
        narrowing=tuple(kind for kind in kinds if kind.narrows),
    )


def _looks_at(rule: Rule) -> frozenset[str]:
    unless = facts_of(rule.unless) if rule.unless else ()
    return frozenset((*facts_of(rule.when), *unless))


def _gather(pairs: Iterable[tuple[str, Rule]]) -> dict[str, tuple[Rule, ...]]:
    gathered: dict[str, list[Rule]] = {}
    for name, rule in pairs:
        gathered.setdefault(name, []).append(rule)
    return {name: tuple(rules) for name, rules in gathered.items()}


def _order(staters: Mapping[str, tuple[Rule, ...]], looks_at: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Derived facts in an order of following; the same for the same rules, whatever the hash seed."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name in sorted(staters):
        sorter.add(name, *sorted({seen for rule in staters[name] for seen in looks_at[rule.id]}))
    return tuple(name for name in sorter.static_order() if name in staters)


def _closed(names: frozenset[str], behind: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """These facts, and all that they can follow from."""
    found, waiting = set(names), list(names)
    while waiting:
        new = behind.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting += new
    return frozenset(found)


def _explained(cause: str, causes: Mapping[str, Cause]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(causes[cause].explains)
    while waiting:
        name = waiting.pop()
        if name not in found and name in causes:
            found.add(name)
            waiting += causes[name].explains
    return frozenset(found - {cause})


def _takers(cause: str, explained: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(one for one, taken in explained.items() if cause in taken and one not in explained[cause])
