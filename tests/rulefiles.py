"""Small rule files as text, and what the loader says to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from espdoctor.engine.desk import Desk
from espdoctor.engine.errors import Mistake, RulebookError
from espdoctor.engine.load import load
from espdoctor.engine.rulebook import Rulebook
from espdoctor.engine.source import Node, read

Made = TypeVar("Made")

FACTS = """\
port.state: {about: How it opened, type: {enum: [ok, busy, missing]}, learned: [probe/open, text]}
port.holder: {about: Who has it, type: text, learned: [probe/open, text]}
boot.mode: {about: The pins, type: {int: [0, 7]}, learned: [probe/banner, text]}
boot.seen: {about: Modes in a text, type: {int: [0, 7]}, keeps: many, learned: [text]}
flash.size: {about: What it holds, type: {int: [0, 100000000]}, learned: [probe/flash-id]}
flash.claim: {about: What it says, type: {int: [0, 100000000]}, learned: [probe/flash-id, text]}
power.volts: {about: On VCC, type: {float: [0, 5]}, learned: [text]}
link.silent: {about: Nothing came, type: bool, learned: [rule]}
wiring.crossed:
  about: RX to TX
  type: bool
  learned: [ask]
  ask: {question: Is it crossed?, choices: {true: "yes", false: "no"}, cost: look}
"""

HANDS = """\
close-holder: {title: Close it, steps: [Close the program], cost: computer, seconds: 15, affects: [port.*]}
"""

RULE = "{id: held, level: certain, when: {port.state: busy}, because: It is held.}"

BUSY = """\
cause: port-busy
title: Another program holds the port
about: One program at a time.
base: common
rules:
  - id: held
    level: certain
    when: {port.state: busy}
    because: The port is {port.state}.
  - id: opens
    level: excludes
    when: {port.state: ok}
    because: It opens.
fixes:
  - title: Close it
    steps: [{hands: close-holder}]
    affects: [port.*]
    verify: {probe: open, expect: {port.state: ok}}
sources: [a document]
"""

SPOKEN = """\
said.was: {about: What it was, type: cause, keeps: many, learned: [text], speaks: {rule: told, level: likely}}
said.of: {about: Named, type: cause, learned: [text], speaks: {rule: named, level: possible, because: It is named.}}
"""
"""Facts whose values are causes."""


def files(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """A vocabulary, one hands-on step and one cause; `more` adds files or stands in their place."""
    return {"facts.yaml": FACTS, "hands.yaml": HANDS, "port/port-busy.yaml": BUSY, **(more or {})}


def book(more: Mapping[str, str] | None = None) -> Rulebook:
    """The rulebook of `files`."""
    return load(files(more))


def mistakes(more: Mapping[str, str]) -> tuple[Mistake, ...]:
    """Everything that the loader finds wrong in `files`."""
    try:
        load(files(more))
    except RulebookError as error:
        return error.mistakes
    return ()


def said(more: Mapping[str, str]) -> list[str]:
    """The same as lines."""
    return [str(mistake) for mistake in mistakes(more)]


def node(text: str) -> Node:
    """The root of a text without mistakes."""
    source = read("test.yaml", text)
    assert source.mistakes == ()
    assert source.root is not None
    return source.root


def at_desk(make: Callable[[Desk, Node], Made], text: str) -> tuple[Made, list[str]]:
    """What is made of the text, and what is said to it, as line:column: words."""
    mistakes: list[Mistake] = []
    made = make(Desk("f", mistakes), node(text))
    return made, [str(mistake).removeprefix("f:") for mistake in mistakes]
