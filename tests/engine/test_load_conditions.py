"""Conditions as authors write them, and what the loader says to those that can mean nothing."""
# ruff: noqa: E501 -- a mistake is one line, as long as it has to be

from __future__ import annotations

import pytest

from espdoctor.engine.conditions import All, Any, Condition, Nothing, Ref
from espdoctor.engine.conditions import Test as Is
from espdoctor.engine.desk import Desk
from espdoctor.engine.errors import Mistake
from espdoctor.engine.load_conditions import condition, stated
from espdoctor.engine.source import Node
from espdoctor.engine.vocabulary import Vocabulary
from rulefiles import at_desk, book, node

FACTS = book().vocabulary


def loaded(text: str, facts: Vocabulary = FACTS) -> tuple[Condition, list[str]]:
    return at_desk(lambda desk, root: condition(desk, root, facts), text)


BUSY = Is("port.state", "is", ("busy",))
MODE = Is("boot.mode", "is", (3,))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{port.state: busy}", BUSY),
        ("{port.state: [busy, missing]}", Is("port.state", "is", ("busy", "missing"))),
        ("{port.state: busy, boot.mode: 3}", All((BUSY, MODE))),
        ("{all: [{port.state: busy}, {boot.mode: 3}]}", All((BUSY, MODE))),
        ("{any: [{port.state: busy}]}", Any((BUSY,))),
        ("{none: [{port.state: busy}, {any: [{boot.mode: 3}]}]}", Nothing((BUSY, Any((MODE,))))),
        ("{boot.mode: {above: 3}}", Is("boot.mode", "above", (3,))),
        (
            "{boot.mode: {above: 3, below: 6}}",
            All((Is("boot.mode", "above", (3,)), Is("boot.mode", "below", (6,)))),
        ),
        ("{boot.seen: {has: 3}}", Is("boot.seen", "has", (3,))),
        ("{boot.seen: {has: [1, 3]}}", Is("boot.seen", "has", (1, 3))),
        ('{flash.claim: {above: "@flash.size"}}', Is("flash.claim", "above", (Ref("flash.size"),))),
        ('{flash.claim: "@flash.size"}', Is("flash.claim", "is", (Ref("flash.size"),))),
        ('{port.holder: ""}', Is("port.holder", "is", ("",))),
        ("{power.volts: {below: 3}}", Is("power.volts", "below", (3,))),
        ("{link.silent: false}", Is("link.silent", "is", (False,))),
    ],
)
def test_a_condition_means_what_it_says(text: str, meant: Condition) -> None:
    assert loaded(text) == (meant, [])


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("[{port.state: busy}]", ["1:1: it is not said how the parts of this list belong together; put all:, any: or none: before it"]),
        ("{}", ["1:1: this condition is empty, it would hold always"]),
        ("{all: []}", ["1:7: `all:` has nothing in it"]),
        ("{all: {port.state: busy}}", ["1:7: a list is expected here; put it in [brackets] or behind dashes"]),
        ("{prot.state: busy}", ["1:2: there is no fact prot.state; did you mean port.state?"]),
        ("{qqq: busy}", ["1:2: there is no fact qqq"]),
        (
            "{unless: {port.state: busy}}",
            ["1:2: `unless:` stands beside `when:`, not inside a condition; use none: for what must be known not to hold"],
        ),
        ("{port.state: bussy}", ["1:14: port.state cannot be bussy: it must be one of ok, busy, missing; did you mean busy?"]),
        ("{boot.mode: [3, 8]}", ["1:17: boot.mode cannot be 8: it must be a whole number from 0 to 7"]),
        ("{boot.mode: true}", ["1:13: boot.mode cannot be true: it must be a whole number from 0 to 7"]),
        ("{link.silent: 1}", ["1:15: link.silent cannot be 1: it must be true or false"]),
        ("{port.state: []}", ["1:14: there is no value for port.state in this list"]),
        ("{port.state: [[busy]]}", ["1:15: one value is expected here"]),
        ("{port.state: {}}", ["1:14: it is not said what port.state must be"]),
        ("{boot.mode: {over: 3}}", ["1:14: there is nothing called over here; did you mean above?"]),
        ("{port.state: {above: 3}}", ["1:22: port.state is not a number, so nothing is above or below it"]),
        ("{boot.mode: {above: many}}", ['1:21: many is not a number; a number, or another fact as "@flash.jedec_size"']),
        ("{boot.mode: {above: true}}", ['1:21: true is not a number; a number, or another fact as "@flash.jedec_size"']),
        ("{boot.mode: {above: [1]}}", ["1:21: one value is expected here"]),
        ("{boot.mode: {has: 3}}", ["1:19: boot.mode keeps one value, so it has no others; write boot.mode: value"]),
        ('{flash.size: "@flash.sise"}', ["1:14: there is no fact flash.sise; did you mean flash.size?"]),
        ('{flash.size: "@port.state"}', ["1:14: flash.size and port.state are of different types and never equal"]),
        ('{boot.mode: {above: "@boot.seen"}}', ["1:21: boot.seen can have many values, it is not said which is meant"]),
    ],
)  # fmt: skip
def test_a_condition_that_means_nothing_is_a_mistake(text: str, messages: list[str]) -> None:
    assert loaded(text)[1] == messages


@pytest.mark.parametrize(
    "text",
    ['{flash.size: "@port.state"}', '{port.state: "@flash.size"}', "{flash.size: {above: 1}}", "{flash.size: x}"],
)
def test_nothing_is_said_about_a_fact_whose_own_entry_is_wrong(text: str) -> None:
    assert loaded(text, Vocabulary(FACTS.kinds, frozenset({"flash.size"})))[1] == []


def states(text: str) -> tuple[object, list[str]]:
    mistakes: list[Mistake] = []
    given: Node = node(text)
    found = stated(Desk("f", mistakes), given, FACTS, "rule")
    return found, [str(mistake).removeprefix("f:") for mistake in mistakes]


def test_a_rule_states_facts_that_are_learned_by_rules() -> None:
    assert states("{link.silent: true}") == ((("link.silent", True),), [])
    assert states("{port.state: ok}")[1] == [
        "1:2: port.state is not learned by `rule`; add it to `learned:` in facts.yaml, or state another"
    ]
    assert states("{link.silet: true}")[1] == ["1:2: there is no fact link.silet; did you mean link.silent?"]
    assert states("{link.silent: maybe}")[1] == ["1:15: link.silent cannot be maybe: it must be true or false"]
    assert states("{link.silent: [true]}") == ((), ["1:15: one value is expected here"])


def test_a_word_with_an_at_sign_may_be_a_word() -> None:
    facts = book(
        {
            "facts.yaml": 'a.b: {about: A, type: {enum: ["@x", z]}, learned: [text]}',
            "hands.yaml": "{}",
            "port/port-busy.yaml": LEAST,
        }
    )

    assert loaded('{a.b: "@x"}', facts.vocabulary) == (Is("a.b", "is", ("@x",)), [])


LEAST = """\
{cause: port-busy, title: T, about: A, base: rare, sources: [S], rules: [{id: r, level: likely, when: {a.b: z}, because: B}]}
"""
