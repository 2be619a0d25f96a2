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


@pytest.mark.parametrize(("asked", "answered", "good"), [(0, 0, True), (10, 7, True), (10, 6, False)])
def test_a_line_is_good_when_nearly_all_came_back(asked: int, answered: int, good: bool) -> None:
    assert Tally(asked, answered).good is good


@pytest.mark.parametrize(
    ("answered", "torn", "hopeless"),
    [(0, ENOUGH - 1, False), (0, ENOUGH, True), (3, ENOUGH - 3, True), (4, ENOUGH - 4, False)],
)
def test_a_line_is_hopeless_when_nearly_all_came_torn(answered: int, torn: int, hopeless: bool) -> None:
    assert Tally(2 * ENOUGH, answered, torn).hopeless is hopeless


def test_silence_is_no_reason_to_give_up() -> None:
    assert not Tally(10 * ENOUGH).hopeless


@pytest.mark.parametrize(("asked", "answered", "spotless"), [(0, 0, True), (9, 9, True), (9, 8, False)])
def test_a_line_is_spotless_until_the_first_answer_is_missing(asked: int, answered: int, spotless: bool) -> None:
    assert Tally(asked, answered).spotless is spotless
