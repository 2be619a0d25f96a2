"""Signatures as their files say them."""

from __future__ import annotations

import pytest

from espdoctor.engine.causes import Place
from espdoctor.engine.load_signatures import MOST_PATTERN, signatures
from espdoctor.engine.rulebook import Signature
from rulefiles import at_desk, book

FACTS = book().vocabulary


def loaded(text: str) -> tuple[tuple[Signature, ...], list[str]]:
    return at_desk(lambda desk, root: signatures(desk, root, FACTS), text)


def test_a_signature_says_everything_about_itself() -> None:
    found, mistakes = loaded(r"""
- id: busy
  pattern: 'busy: (?P<who>\w+), mode (?P<mode>\d)'
  states: {port.state: busy, port.holder: "{who}", boot.seen: "{mode}"}
  weight: words
  matches: ["busy: me, mode 3"]
  rejects: ["not busy"]
""")

    assert mistakes == []
    assert found == (
        Signature(
            id="busy",
            pattern=r"busy: (?P<who>\w+), mode (?P<mode>\d)",
            states=(("port.state", "busy"), ("port.holder", "{who}"), ("boot.seen", "{mode}")),
            weight="words",
            matches=("busy: me, mode 3",),
            rejects=("not busy",),
            place=Place("f", 2, 3),
        ),
    )


def test_what_is_not_said_is_usual() -> None:
    ((found,), mistakes) = loaded("[{id: a, pattern: x, states: {port.state: ok}, matches: [x]}]")

    assert mistakes == []
    assert (found.weight, found.rejects) == ("tool", ())


@pytest.mark.parametrize(
    ("states", "messages"),
    [
        ("{}", ["1:30: this signature states nothing"]),
        ("{prot.state: ok}", ["1:31: there is no fact prot.state; did you mean port.state?"]),
        ("{flash.size: 4}", ["1:31: flash.size is not learned by `text`; add it to `learned:` in facts.yaml"]),
        (
            "{port.state: okay}",
            ["1:43: port.state cannot be okay: it must be one of ok, busy, missing; did you mean ok?"],
        ),
        ('{boot.seen: "{mod}"}', ["1:42: the pattern has no group mod"]),
        (
            '{boot.seen: "{mode} of {all}"}',
            ["1:42: a group of the pattern is the whole value, with nothing around its braces"],
        ),
        ("{port.state: [ok]}", ["1:43: one value is expected here"]),
    ],
)
def test_what_cannot_be_stated_is_a_mistake(states: str, messages: list[str]) -> None:
    assert loaded(f"[{{id: a, pattern: x, states: {states}, matches: [x]}}]")[1] == messages


def test_a_group_may_be_meant() -> None:
    text = '[{id: a, pattern: "(?P<mode>.)", states: {boot.seen: "{mod}"}, matches: [x]}]'

    assert loaded(text)[1] == ["1:54: the pattern has no group mod; did you mean mode?"]


def test_a_pattern_has_a_length() -> None:
    text = f"[{{id: a, pattern: {'x' * (MOST_PATTERN + 1)}, states: {{port.state: ok}}, matches: [x]}}]"

    assert loaded(text)[1] == [f"1:19: this pattern is longer than {MOST_PATTERN} characters; make several of it"]


def test_every_signature_has_a_line_that_matches() -> None:
    assert loaded("[{id: a, pattern: x, states: {port.state: ok}}]")[1] == ["1:2: matches is missing"]
    assert loaded("[{id: a, pattern: x, states: {port.state: ok}, matches: []}]")[1] == [
        "1:57: there is no line that it matches"
    ]
