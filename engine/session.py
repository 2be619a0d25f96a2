"""One consultation as the engine sees it: facts come and go, findings follow. The one mutable thing of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from . import chain, explain, plan
from .belief import Finding, Repairs, Verdict
from .causes import Level
from .conditions import View
from .facts import Evidence, Fact, Value
from .hazard import Hazard
from .index import index_of
from .ledger import Ledger
from .moment import Moment
from .rulebook import Rulebook
from .steps import ProbeInfo, Step, Tried
from .survey import Situation, floor_for_a_person, look_around

PROVEN_FIX = "fix"
"""The word in a fact's `affected-by` that lets a proven fix outdate it: complaints from before are answered then."""

FOR_GOOD = 1_000_000
"""An attempt that never comes: whatever is seen later, a proven way round the trouble stays good."""

LINE = 1e-6
"""Seconds that a line of a pasted text counts for, so that of two lines the later one holds."""


class Session:
    """Facts in, findings and the next step out. Pure: the caller brings every time, in seconds since the case began.

    What follows from the inputs is worked out when somebody looks (see `Moment`).
    """

    def __init__(self, rulebook: Rulebook, probes: Sequence[ProbeInfo] = ()) -> None:
        self.rulebook = rulebook
        self.probes = tuple(probes)
        self.attempt = 0
        """How many times the world was changed."""
        self.treated: tuple[Tried, ...] = ()
        """Every fix that ended, in order."""
        self._index = index_of(rulebook)
        self._told: dict[str, dict[Fact, None]] = {}
        """Name -> what was told of it, in that order."""
        self._outdated: dict[str, int] = {}
        self._skipped: set[str] = set()
        self._ran: dict[str, int] = {}
        self._mended: dict[str, int] = {}
        self._ledger = Ledger()
        self._now = Moment(chain.blank(self._index))

    # ---------------------------------------------------------------- what comes in

    def learn(self, *facts: Fact, at: float | None = None) -> tuple[Fact, ...]:
        """Take facts in and return the new ones; with `at` they are stamped with that time and the present attempt.

        Raises ValueError for a fact that the vocabulary does not know or whose value it does not allow.
        """
        for fact in facts:
            problem = self.rulebook.vocabulary.problem(fact.name, fact.value)
            if problem:
                raise ValueError(f"{fact.name}: {problem}")
        stamped = facts if at is None else tuple(fact.at_attempt(self.attempt, at) for fact in facts)
        new = tuple(fact for fact in stamped if fact not in self._told.get(fact.name, ()))
        for fact in new:
            self._told.setdefault(fact.name, {})[fact] = None
        self._changed({fact.name for fact in new})
        return new

    def read(self, text: str, source: str, at: float = 0.0) -> tuple[Fact, ...]:
        """Take in a pasted text, by its signatures; returns the facts that are new."""
        from . import forms, signatures

        found = signatures.read(self.rulebook, forms.without(text), source)
        return self.learn(*(self._placed(fact, at) for fact in found))

    def answer(self, name: str, value: Value, at: float = 0.0) -> tuple[Fact, ...]:
        """Take in what a person said; returns it where it is new. Raises ValueError as `learn`."""
        kind = self.rulebook.vocabulary.kinds.get(name)
        choices = dict(kind.ask.choices) if kind and kind.ask else {}
        because = Evidence("you said", choices.get(value, str(value)), "said")
        return self.learn(Fact(name, value, (because,)), at=at)

    def retract(self, what: str) -> None:
        """Forget a fact by its id, what was skipped by its name, or a fix that was not carried out (CAUSE/FIX), as if
        it had never been told. What is unknown changes nothing."""
        gone = [fact for facts in self._told.values() for fact in facts if fact.id == what]
        for fact in gone:
            del self._told[fact.name][fact]
        self._skipped.discard(what)
        self.treated = tuple(
            one for one in self.treated if one.verified is not None or what != f"{one.cause}/{one.fix}"
        )
        self._changed({fact.name for fact in gone})

    def skip(self, name: str) -> None:
        """A fact that the person cannot tell, or a probe that cannot be run: not proposed again."""
        self._skipped.add(name)

    def skipped(self, name: str) -> bool:
        """Whether it was."""
        return name in self._skipped

    def ran(self, probe: str) -> None:
        """A probe came to its end: not proposed again before what it settles is outdated."""
        self._ran[probe] = self.attempt

    def acted(self, affects: Iterable[str]) -> None:
        """The world was changed: what was seen before of the matching facts holds no longer."""
        self.attempt += 1
        names = {name for pattern in affects for name in self.rulebook.vocabulary.matching(pattern)}
        self._outdated.update(dict.fromkeys(names, self.attempt))
        self._changed(names)

    def tried(self, cause: str, fix: str, verified: bool | None) -> None:
        """A fix ended: it is not proposed again. When it is proven, complaints from before are answered."""
        self.treated += (Tried(cause, fix, verified),)
        for probe in self.probes:
            if probe.hands:
                self._ran.pop(probe.name, None)
        complaints: set[str] = set()
        if verified:
            self._mended[cause] = FOR_GOOD if self._is_way_round(cause, fix) else self.attempt
            complaints = {n for n, kind in self.rulebook.vocabulary.kinds.items() if PROVEN_FIX in kind.affected_by}
            self._outdated.update(dict.fromkeys(complaints, self.attempt))
        self._changed(complaints)

    # ---------------------------------------------------------------- what is known and believed

    @property
    def view(self) -> View:
        """The facts that hold now, told and derived, by name."""
        return self._now.chained.view

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that hold now, by name."""
        return tuple(fact for name in sorted(self.view) for fact in self.view[name])

    @property
    def known(self) -> Mapping[str, Value]:
        """The values of the facts that have one."""
        return self._now.known

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every cause with its belief, best first."""
        return self._now.findings

    @property
    def verdict(self) -> Verdict:
        """The diagnosis in one word."""
        return self._now.verdict

    @property
    def missing(self) -> tuple[str, ...]:
        """Unknown facts that would matter, best first, as if everything were allowed and somebody were there."""
        survey = look_around(self._situation(Hazard.ERASE, can_ask=True))
        return survey.matters(floor_for_a_person(self.findings))

    # ---------------------------------------------------------------- what to do

    def next_step(self, allowed: Hazard = Hazard.RESET, can_ask: bool = True) -> Step:
        """The next step that is not above the hazard, and needs nobody when nobody can be asked."""
        return plan.next_step(self._situation(allowed, can_ask))

    # ---------------------------------------------------------------- why

    def why(self, cause: str) -> tuple[explain.Reason, ...]:
        """The rules that speak for or against the cause. Raises KeyError for an unknown one."""
        return explain.why(self._now.finding(cause))

    def why_not(self, cause: str) -> tuple[explain.Silence, ...]:
        """The rules of the cause that are silent, and what would make them speak. Raises KeyError."""
        return explain.why_not(self._index, self._now.chained, self._now.finding(cause), self.probes)

    def what_if(self, name: str) -> tuple[explain.Outlook, ...]:
        """What each value of the fact would make of the findings. Raises KeyError for an unknown fact."""
        return explain.what_if(self._index, self._now.chained, self._holding(), self._now.repairs, name)

    # ---------------------------------------------------------------- inside

    def _is_way_round(self, cause: str, fix: str) -> bool:
        known = self.rulebook.causes.get(cause)
        return any(one.way_round for one in known.fixes if one.id == fix) if known else False

    def _placed(self, fact: Fact, at: float) -> Fact:
        """A fact of a text at this attempt; within the text the later line holds."""
        because = tuple(replace(e, attempt=self.attempt, at=at + e.at * LINE) for e in fact.because)
        return replace(fact, because=because)

    def _holding(self) -> dict[str, tuple[Fact, ...]]:
        return {name: self._told_now(name) for name in self._told}

    def _told_now(self, name: str) -> tuple[Fact, ...]:
        since = self._outdated.get(name, 0)
        return tuple(fact for fact in self._told.get(name, ()) if fact.attempt >= since)

    def _changed(self, names: AbstractSet[str]) -> None:
        told = {name: self._told_now(name) for name in names | (self._index.staters.keys() & self._told.keys())}
        self._now = Moment(self._now.chained.after(told, names), self._repairs())

    def _repairs(self) -> Repairs:
        failed: dict[str, tuple[Level, ...]] = {}
        for one in self.treated:
            cause = self.rulebook.causes.get(one.cause)
            if cause and one.verified is False and one.cause not in self._mended:
                chances: tuple[Level, ...] = tuple(fix.chance for fix in cause.fixes if fix.id == one.fix)
                failed[one.cause] = failed.get(one.cause, ()) + chances
        return Repairs(dict(self._mended), failed)

    def _situation(self, allowed: Hazard, can_ask: bool) -> Situation:
        spent = {probe.name for probe in self.probes if self._spent(probe)}
        return Situation(
            index=self._index,
            chained=self._now.chained,
            findings=self.findings,
            verdict=self.verdict,
            probes=self.probes,
            closed=frozenset(spent | self._skipped),
            tried={(one.cause, one.fix): one.verified for one in self.treated},
            allowed=allowed,
            can_ask=can_ask,
            ledger=self._ledger,
        )

    def _spent(self, probe: ProbeInfo) -> bool:
        """It ran, and another run would tell nothing new.

        It would when what it settles was outdated since, or when it could not settle all of it and the world has
        changed since. Hands that a probe needs outdate what it learned when they put things back: such a probe
        waits for a fix.
        """
        ran = self._ran.get(probe.name)
        if ran is None:
            return False
        if probe.hands or ran == self.attempt:
            return True
        view = self.view
        return all(name in view and self._outdated.get(name, 0) <= ran for name in probe.settles)
