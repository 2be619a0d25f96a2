"""The closed vocabulary: what a fact may say, and what a person may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import kind
from espdoctor.engine.facts import Value
from espdoctor.engine.vocabulary import (
    MOST_LISTED,
    BoolType,
    EnumType,
    FloatType,
    IntType,
    TextType,
    Vocabulary,
    problem_of,
)

FACTS = Vocabulary(
    {
        one.name: one
        for one in (
            kind("port.state", EnumType(("ok", "busy", "Driver-Error"))),
            kind("port.count", IntType(0, 9)),
            kind("power.volts", FloatType(0, 5)),
            kind("link.silent", BoolType()),
            kind("port.holder", TextType()),
        )
    },
    unsure=frozenset({"link.silent"}),
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port.state", "ok"),
        ("port.count", 9),
        ("power.volts", 5),
        ("power.volts", 0.5),
        ("port.holder", ""),
        ("link.silent", "?"),
    ],
)
def test_a_right_value_has_no_problem(name: str, value: Value) -> None:
    assert FACTS.problem(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("port.stat", "ok", "there is no fact port.stat; did you mean port.state?"),
        ("xyz", "ok", "there is no fact xyz"),
        ("port.state", "bussy", "it must be one of ok, busy, Driver-Error; did you mean busy?"),
        ("port.state", True, "it must be one of ok, busy, Driver-Error"),
        ("port.count", 10, "it must be a whole number from 0 to 9"),
        ("port.count", True, "it must be a whole number from 0 to 9"),
        ("port.count", 1.0, "it must be a whole number from 0 to 9"),
        ("power.volts", -1, "it must be a number from 0 to 5"),
        ("power.volts", float("nan"), "it must be a number from 0 to 5"),
        ("power.volts", False, "it must be a number from 0 to 5"),
        ("port.holder", 3, "it must be text"),
    ],
)
def test_a_wrong_value_has_a_problem_in_words(name: str, value: Value, problem: str) -> None:
    assert FACTS.problem(name, value) == problem


def test_true_and_false_are_the_only_truth_values() -> None:
    sure = Vocabulary(FACTS.kinds)

    assert sure.problem("link.silent", False) is None
    assert sure.problem("link.silent", 0) == "it must be true or false"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("port.state", " Busy ", "busy"),
        ("port.state", "driver-error", "Driver-Error"),
        ("port.count", "07", 7),
        ("port.count", "0x9", 9),
        ("power.volts", "3.3", 3.3),
        ("link.silent", "Yes", True),
        ("link.silent", "false", False),
        ("port.holder", "minicom (4711)", "minicom (4711)"),
    ],
)
def test_people_and_programs_write_values_in_many_ways(name: str, text: str, value: Value) -> None:
    assert FACTS.parse(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("port.count", "many", "port.count=many: it must be a whole number from 0 to 9"),
        ("port.count", "12", "port.count=12: it must be a whole number from 0 to 9"),
        ("port.counts", "1", "port.counts=1: there is no fact port.counts; did you mean port.count?"),
        ("power.volts", "inf", "power.volts=inf: it must be a number from 0 to 5"),
    ],
)
def test_what_cannot_be_meant_is_said_in_words(name: str, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=name) as caught:
        FACTS.parse(name, text)

    assert str(caught.value) == message


@given(st.sampled_from(sorted(FACTS.kinds)), st.text())
def test_any_text_is_a_right_value_or_a_sentence(name: str, text: str) -> None:
    try:
        value: Value | None = FACTS.parse(name, text)
    except ValueError:
        value = None

    assert value is None or FACTS.problem(name, value) is None


def test_a_pattern_stands_for_names() -> None:
    assert FACTS.matching("port.*") == {"port.state", "port.count", "port.holder"}
    assert FACTS.matching("port.state") == {"port.state"}
    assert FACTS.matching("boot.*") == frozenset()


def test_of_many_words_a_message_lists_the_first() -> None:
    words = tuple(f"word-{number}" for number in range(MOST_LISTED + 3))
    assert problem_of(EnumType(words), "wrod-1") == (
        f"it must be one of {', '.join(words[:MOST_LISTED])} and 3 more; did you mean word-1?"
    )
