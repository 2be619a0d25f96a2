"""Three answers: yes, no, and unknown with what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import fact
from espdoctor.engine.conditions import All, Answer, Any, Condition, Nothing, Outcome, Ref, View, facts_of
from espdoctor.engine.conditions import Test as Is
from espdoctor.engine.facts import Value

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def view(**values: Value | tuple[Value, ...]) -> dict[str, tuple[object, ...]]:
    """Facts by name; several values in a tuple."""
    return {
        name: tuple(fact(name, one) for one in (value if isinstance(value, tuple) else (value,)))
        for name, value in values.items()
    }


def outcome(condition: Condition, **values: Value | tuple[Value, ...]) -> Outcome:
    return condition.ask(view(**values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("condition", "value", "answer"),
    [
        (Is("a", "is", (3,)), 3, YES),
        (Is("a", "is", (3,)), 4, NO),
        (Is("a", "is", (3, 4)), 4, YES),
        (Is("a", "is", (True,)), True, YES),
        (Is("a", "is", (1,)), True, NO),
        (Is("a", "is", (True,)), 1, NO),
        (Is("a", "is", (1.0,)), 1, YES),
        (Is("a", "is", ("x",)), (("y", "x")), YES),
        (Is("a", "has", ("x",)), ("y", "x"), YES),
        (Is("a", "has", ("x",)), ("y", "z"), NO),
        (Is("a", "above", (3,)), 4, YES),
        (Is("a", "above", (3,)), 3, NO),
        (Is("a", "below", (3,)), 2.5, YES),
        (Is("a", "below", (3,)), 3, NO),
        (Is("a", "above", (3,)), "many", NO),
        (Is("a", "above", ("x",)), 4, NO),
    ],
)
def test_a_fact_is_held_against_values(condition: Is, value: Value | tuple[Value, ...], answer: Answer) -> None:
    assert outcome(condition, a=value).answer is answer
    assert outcome(condition) == Outcome(UNKNOWN, missing=("a",))


def test_a_fact_is_held_against_another() -> None:
    larger = Is("claim", "above", (Ref("real"),))

    assert outcome(larger, claim=4, real=2) == Outcome(YES, (fact("claim", 4), fact("real", 2)))
    assert outcome(larger, claim=2, real=4).answer is NO
    assert outcome(larger, claim=2) == Outcome(UNKNOWN, missing=("real",))
    assert outcome(larger) == Outcome(UNKNOWN, missing=("claim", "real"))


A, B = Is("a", "is", (True,)), Is("b", "is", (True,))


@pytest.mark.parametrize(
    ("a", "b", "every", "some", "none"),
    [
        (True, True, YES, YES, NO),
        (True, False, NO, YES, NO),
        (True, None, UNKNOWN, YES, NO),
        (False, False, NO, NO, YES),
        (False, None, NO, UNKNOWN, UNKNOWN),
        (None, None, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_groups_answer_as_soon_as_the_answer_is_firm(
    a: bool | None, b: bool | None, every: Answer, some: Answer, none: Answer
) -> None:
    known = {name: value for name, value in (("a", a), ("b", b)) if value is not None}

    for parts in ((A, B), (B, A)):
        assert outcome(All(parts), **known).answer is every
        assert outcome(Any(parts), **known).answer is some
        assert outcome(Nothing(parts), **known).answer is none


def test_an_answer_says_what_it_rests_on() -> None:
    assert outcome(All((A, B)), a=True, b=True).used == (fact("a", True), fact("b", True))
    assert outcome(All((A, B)), a=True, b=False).used == (fact("b", False),)
    assert outcome(Any((A, B)), a=False, b=True).used == (fact("b", True),)
    assert outcome(Any((A, B)), a=False) == Outcome(UNKNOWN, (fact("a", False),), ("b",))


def test_of_a_set_the_value_that_counted_is_used() -> None:
    assert outcome(Is("a", "has", (3,)), a=(1, 3)).used == (fact("a", 3),)
    assert outcome(Is("a", "has", (5,)), a=(1, 3)).used == (fact("a", 1), fact("a", 3))


def test_a_condition_names_every_fact_that_it_looks_at() -> None:
    condition = All((A, Any((B, Is("c", "below", (Ref("d"), 3)))), Nothing((A,))))

    assert list(facts_of(condition)) == ["a", "b", "c", "d", "a"]


# ---------------------------------------------------------------- laws of the three values

NAMES = "abcd"

tests = st.builds(
    Is,
    st.sampled_from(NAMES),
    st.sampled_from(["is", "above", "below"]),
    st.tuples(st.integers(0, 2) | st.sampled_from(NAMES).map(Ref)),
)
conditions = st.recursive(
    tests,
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([All, Any, Nothing]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)
views = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 2).map(lambda value: (fact("", value),)))


@given(conditions, views)
def test_an_answer_is_unknown_exactly_when_something_is_missing(condition: Condition, known: View) -> None:
    found = condition.ask(known)

    assert (found.answer is UNKNOWN) == bool(found.missing)
    assert set(found.missing) <= set(facts_of(condition)) - set(known)
    assert found.answer is UNKNOWN or found.used


@given(conditions, views, views)
def test_a_firm_answer_stays_whatever_else_is_learned(condition: Condition, known: View, more: View) -> None:
    before, after = condition.ask(known), condition.ask({**more, **known})

    assert before.answer in (UNKNOWN, after.answer)


@given(st.lists(conditions, min_size=1, max_size=3).map(tuple), views)
def test_none_is_the_opposite_of_any(parts: tuple[Condition, ...], known: View) -> None:
    opposite = {YES: NO, NO: YES, UNKNOWN: UNKNOWN}

    assert Nothing(parts).ask(known).answer is opposite[Any(parts).ask(known).answer]
    assert Nothing(parts).ask(known).answer is All(tuple(Nothing((part,)) for part in parts)).ask(known).answer


@given(st.lists(conditions, min_size=1, max_size=3), views)
def test_the_order_of_parts_does_not_change_the_answer(parts: list[Condition], known: View) -> None:
    mixed = parts[::-1]

    for group in (All, Any, Nothing):
        assert group(tuple(parts)).ask(known).answer is group(tuple(mixed)).ask(known).answer
