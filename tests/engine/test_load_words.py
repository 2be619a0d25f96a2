"""Sentences with facts in them, and patterns of facts."""

from __future__ import annotations

import pytest

from espdoctor.engine.desk import Desk
from espdoctor.engine.errors import Mistake
from espdoctor.engine.load_words import patterns, plain, sentence
from rulefiles import book, node

FACTS = book().vocabulary


def words(text: str) -> tuple[str, list[str]]:
    mistakes: list[Mistake] = []
    found = sentence(Desk("f", mistakes), node(text), FACTS)
    return found, [mistake.message + mistake.hint for mistake in mistakes]


@pytest.mark.parametrize("text", ["It is there.", "{port.state} and {boot.mode}, {port.state}"])
def test_a_sentence_is_kept_as_it_is(text: str) -> None:
    assert words(f'"{text}"') == (text, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{prot.state} is it", "{prot.state} in this sentence is no factdid you mean port.state?"),
        ("{} is it", "{} in this sentence is no fact"),
        ("{port.state is it", "a bracket in this sentence stands alone{fact.name} gives the fact's value"),
        ("{port.state:sise} is it", "sise is no way to say a valuedid you mean size?"),
        ("port.state} is it", "a bracket in this sentence stands alone{fact.name} gives the fact's value"),
    ],
)
def test_what_cannot_be_filled_in_is_a_mistake(text: str, message: str) -> None:
    assert words(f'"{text}"')[1] == [message]


@pytest.mark.parametrize(("text", "mistakes"), [("It is there.", 0), ("It is {port.state}.", 1)])
def test_plain_words_have_no_brackets(text: str, mistakes: int) -> None:
    found: list[Mistake] = []

    assert plain(Desk("f", found), node(f'"{text}"')) == text
    assert len(found) == mistakes


def test_no_sentence_is_none() -> None:
    assert sentence(Desk("f", []), None, FACTS) == ""


@pytest.mark.parametrize("pattern", ["port.state", "port.*", "*.state", "flash.s*", "*.mode"])
def test_a_pattern_stands_for_facts(pattern: str) -> None:
    mistakes: list[Mistake] = []

    assert patterns(Desk("f", mistakes), node(f'["{pattern}"]'), FACTS) == (pattern,)
    assert mistakes == []


def test_a_pattern_that_stands_for_nothing_is_a_mistake() -> None:
    mistakes: list[Mistake] = []

    patterns(Desk("f", mistakes), node('[prot.*, "*.stat", flash.sise]'), FACTS)

    assert [str(mistake) for mistake in mistakes] == [
        "f:1:2: prot.* stands for no fact",
        "f:1:10: *.stat stands for no fact; did you mean port.state?",
        "f:1:20: flash.sise stands for no fact; did you mean flash.size?",
    ]


def test_no_patterns_are_none() -> None:
    assert patterns(Desk("f", []), None, FACTS) == ()
