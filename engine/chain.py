"""From facts to firings: what follows is derived, then every rule is asked: yes, no, or unknown and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from .braces import Braced, filled
from .causes import Level, Rule
from .conditions import Answer, Outcome, View
from .facts import Evidence, Fact, Value, by_name
from .index import Index, index_of
from .measures import MEASURES
from .rulebook import Rulebook

Names = AbstractSet[str]

Key = tuple[str, Value]
"""A fact as a thing that evidence rests on: its name and value, wherever it was read."""

Roots = Mapping[Key, frozenset[Key]]
"""A derived fact -> the told facts that it rests on in the end."""

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
class Answers:
    """What all rules say."""

    outcomes: Mapping[str, Outcome]
    """Rule id -> its outcome; `missing` may name derived facts."""
    firings: tuple[Firing, ...]


class Chained:
    """Everything that follows from the facts that hold. The rules are asked when somebody wants to know what they say.

    It never changes, so that another thread may look at it.
    """

    def __init__(self, index: Index, view: View, roots: Roots, last: Answers, stirred: Names) -> None:
        """`last` is what the rules said before the `stirred` facts changed."""
        self.index, self.view, self.roots = index, view, roots
        self._last, self._stirred = last, stirred

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Rule id -> its outcome; `missing` may name derived facts."""
        return self._answers.outcomes

    @property
    def firings(self) -> tuple[Firing, ...]:
        """The rules that hold, in the order of the rulebook."""
        return self._answers.firings

    @cached_property
    def health(self) -> Outcome:
        """Whether the board is known to be healthy."""
        return self.index.rulebook.healthy.ask(self.view)

    def rests_on(self, facts: Iterable[Fact]) -> frozenset[Key]:
        """The told facts at the bottom of these facts."""
        return _roots(facts, self.roots)

    def after(self, told: Mapping[str, tuple[Fact, ...]], changed: Names) -> Chained:
        """The same as `run` on all of `told`, but only what the changed names reach is asked again.

        Of names that are neither changed nor derived nothing need be told.
        """
        work = _Work(self.index, dict(self.view), dict(self.roots), changed)
        for name in changed - self.index.staters.keys():
            work.hold(name, told.get(name, ()))
        for name in self.index.order:
            work.derive(name, told.get(name, ()))
        if "_answers" in vars(self):
            return Chained(self.index, work.view, work.roots, self._answers, work.dirty)
        return Chained(self.index, work.view, work.roots, self._last, self._stirred | work.dirty)

    @cached_property
    def _answers(self) -> Answers:
        reached = {rule.id: rule for name in self._stirred for rule in self.index.lookers.get(name, ())}
        asked = {rule_id: ask(rule, self.view) for rule_id, rule in reached.items()}
        firings = {firing.rule.id: firing for firing in self._last.firings if firing.rule.id not in asked}
        firings |= {i: Firing(reached[i], one.used) for i, one in asked.items() if one.answer is Answer.YES}
        ordered = sorted(firings, key=self.index.place.__getitem__)
        return Answers({**self._last.outcomes, **asked}, tuple(firings[rule_id] for rule_id in ordered))


def run(rulebook: Rulebook, facts: Iterable[Fact]) -> Chained:
    """What follows from these facts, all of which hold now. Raises KeyError for a fact outside the vocabulary."""
    told = by_name(facts)
    return blank(index_of(rulebook)).after(told, told.keys())


@lru_cache(maxsize=8)
def blank(index: Index) -> Chained:
    """What follows from nothing at all."""
    outcomes = {rule.id: ask(rule, {}) for rule in index.rulebook.rules}
    firings = tuple(Firing(rule, ()) for rule in index.rulebook.rules if outcomes[rule.id].answer is Answer.YES)
    nothing = Chained(index, {}, {}, Answers(outcomes, firings), frozenset())
    return nothing.after({}, index.staters.keys())


def ask(rule: Rule, view: View) -> Outcome:
    """What the rule says. `unless` stops it only when it is known to hold."""
    outcome = rule.when.ask(view)
    if rule.unless is None or outcome.answer is Answer.NO:
        return outcome
    stopped = rule.unless.ask(view)
    return Outcome(Answer.NO, stopped.used) if stopped.answer is Answer.YES else outcome


@dataclass(slots=True)
class _Work:
    """What changes when facts do, while it goes on."""

    index: Index
    view: dict[str, tuple[Fact, ...]]
    roots: dict[Key, frozenset[Key]]
    changed: Names
    dirty: set[str] = field(default_factory=set)
    """What holds otherwise than before."""

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
        if name not in self.changed and self.index.behind[name].isdisjoint(self.dirty):
            return
        derived = {fact: rests for rule in rules for fact, rests in self._stated(rule, name)}
        self.hold(name, (*told, *derived))
        for key in [key for key in self.roots if key[0] == name]:
            del self.roots[key]
        for fact in self.view.get(name, ()):
            if fact in derived:
                self.roots[fact.name, fact.value] = derived[fact]

    def _stated(self, rule: Rule, name: str) -> Iterator[tuple[Fact, frozenset[Key]]]:
        """What the rule states about that name, and the told facts that this rests on."""
        outcome = ask(rule, self.view)
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
    return (fact.attempt, not fact.doubtful, fact.rank, repr(fact.because))


def _words(value: Value | None, wanted: Braced) -> str:
    if value is None:
        return wanted.otherwise or "(not known)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = MEASURES.get(wanted.measure, str)(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
