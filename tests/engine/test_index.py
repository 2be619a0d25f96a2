"""The index: who looks at what, and what follows from what."""

from __future__ import annotations

from dataclasses import replace
from graphlib import CycleError

import pytest

from books import book, cause, kind, rule, when
from espdoctor.engine.index import index_of


def test_a_rule_is_found_by_each_fact_in_when_and_unless() -> None:
    c = cause("c", rule("r", "likely", when(a=True), unless=when(b=True)))
    index = index_of(book([kind("a"), kind("b")], c))
    assert index.lookers["a"] == index.lookers["b"] == c.rules
    assert index.looks_at["c#r"] == {"a", "b"}


def test_derived_facts_stand_after_those_that_they_follow_from() -> None:
    last = rule("last", None, when(b=True), states=(("c", True),))
    first = rule("first", None, when(a=True), states=(("b", True),))
    index = index_of(book([kind(name) for name in "abc"], derive=(last, first)))
    assert index.order == ("b", "c")
    assert index.staters["c"] == (last,)


def test_facts_that_follow_from_themselves_are_refused() -> None:
    there = rule("there", None, when(a=True), states=(("b", True),))
    back = rule("back", None, when(b=True), states=(("a", True),))
    with pytest.raises(CycleError):
        index_of(book([kind("a"), kind("b")], derive=(there, back)))


def test_explaining_goes_through_others_and_never_to_oneself() -> None:
    index = index_of(book([], cause("a", explains=("b",)), cause("b", explains=("c", "a", "nowhere")), cause("c")))
    assert index.explained == {"a": {"b", "c"}, "b": {"a", "c"}, "c": set()}


def test_what_two_causes_explain_of_each_other_neither_takes() -> None:
    index = index_of(book([], cause("a", explains=("b",)), cause("b", explains=("c", "a")), cause("c")))
    assert index.takers == {"a": set(), "b": set(), "c": {"a", "b"}}


def test_a_fact_sways_what_looks_at_it_and_at_what_follows_from_it() -> None:
    c = cause("c", rule("r", "likely", when(b=True)))
    first = rule("first", None, when(a=True), states=(("b", True),))
    index = index_of(book([kind("a"), kind("b")], c, derive=(first,)))
    assert index.sways == {"a": c.rules, "b": c.rules}


def test_who_can_be_asked_and_what_narrows_is_known_beforehand() -> None:
    narrowing = replace(kind("b"), narrows=((True, ("boot",)),))
    index = index_of(book([kind("a", ask="look"), narrowing]))
    assert index.questions == {"a"}
    assert index.narrowing == (narrowing,)


def test_only_rules_with_a_level_are_evidence() -> None:
    c = cause("c", rule("evidence", "likely", when(a=True)), rule("states", None, when(a=True), states=(("b", True),)))
    index = index_of(book([kind("a"), kind("b")], c))
    assert [one.id for one in index.rules_of["c"]] == ["c#evidence"]


def test_the_index_of_a_rulebook_is_made_once() -> None:
    made = book([kind("a")])
    assert index_of(made) is index_of(made)
    assert index_of(made) is not index_of(book([kind("a")]))
