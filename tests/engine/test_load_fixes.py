"""Fixes: what is done, what gets outdated by it, what proves it."""
# ruff: noqa: E501 -- a mistake is one line, as long as it has to be

from __future__ import annotations

import pytest

from espdoctor.engine.causes import Fix, FixStep, Place, Verify
from espdoctor.engine.conditions import Test as Is
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.load_fixes import fixes
from rulefiles import at_desk, book

FACTS = book().vocabulary
OK = Is("port.state", "is", ("ok",))


def loaded(text: str) -> tuple[tuple[Fix, ...], list[str]]:
    return at_desk(lambda desk, root: fixes(desk, root, FACTS), text)


def test_a_fix_says_everything_about_itself() -> None:
    found, mistakes = loaded("""\
- id: find
  title: Find it
  when: {boot.mode: 3}
  steps: [{hands: close-holder}, {action: find-mode, with: {mode: dout, all: true}}, {advice: "Look at {port.state}"}]
  affects: [port.*]
  hazard: write
  chance: possible
  way-round: true
  verify: {probe: open, probes: [banner], expect: {port.state: ok}, for: 10s, never: {port.state: busy}}
""")

    assert mistakes == []
    assert found == (
        Fix(
            id="find",
            title="Find it",
            when=Is("boot.mode", "is", (3,)),
            steps=(
                FixStep(hands="close-holder"),
                FixStep(action="find-mode", options=(("mode", "dout"), ("all", True))),
                FixStep(advice="Look at {port.state}"),
            ),
            verify=Verify(("open", "banner"), OK, 10.0, Is("port.state", "is", ("busy",))),
            hazard=Hazard.WRITE,
            affects=("port.*",),
            chance="possible",
            place=Place("f", 1, 3),
            way_round=True,
        ),
    )


def test_what_is_not_said_is_usual() -> None:
    found, mistakes = loaded(
        "[{title: A, steps: [{advice: Wait.}]}, {title: B, steps: [{advice: Rest.}], verify: null}]"
    )

    assert mistakes == []
    assert [(fix.id, fix.hazard, fix.chance, fix.verify, fix.affects) for fix in found] == [
        ("fix-1", Hazard.LISTEN, "likely", None, ()),
        ("fix-2", Hazard.LISTEN, "likely", None, ()),
    ]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("[{title: A, steps: []}]", ["1:20: this fix does nothing; steps: [{hands: …}], [{action: …}] or [{advice: …}]"]),
        ("[{title: A, steps: [{hands: a, advice: b}]}]", ["1:21: a step is exactly one of hands, action and advice"]),
        ("[{title: A, steps: [{}]}]", ["1:21: a step is exactly one of hands, action and advice"]),
        ("[{title: A, steps: [words]}]", ["1:21: a table of `name: value` is expected here"]),
        ("[{title: A, steps: [{hands: a, with: {b: c}}]}]", ["1:38: `with:` belongs to an action"]),
        ("[{title: A, steps: [{action: flash}]}]", ["1:2: this fix acts on the board, but nothing proves it; verify: {probe: …, expect: {…}}"]),
        (
            "[{title: A, steps: [{hands: a}], verify: {expect: {port.state: ok}}}]",
            ["1:42: it is not said what looks whether it worked; probe: NAME, or probes: [NAME, …]"],
        ),
        ("[{title: A, steps: [{hands: a}], verify: {probe: open}}]", ["1:42: expect is missing"]),
        ("[{title: A, steps: [{hands: a}], hazard: big}]", ["1:42: big is none of listen, reset, write, erase"]),
        ("[{title: A, steps: [{hands: a}], chance: excludes}]", ["1:42: excludes is none of certain, likely, possible"]),
        (
            "[{id: a, title: A, steps: [{hands: a}]}, {id: a, title: A, steps: [{hands: a}]}]",
            ["1:42: there is a fix a already; give each fix of a cause a name of its own"],
        ),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place_and_a_way_out(text: str, messages: list[str]) -> None:
    assert loaded(text)[1] == messages
