"""How a place is written down, and that no text takes long by any of them."""

from __future__ import annotations

import re

import pytest

from espdoctor.engine.private import COMMON, HARMLESS, MARKS, NAMES, SSID, private
from espdoctor.engine.redact import PRIVATE, redact


def test_a_place_is_looked_for_in_capitals_too_and_in_each_line() -> None:
    place = private(SSID, r"^net (?P<x>\w+)$")

    assert [match["x"] for match in place.pattern.finditer("NET one\nnet two")] == ["one", "two"]
    assert (place.kind, place.mark) == (SSID, MARKS[SSID])


def test_a_mark_can_be_another_one() -> None:
    assert private(SSID, "(?P<x>a)", "xx").mark == "xx"


def test_words_are_written_as_they_are_compared() -> None:
    assert all(word == word.lower() for word in HARMLESS | COMMON)
    assert set(MARKS) >= NAMES


@pytest.mark.parametrize(
    "unit",
    ["a", "_", "\n", " ", '"', "password ", "wifi.begin(a,", "/home/", "ab cd ", "-----BEGIN ", "ssid", "a-", "1.1."],
)
def test_a_long_text_of_one_thing_is_left_alone(unit: str) -> None:
    # Patterns with an unbounded beginning took minutes for this.
    text = unit * (10_000 // len(unit))

    assert redact(text).text == text


def test_every_repeat_is_bounded() -> None:
    for place in PRIVATE:
        without_sets = re.sub(r"\[[^\]]*\]", "", re.sub(r"\\.", "", place.pattern.pattern))
        assert not re.search(r"[*+]|\{\d+,\}", without_sets), place.pattern.pattern
