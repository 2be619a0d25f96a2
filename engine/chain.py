"""From facts to firings: what follows is derived, then every rule is asked: yes, no, or unknown and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from .braces import Braced, filled
from .causes import Level, Rule
from .conditions import Answer, Outcome, View
from .facts import Evidence, Fact, Value
from .index import Index, index_of
from .measures import MEASURES
from .rulebook import Rulebook

Key = tuple[str, Value]
"""A fact as a thing that evidence rests on: its name and value, wherever it was read."""

LONGEST_VALUE = 80
"""Characters of a text fact that a sentence shows at most."""

_IN_DOUBT: Mapping[Level, Level] = {"certain": "likely", "excludes": "against"}
"""What becomes of a level when a fact may have been read wrongly."""


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that holds, and the facts that it rests on."""

    rule: Rule
    used: tuple[Fact, ...]
    level: Level | None = field(init=False, repr=False, compare=False)
    """The rule's level; what rests on a doubtful fact is neither certain nor impossible."""

    def __post_init__(self) -> None:
        level = self.rule.level
        if level is not None and level in _IN_DOUBT and any(fact.doubtful for fact in self.used):
            level = _IN_DOUBT[level]
        object.__setattr__(self, "level", level)

    def sentence(self) -> str:
        """The rule's `because` with the values filled in. Text facts are hostile: escape before showing."""
        values = {fact.name: fact.value for fact in reversed(self.used)}
        return filled(self.rule.because, lambda one: _words(values.get(one.name), one)).strip()


@dataclass(frozen=True, slots=True)
class Chained:
    """Everything that follows from the facts that hold."""

    view: View
    firings: tuple[Firing, ...]
    outcomes: Mapping[str, Outcome]
    """Rule id -> its outcome; `missing` may name derived facts."""
    roots: Mapping[Key, frozenset[Key]] = field(default_factory=lambda: MappingProxyType({}))
    """A derived fact -> the told facts that it rests on in the end."""

    def rests_on(self, facts: Iterable[Fact]) -> frozenset[Key]:
        """The told facts at the bottom of these facts."""
        return _roots(facts, self.roots)


def run(rulebook: Rulebook, facts: Iterable[Fact]) -> Chained:
    """What follows from these facts, all of which hold now. Raises KeyError for a fact outside the vocabulary."""
    index = index_of(rulebook)
    told: dict[str, tuple[Fact, ...]] = {}
    for fact in facts:
        told[fact.name] = (*told.get(fact.name, ()), fact)
    return update(index, blank(index), told, told)


@lru_cache(maxsize=8)
def blank(index: Index) -> Chained:
    """What follows from nothing at all."""
    nothing = Chained({}, (), {rule.id: Outcome(Answer.UNKNOWN) for rule in index.rulebook.rules})
    return update(index, nothing, {}, [*index.lookers, *index.staters], everything=True)


def update(
    index: Index,
    before: Chained,
    told: Mapping[str, tuple[Fact, ...]],
    changed: Iterable[str],
    everything: bool = False,
) -> Chained:
    """The same as `run` on all of `told`, but only what the changed names reach is asked again.

    `everything` asks also the rules that look at no fact.
    """
    work = _Work(index, dict(before.view), dict(before.outcomes), dict(before.roots), set(changed))
    for name in work.dirty - index.staters.keys():
        work.hold(name, told.get(name, ()))
    for name in index.order:
        work.derive(name, told.get(name, ()))
    work.ask(index.rulebook.rules if everything else work.reached())
    return Chained(work.view, _firings(index, before.firings, work), work.outcomes, work.roots)


def _firings(index: Index, before: Iterable[Firing], work: _Work) -> tuple[Firing, ...]:
    """Those of before with what was asked since, in the order of the rulebook."""
    firings = {firing.rule.id: firing for firing in before if firing.rule.id not in work.asked}
    for rule_id, rule in work.asked.items():
        outcome = work.outcomes[rule_id]
        if outcome.answer is Answer.YES:
            firings[rule_id] = Firing(rule, outcome.used)
    return tuple(firings[rule_id] for rule_id in sorted(firings, key=index.place.__getitem__))


