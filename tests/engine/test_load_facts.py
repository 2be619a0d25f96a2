"""The vocabulary as facts.yaml says it."""
# ruff: noqa: E501 -- a mistake is one line, as long as it has to be

from __future__ import annotations

import pytest

from espdoctor.engine.causes import Place
from espdoctor.engine.desk import Desk
from espdoctor.engine.errors import Mistake
from espdoctor.engine.load_facts import vocabulary
from espdoctor.engine.source import read
from espdoctor.engine.vocabulary import (
    BoolType,
    EnumType,
    FactKind,
    FactType,
    FloatType,
    IntType,
    Question,
    Speaks,
    TextType,
    Vocabulary,
)

CAUSES = ("port-busy", "port-wrong")


def loaded(text: str) -> tuple[Vocabulary, list[str]]:
    """The vocabulary of the text, and what is said to it."""
    source = read("f", text)
    mistakes: list[Mistake] = list(source.mistakes)
    found = vocabulary(Desk("f", mistakes), source.root, CAUSES)
    return found, [str(mistake).removeprefix("f:") for mistake in mistakes]


def complaints(inside: str) -> list[str]:
    """What is said to a fact's entry, in one line."""
    found, mistakes = loaded(f"a.b: {{{inside}}}")
    assert bool(mistakes) == ("a.b" in found.unsure)
    return mistakes


def test_an_entry_says_everything_about_a_fact() -> None:
    found, mistakes = loaded("""\
a.b:
  about: What it says
  type: {enum: [x, "yes"]}
  keeps: many
  learned: [probe/chip, action/find-mode, text]
  affected-by: [reset, hands]
  private: true
  ask: {question: Which?, help: Look., choices: {x: the x, "yes": it is}, cost: wire}
""")

    assert mistakes == []
    assert found.kinds["a.b"] == FactKind(
        name="a.b",
        about="What it says",
        type=EnumType(("x", "yes")),
        keeps="many",
        learned=("probe/chip", "action/find-mode", "text", "ask"),
        ask=Question("Which?", "Look.", (("x", "the x"), ("yes", "it is")), "wire"),
        affected_by=("reset", "hands"),
        private=True,
        place=Place("f", 1, 1),
    )


def test_what_is_not_said_is_usual() -> None:
    found, mistakes = loaded("a.b: {about: A, type: text, learned: [ask], ask: {question: Q, cost: look}}")

    kind = found.kinds["a.b"]
    assert mistakes == []
    assert (kind.keeps, kind.affected_by, kind.private, kind.learned) == ("one", (), False, ("ask",))
    assert kind.ask == Question("Q", "", (), "look")


def test_what_a_fact_tells_a_person_is_a_sentence_or_one_for_each_value() -> None:
    found, mistakes = loaded("""\
a.b: {about: A, type: {int: [0, 9]}, learned: [text], said: "it holds {size}"}
a.c: {about: A, type: bool, learned: [text], said: {true: it is}}
""")

    assert mistakes == []
    assert found.kinds["a.b"].said == "it holds {size}"
    assert found.kinds["a.c"].said == ((True, "it is"),)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('type: text, said: "it is {valu}"', "1:52: {valu} is no way to say a value; {value}, {size} or {pins}"),
        ('type: text, said: "it holds {size}"', "1:52: this is no number, so it has no size"),
        ("type: bool, said: {maybe: it may}", "1:53: maybe cannot be said: it must be true or false"),
        ('type: text, private: true, said: "{value}"', "1:67: the value of a private fact is not said"),
    ],
)
def test_what_cannot_be_told_is_refused(entry: str, complaint: str) -> None:
    assert complaints(f"about: A, learned: [text], {entry}") == [complaint]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("bool", BoolType()),
        ("text", TextType()),
        ("{int: [0, 7]}", IntType(0, 7)),
        ("{float: [0.5, 7]}", FloatType(0.5, 7)),
        ("{enum: [a, b]}", EnumType(("a", "b"))),
        ("cause", EnumType(CAUSES)),
    ],
)
def test_a_fact_has_one_of_six_types(text: str, kind: FactType) -> None:
    found, mistakes = loaded(f"a.b: {{about: A, type: {text}, learned: [text]}}")

    assert mistakes == []
    assert found.kinds["a.b"].type == kind


SOUND = "about: A, learned: [text]"
TYPES = "bool, text, cause, {int: [low, high]}, {float: [low, high]} or {enum: [words]}"
ENDS = "two numbers are expected here; [low, high], both included"


