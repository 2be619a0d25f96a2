"""A phrase near a match counts, unless its sentence asks or denies."""

from __future__ import annotations

import pytest

from espdoctor.engine.nearby import MOST_PLACES, REACH, Phrase, in_part, in_reach, stands_near

SETTLED = Phrase(r"\b(?:solved|fixed)\b", r"\b(?:did not|tried)\b", r"\bsolved\b")


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


AFFIRMED = Phrase("", before=r"\b(?:no|without a)\b", behind=r"\b(?:is not|it.s not)\b")


@pytest.mark.parametrize("text", ["115200", "is it 115200?", "no. 115200", "nothing but 115200", "no luck, 115200"])
def test_what_asks_for_no_words_counts_wherever_nothing_beside_it_denies_it(text: str) -> None:
    assert near(text, phrase=AFFIRMED)


@pytest.mark.parametrize("text", ["no 115200", 'without a "115200"', "115200 is not set", "115200? It's not."])
def test_what_stands_right_beside_a_word_that_denies_it_does_not_count(text: str) -> None:
    assert not near(text, phrase=AFFIRMED)


UNPROVOKED = Phrase("", denied=r"\bwhen I pull\b")


@pytest.mark.parametrize(("text", "counts"), [("115200 is gone", True), ("115200 is gone when I pull it", False)])
def test_what_asks_for_no_words_may_still_be_denied_by_its_sentence(text: str, counts: bool) -> None:
    assert near(text, phrase=UNPROVOKED) is counts


def reached(*lines: str, phrase: Phrase = SETTLED) -> list[int]:
    return [at for at, _, _ in in_reach(phrase, lines)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("this solved it:", "- 115200"), [1]),
        (("I set 115200.", "", "That solved it."), [0, 1]),
        (("115200 solved it",), []),  # its own line is looked at with all its words
        (("this fixed it:", "- 115200"), []),  # not one of the stronger words
        (("I tried what solved it for others", "- 115200"), []),
        (("what solved it?", "115200?"), []),
        (("solved", "x" * (REACH + 1), "115200"), [1]),
    ],
)
def test_the_stronger_words_reach_the_lines_above_and_below(lines: tuple[str, ...], found: list[int]) -> None:
    assert reached(*lines) == found


def test_a_phrase_without_stronger_words_stays_in_its_line() -> None:
    assert reached("solved", "115200", phrase=Phrase("solved")) == []


def test_the_part_in_reach_is_told_in_characters_of_the_line() -> None:
    assert list(in_reach(SETTLED, ("solved", "115200"))) == [(1, -7, REACH - 1)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [("- 115200", True), ("115200?", False), ("I tried 115200", False), ("I tried 9600. 115200", True)],
)
def test_in_the_line_that_is_reached_nothing_asks_or_denies(text: str, counts: bool) -> None:
    start = text.index("115200")
    assert in_part(SETTLED, text, (start, start + 6), -9, REACH) is counts


def test_what_stands_beyond_the_part_in_reach_does_not_count() -> None:
    assert not in_part(SETTLED, "115200", (0, 6), 1, REACH)
    assert not in_part(SETTLED, "115200", (0, 6), -9, 5)


def test_a_text_that_says_it_without_end_is_looked_at_only_so_often() -> None:
    lines = [*["solved"] * MOST_PLACES, "-" * 3 * REACH, "solved", "115200"]
    assert len(lines) - 1 not in reached(*lines)
    assert len(lines) - 2 in reached(*lines[1:])
