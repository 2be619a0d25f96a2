"""Texts beside what people tell of causes: rare words weigh most, and no cause is likest for being short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.likeness import Tales, words
from espdoctor.engine.lookup import lookup_of
from espdoctor.engine.paste import clean
from espdoctor.knowledge import rulebook

TOLD = {
    "port-busy": ("The port is open in the serial monitor.", "Closing the terminal freed the port."),
    "brownout-resets": ("The board resets when the relay switches.", "A larger capacitor cured the resets."),
    "driver-missing": ("The device manager shows a yellow mark.", "The port came with the driver."),
}

ALIKE = "one sentence with some words that everybody writes"


def beside(text: str, told: Mapping[str, Sequence[str]] = TOLD) -> Mapping[str, float]:
    """The text, in as many words as are asked for: all but the first few are known to each cause alike."""
    filled = {cause: (*tales, ALIKE) for cause, tales in told.items()}
    return Tales(filled).beside(clean(f"{text} {ALIKE}"))


def likest(text: str) -> str | None:
    return next(iter(beside(text)), None)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("it RESETTED as soon as my relays switched on", "brownout-resets"),
        ("i had the monitor running in another terminal", "port-busy"),
        ("there is something yellow in the manager", "driver-missing"),
    ],
)
def test_the_likest_is_the_one_with_the_same_rare_words(text: str, cause: str) -> None:
    assert likest(text) == cause


@pytest.mark.parametrize("text", ["", "0x401000 3fff1b2c", "quelque chose " * 9, "the relay resets it"])
def test_who_writes_few_words_that_are_known_has_told_nothing(text: str) -> None:
    assert Tales(TOLD).beside(clean(text)) == {}


def test_words_that_all_tell_say_nothing() -> None:
    assert beside("", {"one": (), "two": ()}) == {}


def test_nothing_told_is_like_nothing() -> None:
    assert Tales({}).beside(clean(ALIKE)) == {}


def test_likeness_is_counted_in_deviations_from_the_mean() -> None:
    found = list(beside("the relay resets it").values())

    assert sum(found) == pytest.approx(0)
    assert sum(by * by for by in found) == pytest.approx(len(found))
    assert found == sorted(found, reverse=True)


def test_the_line_is_the_one_whose_words_tell_it() -> None:
    lines = clean("hello all\nwhen the relay switches the board resets\nthanks for any help")

    assert Tales(TOLD).line_for("brownout-resets", lines).number == 2


def test_a_word_before_every_line_says_no_more_than_one_said_a_few_times() -> None:
    few, many = (beside("yellow monitor terminal " + "relay " * times) for times in (3, 300))

    assert few == many


def test_endings_cases_and_numbers_do_not_count() -> None:
    assert list(words("Uploading UPLOADED at 0x40100000, 3.3V 4.7k")) == ["uploa", "uploa", "at", "0v", "0k"]


@given(st.permutations(sorted(TOLD)))
def test_the_order_of_causes_does_not_matter(order: list[str]) -> None:
    mixed = beside("the driver of the relay board", {cause: TOLD[cause] for cause in order})

    assert mixed == pytest.approx(beside("the driver of the relay board"))


def test_each_cause_that_is_told_of_is_likest_by_its_own_words() -> None:
    known = rulebook()
    told = {cause.id: " ".join(cause.told) for cause in known.causes.values() if cause.told}

    assert {next(iter(lookup_of(known).tales.beside(clean(text)))) == cause for cause, text in told.items()} == {True}
