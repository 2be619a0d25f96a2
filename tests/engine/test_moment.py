"""A moment says what is known and believed, and stays as it was for those who look at it later."""

from __future__ import annotations

import pytest

from books import book, cause, fact, kind, rule, when
from espdoctor.engine.belief import CERTAIN, Repairs
from espdoctor.engine.chain import run
from espdoctor.engine.moment import Moment

BOOK = book(
    [kind("a"), kind("b", many=True)],
    cause("x", rule("r", "certain", when(a=True))),
)


def test_it_knows_the_values_of_the_facts_that_have_one() -> None:
    assert Moment(run(BOOK, [fact("a"), fact("b")])).known == {"a": True}


def test_it_believes_what_follows_and_what_fixes_taught() -> None:
    told = run(BOOK, [fact("a")])
    assert Moment(told).finding("x").probability == CERTAIN
    assert Moment(told).verdict == "diagnosed"
    assert Moment(told, Repairs({"x": 1}, {})).verdict == "undetermined"


def test_it_is_weighed_once() -> None:
    one = Moment(run(BOOK, [fact("a")]))
    assert one.findings is one.findings
    assert one.known is one.known


def test_a_cause_that_is_not_in_the_rules_has_no_finding() -> None:
    with pytest.raises(KeyError):
        Moment(run(BOOK, [])).finding("nobody")
