"""A cause as its file says it."""
# ruff: noqa: E501 -- a mistake is one line, as long as it has to be

from __future__ import annotations

import pytest

from espdoctor.engine.causes import Place
from espdoctor.engine.conditions import Any
from espdoctor.engine.conditions import Test as Is
from rulefiles import BUSY, FACTS, SPOKEN, book, said

NAME = "port/port-busy"
FILE = f"{NAME}.yaml"


def complaints(old: str, new: str) -> list[str]:
    """What is said to the cause when one part of its file is replaced."""
    assert old in BUSY
    return [line.removeprefix(f"{FILE}:") for line in said({FILE: BUSY.replace(old, new)})]


def test_a_cause_says_everything_about_itself() -> None:
    cause = book().causes["port-busy"]

    assert (cause.id, cause.topic, cause.base, cause.explains) == ("port-busy", "port", "common", ())
    assert (cause.title, cause.about) == ("Another program holds the port", "One program at a time.")
    assert cause.sources == ("a document",)
    assert cause.place == Place(FILE, 1, 1)
    assert [(rule.id, rule.cause, rule.level) for rule in cause.rules] == [
        ("port/port-busy#held", "port-busy", "certain"),
        ("port/port-busy#opens", "port-busy", "excludes"),
    ]


def test_a_cause_may_have_an_answer_that_is_given_at_once() -> None:
    answered = book({FILE: BUSY + "answer: Close it.\n"}).causes["port-busy"]

    assert (answered.answer, book().causes["port-busy"].answer) == ("Close it.", "")


def test_a_rule_says_when_and_why_and_where_it_stands() -> None:
    rule = book().causes["port-busy"].rules[0]

    assert rule.when == Is("port.state", "is", ("busy",))
    assert (rule.unless, rule.states) == (None, ())
    assert rule.because == "The port is {port.state}."
    assert rule.place == Place(FILE, 6, 5)


def test_a_rule_may_be_stopped_and_state_facts_instead_of_a_level() -> None:
    text = BUSY.replace("level: certain", "unless: {any: [{boot.mode: 3}]}\n    states: {link.silent: true}")

    rule = book({FILE: text}).causes["port-busy"].rules[0]

    assert rule.level is None
    assert rule.unless == Any((Is("boot.mode", "is", (3,)),))
    assert rule.states == (("link.silent", True),)


def spoken(words: str) -> dict[str, str]:
    """Facts whose values are causes, and a cause for which they speak in these words."""
    return {"facts.yaml": FACTS + SPOKEN, FILE: f"{BUSY}in-words: {words}\n"}


def test_what_names_a_cause_speaks_for_it_where_it_says_so() -> None:
    told, named = book(spoken("They say it.")).causes["port-busy"].rules[2:]

    assert (told.id, told.level, told.when) == (f"{NAME}#told", "likely", Is("said.was", "has", ("port-busy",)))
    assert (told.because, told.place, told.shared) == ("They say it.", Place(FILE, 20, 11), False)
    assert (named.id, named.level, named.when) == (f"{NAME}#named", "possible", Is("said.of", "is", ("port-busy",)))
    assert (named.because, named.place, named.shared) == ("It is named.", Place(FILE, 20, 11), True)
    assert len(book({"facts.yaml": FACTS + SPOKEN}).causes["port-busy"].rules) == 2


def test_a_mistake_in_those_words_has_their_place() -> None:
    files = spoken("It is {port.state}.")

    assert said(files) == [f"{FILE}:20:11: no fact's value is put into these words, so they have no brackets"]
    files[FILE] = BUSY.replace("id: held", "id: told") + "in-words: They say it.\n"
    assert said(files) == [
        f"{FILE}:6:5: there is a rule {NAME}#told already; give each rule of a file a name of its own"
    ]


def test_derivations_belong_to_no_cause() -> None:
    rule = book(
        {"derive.yaml": "- {id: quiet, when: {port.state: ok}, states: {link.silent: true}, because: So.}"}
    ).rules[0]

    assert (rule.id, rule.cause, rule.level) == ("derive#quiet", None, None)


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        ("cause: port-busy", "cause: port-bussy", ["1:8: the file is called port-busy.yaml; write cause: port-busy, or rename the file"]),
        ("cause: port-busy\n", "", ["1:1: cause is missing"]),
        ("base: common", "base: often", ["4:7: often is none of common, occasional, rare"]),
        ("level: certain", "level: sure", ["7:12: sure is none of certain, likely, possible, against, excludes"]),
        ("    level: certain\n", "", ["6:5: level is missing; one of certain, likely, possible, against, excludes"]),
        ("id: opens", "id: held", ["10:5: there is a rule port/port-busy#held already; give each rule of a file a name of its own"]),
        ("{port.state}.", "{boot.mode}.", ["9:14: {boot.mode} is not looked at by this rule, so its value may not be known"]),
        ("{port.state}.", "{prot.state}.", ["9:14: {prot.state} in this sentence is no fact; did you mean port.state?"]),
        ("sources: [a document]", "sources: []", ["19:10: no source is named; say which document or thread it is known from"]),
        ("sources: [a document]", "", ["1:1: sources is missing"]),
        ("- id: held", "- words\n  - id: held", ["6:5: a table of `name: value` is expected here"]),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place_and_a_way_out(old: str, new: str, messages: list[str]) -> None:
    assert complaints(old, new) == messages


def test_a_cause_has_rules() -> None:
    start, end = BUSY.index("rules:"), BUSY.index("fixes:")

    assert complaints(BUSY[start:end], "rules: []\n") == ["5:8: there is no rule"]


def test_a_cause_lies_in_a_topic() -> None:
    (message,) = said({"bot/floating.yaml": BUSY.replace("cause: port-busy", "cause: floating")})

    assert message == "bot/floating.yaml:1:1: bot is no topic; did you mean boot?"


def test_a_reason_gives_no_measure_to_what_is_no_number() -> None:
    (message,) = said({FILE: BUSY.replace("{port.state}", "{port.state:size}")})

    assert message.endswith("port.state is no number, so it has no size")


def test_a_topic_that_is_like_no_other_gets_the_list() -> None:
    (message,) = said({"zzz/floating.yaml": BUSY.replace("cause: port-busy", "cause: floating")})

    assert message.endswith("it is one of port, power, upload, boot, flash, crash, build, know")


def test_a_derivation_states_something_and_has_no_level() -> None:
    messages = said({"derive.yaml": "- {id: quiet, when: {port.state: ok}, level: likely, because: So.}"})

    assert messages == [
        "derive.yaml:1:3: states is missing; states: {fact: value}",
        "derive.yaml:1:39: there is nothing called level here",
    ]
