"""The consultation: plan -> consent -> run -> learn -> journal, until nothing is left that would change the answer.

A generator of events (`events.py`) over one `Session`. The shells (plain lines, JSON, the screen)
iterate over it and answer by `reply`; none of them decides anything.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from functools import partial

from ..engine.belief import LIKELY_FROM, Finding, Verdict
from ..engine.causes import Hands
from ..engine.conditions import Condition
from ..engine.errors import Cancelled
from ..engine.facts import Fact, Value
from ..engine.hazard import Hazard
from ..engine.rulebook import Rulebook
from ..engine.session import Session
from ..engine.steps import Ask, Done, ProbeInfo, Run, Try
from . import catalog, interrupted
from .asides import REFUSAL, Rethink, Trail, before_all_else, read, take_in
from .asking import ask
from .consents import Consents, Settings
from .events import (
    SKIP,
    Advised,
    Back,
    Consent,
    Diagnosed,
    Ended,
    Event,
    Observed,
    Progress,
    Reply,
    Started,
    Told,
)
from .link import Doors, Stop
from .link_errors import LinkError
from .probe import Observation
from .record import NoRecord, Record
from .result import Result, StepTaken, Treated, open_facts
from .which_board import step_for
from .wiretap import Wiretap
from .world import OpenWorld

__all__ = ["Consultation", "Settings"]

MOST_STEPS = 120
"""A consultation that has not ended by then never will: it ends as it stands."""

Events = Generator[Event, None, None]


class Consultation:
    """One case from the first look to the last proof. Iterate over it; answer by `reply`; stop by `cancel`."""

    def __init__(self, doors: Doors, rulebook: Rulebook, settings: Settings, record: Record | None = None) -> None:
        self.rulebook = rulebook
        self.settings = settings
        self.session = Session(rulebook, probes=catalog.infos())
        self.stop = Stop()
        self.record = record or NoRecord()
        self._began = doors.clock.now()
        self.wire = Wiretap(self.record, self._began)
        listen, tables = self.wire.listen, rulebook.tables
        self.world = OpenWorld(doors, self.stop, lambda: self.session.known, settings.firmware, listen, tables)
        self.steps: list[StepTaken] = []
        self.treated: list[Treated] = []
        self.overdue: dict[str, Condition] = {}
        """Causes that were certain and whose fix could not be proven yet -> what proves it."""
        self.consents = Consents(settings)
        self.trail = Trail()
        self._reply: Reply = None
        self._diagnosis: tuple[Verdict, tuple[Finding, ...]] | None = None

    # ---------------------------------------------------------------- for the shells

    def __iter__(self) -> Iterator[Event]:
        return self._run()

    def reply(self, value: Reply) -> None:
        """The answer to the event that was just given."""
        self._reply = value

    def cancel(self) -> None:
        """Stop as soon as the port lets go, 50 ms at most; may be called from another thread."""
        self.stop.set()

    def now(self) -> float:
        """Seconds since the case began, on the doors' clock."""
        return self.world.clock.now() - self._began

    # ---------------------------------------------------------------- the loop

    def _run(self) -> Events:
        error: str | None = None
        try:
            yield from self._take_in()
            yield from self._look_and_treat()
        except Cancelled as cancelled:
            error = interrupted.sentence(cancelled, self.session.known)
            self.record.noted(error, self.now())
        finally:
            self.world.close()
        yield Ended(self.result(error))

    def _take_in(self) -> Events:
        if self.settings.said:
            yield from read(self, self.settings.said)
        for name, value in self.settings.told.items():
            yield self._answered(name, value)
        for finding in self.session.findings:
            if finding.cause.answer and finding.probability >= LIKELY_FROM:
                yield Advised(finding.cause, finding.cause.answer)

    def _look_and_treat(self) -> Events:
        from .treat import prove_late, treat

        for _ in range(MOST_STEPS):
            self.check("choosing the next step")
            step = self.session.next_step(self.consents.worth_proposing, self.settings.can_ask)
            with suppress(Rethink):
                match step:
                    case Run(probe, why):
                        yield from self.run_probe(probe, why)
                    case Ask(fact, why):
                        yield from self.ask_person(fact, why)
                    case Try() if self.settings.treat:
                        if self.freeze():
                            yield Diagnosed(self.session.verdict, self.session.findings)
                        yield from treat(self, step)
                    case Try() | Done():
                        break
        prove_late(self)

    # ---------------------------------------------------------------- steps (also used by `treat`)

    def permitted(self, hazard: Hazard, what: str) -> Generator[Event, None, bool]:
        """Whether a step of this level may be done; asks once a level where somebody is there to ask."""
        known = self.consents.known(hazard)
        if known is not None:
            return known
        yes = (yield from self.ask_shell(Consent(hazard, what))) is True
        self.record.consented(hazard, yes, self.now())
        self.consents.answer(hazard, yes)
        if not yes:
            self.trail.add(REFUSAL)
        return yes

    def ask_shell(self, event: Event) -> Generator[Event, None, Value | None]:
        """Give an event to the shell and return its reply. Raises Rethink when something else was said instead."""
        self.reply(None)
        yield event
        self.check("waiting for you")
        reply: Reply = self._reply
        if isinstance(reply, Back | Told):
            yield from take_in(self, reply)
            raise Rethink
        return reply

    def check(self, doing: str) -> None:
        """Raises Cancelled when the person wants to stop: looks at the computer alone do not ask a port."""
        if self.stop.is_set():
            raise Cancelled(doing)

    def run_probe(self, probe: ProbeInfo, why: str) -> Events:
        """The probe's hands-on steps, the probe, and what puts the hands' work back."""
        if not (yield from self.permitted(probe.hazard, probe.title)):
            self._skip(probe.name)
            self.trail.follow(probe.name)
            return
        for hands in probe.hands:
            if not (yield from self.use_hands(hands, why)):
                self._skip(probe.name)
                self.trail.add(probe.name)
                return
        yield Started(probe.name, probe.title, probe.seconds, why)
        yield from self.observe("probe", probe.name, probe.hazard, catalog.get(probe.name).run(self.world))
        self.session.ran(probe.name)
        self.record.ran(probe.name, self.now())
        for hands in probe.after:
            yield from before_all_else(partial(self.use_hands, hands, "It puts things back as they were."))

    def observe(self, kind: str, name: str, hazard: Hazard, observations: Iterable[Observation]) -> Events:
        """Run a probe or an action to its end; errors of the world become facts."""
        if hazard >= Hazard.WRITE:
            self.record.sync()
        began = self.now()
        notes: list[str] = []
        try:
            for seen in observations:
                if seen.facts:
                    yield self.learn(name, seen.facts)
                if seen.note or seen.total:
                    notes.append(seen.note)
                    yield Progress(name, seen.note, seen.done, seen.total, self.now() - began)
        except LinkError as error:
            self.world.close()
            notes.append(str(error))
            yield self.learn(name, (*error.facts(), *interrupted.during(name, error.facts())))
        finally:
            self.wire.end_step(self.now())
        outcome = next((note for note in reversed(notes) if note), "done")
        self.took(kind, name, hazard, began, outcome)

    def use_hands(self, hands_id: str, why: str) -> Generator[Event, None, bool]:
        """Ask the person to do a hands-on step; returns whether it was done."""
        hands = self.rulebook.hands[hands_id]
        if not self.settings.can_ask:
            return False
        self.world.make_way(keep_open=hands.cost == "button")
        began = self.now()
        step = yield from step_for(self, hands, why)
        done = (yield from self.ask_shell(step)) is True
        if done:
            self.session.acted(hands.affects)
            self.record.acted(hands_id, hands.affects, self.now())
            yield from self._taught(hands)
        self.took("hands", hands_id, Hazard.LISTEN, began, "done" if done else "not done")
        return done

    def _taught(self, hands: Hands) -> Events:
        """What holds now because the person set it so."""
        known = dict(self.session.known)
        for name, other in hands.teaches:
            if other in known:
                yield self._answered(name, known[other])

    def learn(self, name: str, facts: Iterable[Fact]) -> Observed:
        """Take facts of a probe into the session, at this attempt and time.

        A value that the vocabulary does not allow (an exception 77) was never said by a chip: it is noise, and dropped.
        """
        allowed = [fact for fact in facts if not self.rulebook.vocabulary.problem(fact.name, fact.value)]
        seen = tuple(fact.at_attempt(self.session.attempt, self.now()) for fact in allowed)
        self.wire.flush()
        self.record.observed(name, seen, self.now())
        self.session.learn(*seen)
        chosen = next((f.value for f in seen if f.name == "port.url"), None)
        if isinstance(chosen, str):
            self.world.choose(chosen)
        return Observed(seen)

    def took(self, kind: str, name: str, hazard: Hazard, began: float, outcome: str) -> None:
        """Write a step down for the result."""
        self.steps.append(StepTaken(kind, name, str(hazard), self.now() - began, outcome))

    def freeze(self) -> bool:
        """Keep the diagnosis as it stands before the first fix; returns whether this was the first."""
        if self._diagnosis is not None:
            return False
        self._diagnosis = (self.session.verdict, self.session.findings)
        return True

    def ask_person(self, fact: str, why: str) -> Events:
        """A question of the vocabulary, and its answer into the case."""
        kind = self.rulebook.vocabulary.kinds[fact]
        assert kind.ask is not None, "the planner asks only what has a question"
        began = self.now()
        value = yield from ask(self, fact, kind.ask, why)
        if value is None or value == SKIP or self.rulebook.vocabulary.problem(fact, value):
            self._skip(fact)
            self.trail.add(fact)
            self.took("ask", fact, Hazard.LISTEN, began, "not known")
            return
        yield (seen := self._answered(fact, value))
        self.trail.add(*(new.id for new in seen.facts))
        self.took("ask", fact, Hazard.LISTEN, began, str(value))

    def _skip(self, name: str) -> None:
        self.session.skip(name)
        self.record.skipped(name, self.now())

    def _answered(self, name: str, value: Value) -> Observed:
        at = self.now()
        new = self.session.answer(name, value, at)
        self.record.answered(name, value, at)
        return Observed(new)

    # ---------------------------------------------------------------- the end

    def result(self, error: str | None = None) -> Result:
        """Everything that can be said now."""
        verdict, findings = self._diagnosis or (self.session.verdict, self.session.findings)
        unknown = open_facts(self.rulebook.vocabulary, self.session.missing)
        return Result(
            source=self.world.url or "",
            error=error,
            verdict=verdict,
            findings=findings,
            treated=tuple(self.treated),
            after=self.session.verdict,
            facts=self.session.facts,
            unknown=unknown,
            steps=tuple(self.steps),
        )