def ask(rule: Rule, view: View) -> Outcome:
    """What the rule says. `unless` stops it only when it is known to hold."""
    outcome = rule.when.ask(view)
    if rule.unless is None or outcome.answer is Answer.NO:
        return outcome
    stopped = rule.unless.ask(view)
    return Outcome(Answer.NO, stopped.used) if stopped.answer is Answer.YES else outcome


@dataclass(slots=True)
class _Work:
    """One update while it goes on."""

    index: Index
    view: dict[str, tuple[Fact, ...]]
    outcomes: dict[str, Outcome]
    roots: dict[Key, frozenset[Key]]
    dirty: set[str]
    asked: dict[str, Rule] = field(default_factory=dict)

    def reached(self) -> Iterable[Rule]:
        """Every rule that looks at something that changed."""
        return {rule.id: rule for name in self.dirty for rule in self.index.lookers.get(name, ())}.values()

    def ask(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            self.outcomes[rule.id] = ask(rule, self.view)
            self.asked[rule.id] = rule

    def hold(self, name: str, candidates: Iterable[Fact]) -> None:
        """Let those of the candidates stand in the view that hold; note whether that changed anything."""
        kind = self.index.rulebook.vocabulary.kinds[name]
        holding = _holding(candidates, kind.keeps == "one")
        if holding == self.view.get(name, ()):
            return
        self.dirty.add(name)
        if holding:
            self.view[name] = holding
        else:
            del self.view[name]

    def derive(self, name: str, told: tuple[Fact, ...]) -> None:
        """A fact that rules can state: it is told, or follows, or both."""
        rules = self.index.staters[name]
        if name not in self.dirty and self.index.behind[name].isdisjoint(self.dirty):
            return
        self.ask(rules)
        derived = {fact: rests for rule in rules for fact, rests in self._stated(rule, name)}
        self.hold(name, (*told, *derived))
        for key in [key for key in self.roots if key[0] == name]:
            del self.roots[key]
        for fact in self.view.get(name, ()):
            if fact in derived:
                self.roots[fact.name, fact.value] = derived[fact]

    def _stated(self, rule: Rule, name: str) -> Iterator[tuple[Fact, frozenset[Key]]]:
        """What the rule states about that name, and the told facts that this rests on."""
        outcome = self.outcomes[rule.id]
        if outcome.answer is not Answer.YES:
            return
        because = dict.fromkeys(replace(e, kind="derived") for fact in outcome.used for e in fact.because)
        rests = _roots(outcome.used, self.roots)
        doubtful = any(fact.doubtful for fact in outcome.used)
        for stated, value in rule.states:
            if stated == name:
                fact = Fact(name, value, tuple(because) or (Evidence(rule.id, "", "derived"),))
                yield fact.doubted() if doubtful else fact, rests


def _roots(facts: Iterable[Fact], roots: Mapping[Key, frozenset[Key]]) -> frozenset[Key]:
    keys = [(fact.name, fact.value) for fact in facts]
    return frozenset(root for key in keys for root in roots.get(key, (key,))) if roots else frozenset(keys)


def _holding(candidates: Iterable[Fact], one: bool) -> tuple[Fact, ...]:
    """The fact of the greatest rank; of a set, the one of the greatest rank for each value."""
    best: dict[tuple[type, Value] | None, Fact] = {}
    for fact in candidates:
        key = None if one else (type(fact.value), fact.value)
        if key not in best or _rank(fact) > _rank(best[key]):
            best[key] = fact
    return tuple(sorted(best.values(), key=lambda fact: repr(fact.value)))


def _rank(fact: Fact) -> tuple[int, bool, tuple[int, float, int, str], str]:
    """What was read well before what is in doubt, then the rank; the evidence lest the order decide."""
    return (fact.rank[0], not fact.doubtful, fact.rank, repr(fact.because))


def _words(value: Value | None, wanted: Braced) -> str:
    if value is None:
        return wanted.otherwise or "(not known)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = MEASURES.get(wanted.measure, str)(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
