"""What a person can be asked to do, as hands.yaml says it."""

from __future__ import annotations

from espdoctor.engine.causes import Hands, Place
from espdoctor.engine.load_hands import hands
from rulefiles import at_desk, book

FACTS = book().vocabulary

TEXT = """\
replug:
  title: Plug it out and in
  steps: ["Pull {port.state}", Wait]
  picture: |2
      here
     there
  cost: wire
  seconds: 10
  affects: [port.*]
"""


def loaded(text: str) -> tuple[dict[str, Hands], list[str]]:
    return at_desk(lambda desk, root: hands(desk, root, FACTS), text)


def test_a_step_says_everything_about_itself() -> None:
    found, mistakes = loaded(TEXT)

    assert mistakes == []
    assert found == {
        "replug": Hands(
            id="replug",
            title="Plug it out and in",
            steps=("Pull {port.state}", "Wait"),
            picture="  here\n there\n",
            cost="wire",
            seconds=10,
            affects=("port.*",),
            place=Place("f", 1, 1),
        )
    }


def test_a_step_without_a_picture_has_none() -> None:
    found, _ = loaded("a: {title: T, steps: [S], cost: look, seconds: 1, affects: []}")

    assert found["a"].picture == ""


def test_a_picture_does_not_act_on_the_terminal() -> None:
    _, mistakes = loaded('a: {title: T, steps: [S], cost: look, seconds: 1, affects: [], picture: "\\e[2J"}')

    assert mistakes == ["1:73: the character U+001B cannot be printed"]


def test_a_mistake_has_its_place() -> None:
    _, mistakes = loaded("A: {title: T, steps: [], cost: much, seconds: soon, affects: [x.*]}")

    assert mistakes == [
        "1:22: there is nothing to do in this step",
        "1:1: A is not a name; small letters, digits and dashes, as in held-by-name",
        "1:32: much is none of look, button, wire, part, computer",
        "1:47: a number from 0 on is expected here, not soon",
        "1:63: x.* stands for no fact",
    ]


def test_a_setting_that_was_set_teaches_its_fact() -> None:
    found, mistakes = loaded(TEXT + '  teaches: {port.state: "@port.state"}\n')

    assert mistakes == []
    assert found["replug"].teaches == (("port.state", "port.state"),)


def test_what_is_taught_must_be_facts() -> None:
    _, mistakes = loaded(TEXT + '  teaches: {port.stat: "@port.stae"}\n')

    assert len(mistakes) == 2
    assert all("there is no fact" in mistake for mistake in mistakes)