@pytest.mark.parametrize(
    ("inside", "messages"),
    [
        (f"{SOUND}, type: number", [f"1:40: this is no type; {TYPES}"]),
        (f"{SOUND}, type: {{int: [0, 1], enum: [a]}}", [f"1:40: this is no type; {TYPES}"]),
        (f"{SOUND}, type: {{integer: [0, 1]}}", [f"1:40: this is no type; {TYPES}"]),
        (f"{SOUND}, type: no", ['1:40: no is a truth value to some YAML and a word to other; write "no" for words, else true or false']),
        (f"{SOUND}, type: {{int: [0]}}", [f"1:46: {ENDS}"]),
        (f"{SOUND}, type: {{int: [7, 0]}}", [f"1:46: {ENDS}"]),
        (f"{SOUND}, type: {{float: [a, true]}}", [f"1:48: {ENDS}"]),
        (f"{SOUND}, type: {{int: [0, 1.5]}}", ["1:46: both ends of {int: [low, high]} are whole numbers"]),
        (f"{SOUND}, type: {{enum: []}}", ["1:47: there is no word to choose from"]),
        (f"{SOUND}, type: {{enum: [a, b, a]}}", ["1:47: a is in the list twice"]),
        (f"{SOUND}, type: {{enum: [a, 1]}}", ['1:51: 1 is not words here; write "1"']),
        ("about: A, type: text, learned: []", ["1:38: nobody can learn this fact; name a probe/NAME, text, rule or ask"]),
        (
            "about: A, type: text, learned: [text, prob/chip]",
            ["1:45: prob/chip is no way to learn a fact; probe/NAME, action/NAME, text, rule or ask"],
        ),
        ("about: A, type: text, learned: [ask]", ["1:1: a.b is learned by asking, but there is no question; add `ask:` to it"]),
        (
            f"{SOUND}, type: bool, ask: {{question: Q, cost: look}}",
            ["1:51: there are no choices; choices: {value: words for the person}"],
        ),
        (
            f"{SOUND}, type: bool, ask: {{question: Q, cost: look, choices: {{maybe: it may}}}}",
            ["1:87: maybe cannot be an answer: it must be true or false"],
        ),
        (f"{SOUND}, type: text, affected-by: [hand]", ["1:60: hand is none of reset, hands, flash, computer, fix; did you mean hands?"]),
        (f"{SOUND}, type: cause, speaks: {{rule: a}}", ["1:55: level is missing"]),
        (
            f"{SOUND}, type: text, speaks: {{rule: a, level: likely}}",
            ["1:54: a value speaks for a cause only where the values are causes; type: cause"],
        ),
        (
            f"{SOUND}, type: cause, speaks: {{rule: a, level: likely, because: '{{port.state}}'}}",
            ["1:89: no fact's value is put into these words, so they have no brackets"],
        ),
        (f"{SOUND}, typ: text", ["1:34: there is nothing called typ here; did you mean type?", "1:6: type is missing"]),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place_and_a_way_out(inside: str, messages: list[str]) -> None:
    assert complaints(inside) == messages


def test_choices_are_not_held_against_a_type_that_is_wrong_itself() -> None:
    assert len(complaints(f"{SOUND}, type: numbr, ask: {{question: Q, cost: look, choices: {{1: one}}}}")) == 1


@pytest.mark.parametrize("name", ["port", "Port.state", "port-state.x", "port..x"])
def test_a_fact_is_named_by_words_and_dots(name: str) -> None:
    found, mistakes = loaded(f"{name}: {{about: A, type: text, learned: [text]}}")

    assert mistakes == [f"1:1: {name} is not a fact's name; write it as port.state or boot.after_run.mode"]
    assert found.unsure == {name}


def test_a_value_may_narrow_the_case_to_some_topics() -> None:
    about = "a.b: {about: x, type: {enum: [board, library]}, learned: [text], narrows: {library: [build, know]}}"
    found, mistakes = loaded(about)

    assert mistakes == []
    assert (found.kinds["a.b"].topics("library"), found.kinds["a.b"].topics("board")) == (("build", "know"), ())


def test_only_a_value_of_the_fact_can_narrow_it() -> None:
    (told,) = complaints("about: x, type: {enum: [board]}, learned: [text], narrows: {libary: [build]}")

    assert "libary cannot narrow a case" in told


def test_a_value_may_speak_for_the_cause_that_it_names() -> None:
    found, mistakes = loaded(f"a.b: {{{SOUND}, type: cause, speaks: {{rule: told, level: likely}}}}")

    assert mistakes == []
    assert found.kinds["a.b"].speaks == Speaks("in-words", "told", "likely")
