"""A recorded case becomes the session that it was."""

from __future__ import annotations

from books import book, cause, fact, fix, kind, rule, when
from espdoctor.engine.causes import FixStep
from espdoctor.engine.conditions import Answer
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.journal import (
    Acted,
    Answered,
    Chunk,
    Consented,
    Event,
    Input,
    Lines,
    Noted,
    Observed,
    Ran,
    Retracted,
    Said,
    Skipped,
)
from espdoctor.engine.replay import TOLD, replay
from espdoctor.engine.rulebook import Rulebook, Signature
from espdoctor.engine.session import Session
from espdoctor.engine.steps import ProbeInfo, Tried

PLAIN = book(
    [kind("a"), kind("b"), kind("q", ask="look"), kind("w", ask="look")],
    cause(
        "x",
        rule("r", "likely", when(a=True)),
        rule("s", "certain", when(b=True)),
        fixes=(fix("f", FixStep(action="flash")),),
    ),
    cause("y", rule("r", "certain", when(q=True))),
    cause("z", rule("r", "certain", when(w=True))),
)
BOOK = Rulebook(
    PLAIN.vocabulary, PLAIN.causes, {}, PLAIN.rules, PLAIN.healthy, None, (Signature("s", "help", (("a", True),)),), ""
)
PROBE = ProbeInfo("p", "P", ("b",))


def replayed(*inputs: Input) -> Session:
    return replay(BOOK, [PROBE], [Event(n, float(n), "you", one) for n, one in enumerate(inputs, start=1)])


def same(one: Session, other: Session) -> bool:
    def state(session: Session) -> tuple[object, ...]:
        return session.facts, session.findings, session.attempt, session.treated, session.next_step(Hazard.ERASE)

    return state(one) == state(other)


def test_a_whole_case_leads_to_the_same_session() -> None:
    lived = Session(BOOK, [PROBE])
    lived.read("help", TOLD, 1.0)
    lived.learn(fact("b", False, at=2.0))
    lived.ran("p")
    lived.answer("q", False, 3.0)
    lived.skip("w")
    lived.acted(["b"])
    lived.learn(fact("b", False, at=6.0, attempt=1))
    lived.ran("p")
    lived.tried("x", "f", False)
    inputs: tuple[Input, ...] = (
        Said("help"),
        Observed("p", (fact("b", False, at=2.0),)),
        Answered("q", False),
        Skipped("w"),
        Acted("f", ("b",)),
        Observed("p", (fact("b", False, at=6.0, attempt=1),)),
        Tried("x", "f", False),
    )
    assert same(replayed(*inputs), lived)


def test_what_was_retracted_is_forgotten() -> None:
    told = fact("b", at=1.0)
    assert same(replayed(Observed("open", (told,)), Retracted(told.id)), Session(BOOK, [PROBE]))


def test_a_probe_that_ran_without_seeing_anything_is_not_run_again() -> None:
    assert same(replayed(Ran("p")), replayed(Observed("p", ())))
    assert not same(replayed(Ran("p")), replayed(Observed("an-action", ())))


def test_bytes_lines_consent_and_notes_are_for_readers() -> None:
    inputs = Chunk("p", "in", b"x"), Lines("p", True, False), Consented(Hazard.ERASE, True), Noted("x")
    assert same(replayed(*inputs), Session(BOOK, [PROBE]))


def test_facts_that_these_rules_no_longer_know_are_left_out() -> None:
    session = replayed(Observed("p", (fact("gone"), fact("b"))), Answered("gone", True), Answered("q", "perhaps"))
    assert session.known == {"b": True}
    assert session.why_not("y")[0].answer is Answer.UNKNOWN


def test_a_fix_of_a_cause_that_there_is_no_more_still_happened() -> None:
    gone = Tried("renamed-since", "f", verified=True)

    assert replayed(gone).treated == (gone,)
