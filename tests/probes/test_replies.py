"""What the loader's answers come to."""

from __future__ import annotations

import pytest

from espdoctor.probes.heard import Heard
from espdoctor.probes.replies import ENOUGH, Greeting, Tally, Word

NOTHING = Heard(b"", 0, 115200)


@pytest.mark.parametrize(
    ("reply", "answered", "final"),
    [("ok", True, True), ("late", True, True), ("other-loader", False, True), ("echo", False, False)],
)
def test_an_answer_of_any_loader_is_final(reply: str, answered: bool, final: bool) -> None:
    greeting = Greeting(reply, NOTHING)

    assert (greeting.answered, greeting.final) == (answered, final)


def test_a_fact_from_a_word_shows_the_frame_that_it_came_in() -> None:
    found = Word(7, Heard(bytes.fromhex("c0010ac0"), 100, 115200)).fact("chip.family", "esp8266")

    (evidence,) = found.because
    assert (evidence.excerpt, evidence.span) == ("c0 01 0a c0", (100, 104))


@pytest.mark.parametrize(
    ("asked", "answered", "good", "hopeless"),
    [(0, 0, True, False), (10, 7, True, False), (10, 6, False, False), (ENOUGH - 1, 0, False, False),
     (ENOUGH, 3, False, True), (ENOUGH, 4, False, False)],
)  # fmt: skip
def test_a_line_is_judged_by_how_many_exchanges_went_well(
    asked: int, answered: int, good: bool, hopeless: bool
) -> None:
    tally = Tally(asked, answered)

    assert (tally.good, tally.hopeless) == (good, hopeless)
