"""What is not known is put as what would tell it, in words that a beginner can read."""

from __future__ import annotations

import pytest

from espdoctor.knowledge import rulebook
from espdoctor.tui.open_facts import A_LOG, teller, tellers

KINDS = rulebook().vocabulary.kinds


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("wiring.powered", "Is there power on the board"),
        ("flash.holds", "Trying whether the flash holds what is written to it"),
        ("flash.written", "Writing the firmware"),
        ("upload.stage", A_LOG),
        ("lines.tried", KINDS["lines.tried"].about.rstrip(".")),
    ],
)
def test_a_fact_is_told_by_who_can_tell_it(name: str, words: str) -> None:
    assert teller(name, KINDS).startswith(words)


def test_one_look_that_tells_several_facts_is_named_once() -> None:
    assert tellers(["baud.best", "baud.holds", "wiring.powered"], KINDS) == [
        "Trying the usual upload speeds",
        teller("wiring.powered", KINDS),
    ]
