"""A session: facts come and go, the world changes, fixes end; findings and the next step follow."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import book, cause, fact, fix, hands, kind, rule, when
from espdoctor.engine.belief import CERTAIN
from espdoctor.engine.causes import FixStep
from espdoctor.engine.conditions import Answer
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.rulebook import Rulebook, Signature
from espdoctor.engine.session import Session
from espdoctor.engine.steps import Ask, Done, ProbeInfo, Run, Tried
from espdoctor.engine.vocabulary import IntType

OURS = FixStep(action="flash")
BOOK = book(
    [
        *(kind(name) for name in "abc"),
        kind("boot.mode", IntType(0, 7)),
        kind("boot.seen", IntType(0, 7), many=True, affected_by=("fix",)),
        kind("q", ask="look", choices=((True, "yes, it is"), (False, "no"))),
    ],
    cause(
        "x",
        rule("r", "certain", when(a=True)),
        rule("l", "likely", when(boot__seen=3)),
        fixes=(fix("f", OURS), fix("g", OURS)),
    ),
    cause(
        "y", rule("r", "certain", when(b=True, q=True)), rule("no", "excludes", when(q=False)), fixes=(fix("f", OURS),)
    ),
    cause("z", rule("l", "likely", when(boot__seen=3)), rule("m", "likely", when(c=True)), fixes=(fix("f", OURS),)),
    healthy=when(a=False, b=False),
)
PROBE = ProbeInfo("p", "P", ("a",))


def belief(session: Session, name: str) -> float:
    return next(finding.probability for finding in session.findings if finding.cause.id == name)


# ---------------------------------------------------------------- learning


def test_what_is_learned_is_believed() -> None:
    session = Session(BOOK)
    before = belief(session, "x")
    assert session.learn(fact("a")) == (fact("a"),)
    assert before < belief(session, "x") == CERTAIN


def test_the_same_fact_told_twice_is_new_once() -> None:
    session = Session(BOOK)
    session.learn(fact("a"))
    assert session.learn(fact("a")) == ()


def test_what_was_read_in_doubt_and_then_well_is_well_known_in_either_order() -> None:
    well = fact("a")
    for told in ((well.doubted(), well), (well, well.doubted())):
        session = Session(BOOK)
        for one in told:
            session.learn(one)
        assert belief(session, "x") == CERTAIN
        session.retract(well.id)
        assert session.facts == ()


def test_facts_are_stamped_with_attempt_and_time_when_a_time_is_given() -> None:
    session = Session(BOOK)
    session.acted([])
    session.learn(fact("a", at=0.0), at=4.5)
    assert session.view["a"][0].because[0] == replace(fact("a").because[0], attempt=1, at=4.5)


@pytest.mark.parametrize("wrong", [fact("nowhere"), fact("boot.mode", 9), fact("a", 1)])
def test_what_the_vocabulary_does_not_allow_is_refused_and_changes_nothing(wrong: Fact) -> None:
    session = Session(BOOK)
    with pytest.raises(ValueError, match=wrong.name):
        session.learn(fact("a"), wrong)
    assert session.facts == ()


def test_an_answer_is_evidence_in_the_words_of_the_choice() -> None:
    session = Session(BOOK)
    session.answer("q", True, 2.0)
    assert session.view["q"][0].because == (Evidence("you said", "yes, it is", "said", 0, 2.0),)


def test_an_answer_without_a_question_is_its_own_evidence() -> None:
    session = Session(BOOK)
    session.answer("boot.mode", 3)
    assert session.view["boot.mode"][0].because[0].excerpt == "3"
    with pytest.raises(ValueError, match="nowhere"):
        session.answer("nowhere", True)


def test_known_has_the_facts_with_one_value_and_facts_has_all_by_name() -> None:
    session = Session(BOOK)
    session.learn(fact("boot.seen", 3), fact("boot.seen", 1), fact("boot.mode", 3), fact("a"))
    assert session.known == {"a": True, "boot.mode": 3}
    assert [(one.name, one.value) for one in session.facts] == [
        ("a", True),
        ("boot.mode", 3),
        ("boot.seen", 1),
        ("boot.seen", 3),
    ]


def reading() -> Rulebook:
    states = (("boot.mode", "{mode}"),)
    signature = Signature("boot", r"boot mode:\((?P<mode>\d)", states)
    return Rulebook(BOOK.vocabulary, BOOK.causes, {}, BOOK.rules, BOOK.healthy, None, (signature,), "")


def test_a_text_is_read_and_of_two_lines_the_later_holds() -> None:
    session = Session(reading())
    session.acted([])
    new = session.read("boot mode:(3,6)\nboot mode:(1,7)\n", "log.txt", 7.0)
    assert len(new) == 2
    assert session.known == {"boot.mode": 1}
    evidence = session.view["boot.mode"][0].because[0]
    assert evidence.attempt == 1
    assert 7.0 <= evidence.at < 7.001


def test_what_a_probe_sees_after_a_text_was_told_holds() -> None:
    session = Session(reading())
    session.read("boot mode:(3,6)\n" * 1000, "log.txt", 7.0)
    session.learn(fact("boot.mode", 1), at=7.5)
    assert session.known == {"boot.mode": 1}


# ---------------------------------------------------------------- taking back


def test_a_retracted_fact_is_as_if_it_had_never_been_told() -> None:
    session = Session(BOOK)
    session.learn(fact("c"))
    before = session.findings
    session.learn(fact("a"))
    assert session.findings[0].probability == CERTAIN
    session.retract(fact("a").id)
    assert session.findings == before
    assert session.known == {"c": True}


def test_an_earlier_fact_holds_again_when_the_later_is_retracted() -> None:
    session = Session(BOOK)
    session.learn(fact("a", False, at=1.0), fact("a", True, at=2.0))
    session.retract(fact("a", True, at=2.0).id)
    assert session.known == {"a": False}


def test_retracting_what_is_not_there_changes_nothing() -> None:
    session = Session(BOOK)
    session.learn(fact("a"))
    before = session.findings
    session.retract("000000000000")
    assert session.findings == before


TOLD = st.lists(
    st.builds(
        fact, st.sampled_from(["a", "b", "c", "q"]), st.booleans(), st.sampled_from([1.0, 2.0]), st.integers(0, 2)
    ),
    max_size=8,
)


def state(session: Session) -> tuple[object, ...]:
    return session.findings, session.facts, session.verdict, session.missing, session.next_step()


@given(TOLD, TOLD, st.randoms(use_true_random=False))
def test_order_and_detours_leave_no_trace(kept: list[Fact], taken: list[Fact], chance: random.Random) -> None:
    plain, winding = Session(BOOK, [PROBE]), Session(BOOK, [PROBE])
    plain.learn(*kept)
    both = [*kept, *(one for one in taken if one not in kept)]
    chance.shuffle(both)
    for one in both:
        winding.learn(one)
        if chance.random() < 0.3:
            state(winding)
    chance.shuffle(taken)
    for one in taken:
        if one not in kept:
            winding.retract(one.id)
    assert state(winding) == state(plain)


# ---------------------------------------------------------------- the world changes


def test_acting_outdates_what_was_seen_before_of_what_it_affects() -> None:
    session = Session(BOOK)
    session.learn(fact("boot.mode", 3), fact("a"), at=1.0)
    session.acted(["boot.*"])
    assert session.attempt == 1
    assert session.known == {"a": True}
    session.learn(fact("boot.mode", 1), at=2.0)
    assert session.known == {"a": True, "boot.mode": 1}


def test_what_is_told_late_of_an_earlier_attempt_stays_outdated() -> None:
    session = Session(BOOK)
    session.acted(["boot.*"])
    session.learn(fact("boot.mode", 3, attempt=0, at=9.0))
    assert session.known == {}


def test_a_later_attempt_outranks_an_earlier_one_of_what_was_not_affected() -> None:
    session = Session(BOOK)
    session.learn(fact("a", False), at=5.0)
    session.acted(["boot.*"])
    session.learn(fact("a", True), at=1.0)
    assert session.known == {"a": True}


# ---------------------------------------------------------------- fixes


def test_a_proven_fix_answers_the_complaints_from_before() -> None:
    session = Session(BOOK)
    session.learn(fact("boot.seen", 3), at=1.0)
    session.acted(["a"])
    session.tried("x", "f", verified=True)
    assert session.facts == ()
    assert session.treated == (Tried("x", "f", True),)


def test_what_was_known_before_a_proven_fix_does_not_speak_for_its_cause() -> None:
    session = Session(BOOK)
    session.learn(fact("a"), at=1.0)
    session.acted(["boot.*"])
    session.tried("x", "f", verified=True)
    assert session.known == {"a": True}
    assert belief(session, "x") < 0.1
    session.learn(fact("a"), at=2.0)
    assert belief(session, "x") == CERTAIN


def test_a_fix_in_vain_lowers_its_cause_and_answers_nothing() -> None:
    session = Session(BOOK)
    session.learn(fact("boot.seen", 3), at=1.0)
    before = belief(session, "x")
    session.acted([])
    session.tried("x", "f", verified=False)
    assert belief(session, "x") < before == belief(session, "z")
    session.tried("x", "f", verified=True)
    session.learn(fact("boot.seen", 3), at=2.0)
    assert belief(session, "x") == before, "what failed before the proven fix is forgotten"


def test_a_proven_way_round_ends_the_search_for_the_trouble_that_it_leaves() -> None:
    around = replace(fix("around", OURS), way_round=True)
    session = Session(book([kind("a")], cause("x", rule("r", "certain", when(a=True)), fixes=(around,))))
    session.learn(fact("a"), at=1.0)
    session.tried("x", "around", verified=True)
    session.acted(["a"])
    session.learn(fact("a"), at=2.0)
    assert belief(session, "x") < CERTAIN, "it is there still, and nobody minds"


def test_a_fix_that_was_not_carried_out_teaches_nothing() -> None:
    session = Session(BOOK)
    session.learn(fact("boot.seen", 3), at=1.0)
    before = session.findings
    session.tried("x", "f", verified=None)
    assert session.findings == before


def test_a_fix_that_these_rules_do_not_know_teaches_nothing() -> None:
    session = Session(BOOK)
    before = session.findings
    session.tried("x", "long-gone", verified=False)
    session.tried("long-gone", "f", verified=False)
    assert session.findings == before


# ---------------------------------------------------------------- steps


def test_what_matters_is_told_best_first_as_if_everything_were_allowed() -> None:
    erasing = ProbeInfo("e", "E", ("b",), hazard=Hazard.ERASE)
    session = Session(BOOK, [PROBE, erasing])
    assert session.missing == ("a", "b", "q")
    session.learn(fact("a", False), fact("b", False))
    assert not session.missing


def test_a_probe_with_hands_waits_for_a_fix_before_it_is_run_again() -> None:
    by_hand = ProbeInfo("h", "H", ("a",), hands=("wire",))
    wire = hands("wire", "look", 1.0)
    made = Rulebook(BOOK.vocabulary, BOOK.causes, {"wire": wire}, BOOK.rules, BOOK.healthy, None, (), "")
    session = Session(made, [by_hand])
    session.ran("h")
    session.acted(["a"])
    assert not isinstance(session.next_step(), Run)
    session.tried("y", "f", verified=None)
    step = session.next_step()
    assert isinstance(step, Run)
    assert step.probe == by_hand


def test_a_probe_that_saw_too_little_is_worth_another_try_when_the_world_has_changed() -> None:
    session = Session(BOOK, [PROBE])
    session.ran("p")
    assert not isinstance(session.next_step(), Run)
    session.acted(["boot.*"])
    assert isinstance(session.next_step(), Run)
    session.learn(fact("a", False), at=1.0)
    session.ran("p")
    session.acted(["boot.*"])
    assert not isinstance(session.next_step(), Run)


def test_a_step_that_was_skipped_is_not_proposed_again() -> None:
    session = Session(BOOK, [PROBE])
    assert isinstance(session.next_step(), Run)
    session.skip("p")
    session.learn(fact("b"))
    step = session.next_step()
    assert isinstance(step, Ask)
    session.skip(step.fact)
    assert isinstance(session.next_step(), Done)


# ---------------------------------------------------------------- why


def test_a_session_says_why_and_why_not_and_what_if() -> None:
    session = Session(BOOK, [PROBE])
    session.learn(fact("boot.seen", 3))
    assert [reason.rule.id for reason in session.why("x")] == ["x#l"]
    (silence,) = session.why_not("x")
    assert (silence.answer, silence.lacking[0].by) == (Answer.UNKNOWN, "p")
    assert [(o.value, o.leader.cause.id) for o in session.what_if("a") if o.leader] == [(True, "x"), (False, "x")]
    for unknown in (session.why, session.why_not, session.what_if):
        with pytest.raises(KeyError):
            unknown("nowhere")


def test_supposing_leaves_no_trace() -> None:
    session = Session(BOOK, [PROBE])
    before = state(session)
    session.what_if("a")
    assert state(session) == before
