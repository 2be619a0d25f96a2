"""Why, why not, what if: as data."""

from __future__ import annotations

import pytest

from books import book, cause, fact, kind, rule, when
from espdoctor.engine import conditions
from espdoctor.engine.conditions import All, Answer, Any, Nothing, Ref
from espdoctor.engine.explain import Lacking, plausible
from espdoctor.engine.facts import Value
from espdoctor.engine.index import index_of
from espdoctor.engine.session import Session
from espdoctor.engine.steps import ProbeInfo
from espdoctor.engine.vocabulary import EnumType, FactKind, FloatType, IntType, TextType

KINDS = [
    kind("a"),
    kind("b"),
    kind("q", ask="look"),
    kind("told", learned=("text",)),
    kind("derived", learned=("rule",)),
]


def test_why_has_the_sentence_and_the_facts_with_their_characters() -> None:
    made = book(KINDS, cause("x", rule("r", "likely", when(a=True), because="A is {a}.")))
    session = Session(made)
    session.learn(fact("a", excerpt="boot mode:(3,6)"))
    (reason,) = session.why("x")
    assert (reason.sentence, reason.facts[0].because[0].excerpt) == ("A is yes.", "boot mode:(3,6)")


def test_why_not_names_the_fact_that_decides_against_a_rule() -> None:
    session = Session(book(KINDS, cause("x", rule("r", "likely", when(a=True, b=True)))))
    session.learn(fact("b", False))
    (silence,) = session.why_not("x")
    assert (silence.answer, silence.facts, silence.lacking) == (Answer.NO, (fact("b", False),), ())


def test_why_not_names_what_stopped_a_rule() -> None:
    session = Session(book(KINDS, cause("x", rule("r", "likely", when(a=True), unless=when(b=True)))))
    session.learn(fact("a"), fact("b"))
    (silence,) = session.why_not("x")
    assert (silence.answer, silence.facts) == (Answer.NO, (fact("b"),))


def test_why_not_names_who_could_tell_what_is_lacking() -> None:
    lacking = when(a=True, q=True, told=True, derived=True, b=True)
    session = Session(book(KINDS, cause("x", rule("r", "likely", lacking))), [ProbeInfo("p", "P", ("a",))])
    session.learn(fact("b"))
    (silence,) = session.why_not("x")
    assert silence.answer is Answer.UNKNOWN
    assert silence.facts == (fact("b"),)
    assert silence.lacking == (
        Lacking("a", "probe", "p"),
        Lacking("q", "ask"),
        Lacking("told", "text"),
        Lacking("derived", "nobody"),
    )


def test_why_not_says_who_took_the_evidence_over() -> None:
    special = cause("s", rule("r", "certain", when(a=True)), explains=("g",))
    session = Session(book(KINDS, special, cause("g", rule("r", "likely", when(a=True)))))
    session.learn(fact("a"))
    assert session.why("g") == ()
    assert [(silence.answer, silence.explained_by) for silence in session.why_not("g")] == [(Answer.YES, "s")]


def test_a_cause_without_rules_has_nothing_to_say() -> None:
    session = Session(book(KINDS, cause("x")))
    assert (session.why("x"), session.why_not("x")) == ((), ())


def test_what_if_tells_the_leader_the_verdict_and_every_probability() -> None:
    x, y = (cause(n, rule("r", "certain", when(a=value))) for n, value in (("x", True), ("y", False)))
    session = Session(book(KINDS, x, y))
    session.learn(fact("a", False))
    yes, no = session.what_if("a")
    assert [(o.value, o.leader and o.leader.cause.id, o.verdict) for o in (yes, no)] == [
        (True, "x", "diagnosed"),
        (False, "y", "diagnosed"),
    ]
    assert {f.cause.id: f.probability > 0.9 for f in yes.findings} == {"x": True, "y": False}


def test_what_if_goes_through_what_follows() -> None:
    derive = (rule("d", None, when(a=True), states=(("derived", True),)),)
    session = Session(book(KINDS, cause("x", rule("r", "certain", when(derived=True))), derive=derive))
    assert [outlook.verdict for outlook in session.what_if("a")] == ["diagnosed", "undetermined"]


def test_what_if_without_causes_has_no_leader() -> None:
    assert [outlook.leader for outlook in Session(book(KINDS)).what_if("a")] == [None, None]


def above(name: str, value: Value) -> conditions.Test:
    return conditions.Test(name, "above", (value,))


MANY = Any((All((above("n", 4),)), Nothing((conditions.Test("n", "is", (7, Ref("a"), 99)),)), when(a=True)))


@pytest.mark.parametrize(
    ("of", "values"),
    [
        (kind("n", EnumType(("x", "y"))), ("x", "y")),
        (kind("n"), (True, False)),
        (kind("n", IntType(0, 9)), (4, 3, 5, 7)),
        (kind("n", FloatType(0, 9)), (4, 3.5, 4.5, 7)),
        (kind("n", IntType(0, 9), ask="look", choices=((1, "one"), (4, "four"))), (1, 4, 3, 5, 7)),
        (kind("n", TextType()), ()),
    ],
)
def test_values_worth_supposing_are_words_answers_and_what_rules_test(of: FactKind, values: tuple[Value, ...]) -> None:
    index = index_of(book([of, kind("a")], cause("x", rule("r", "likely", MANY))))
    assert plausible(index, of) == values


def test_a_text_is_worth_supposing_where_a_rule_compares_it() -> None:
    of = kind("n", TextType())
    index = index_of(book([of], cause("x", rule("r", "likely", when(n="SMon")), rule("s", "likely", above("n", "x")))))
    assert plausible(index, of) == ("SMon", "x")
