"""A phrase near a match counts, unless its sentence asks or denies."""

from __future__ import annotations

import pytest

from espdoctor.engine.nearby import REACH, Phrase, stands_near

SETTLED = Phrase(r"\b(?:solved|fixed)\b", r"\b(?:did not|tried)\b")


def near(text: str, match: str = "115200", phrase: Phrase = SETTLED) -> bool:
    start = text.index(match)
    return stands_near(phrase, text, (start, start + len(match)))


@pytest.mark.parametrize("text", ["115200 solved it", "what FIXED it was 115200", "I set 115200. That solved it."])
def test_it_stands_before_or_behind_in_any_case(text: str) -> None:
    assert near(text)


def test_without_the_phrase_the_match_says_nothing() -> None:
    assert not near("I set 115200")


@pytest.mark.parametrize("text", ["I tried what fixed it for others, 115200", "has 115200 solved it for you?"])
def test_what_is_denied_or_asked_settles_nothing(text: str) -> None:
    assert not near(text)


def test_what_another_sentence_denies_does_not_matter() -> None:
    assert near("I tried DIO. 115200 solved it. It did not take long.")


def test_what_stands_far_away_does_not_count() -> None:
    assert near("115200" + " " * (REACH - 7) + "solved")
    assert not near("115200" + " " * REACH + "solved")


def test_a_phrase_that_nothing_denies() -> None:
    assert near("I tried, and 115200 solved it", phrase=Phrase("solved"))
