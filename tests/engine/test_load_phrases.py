"""phrases.yaml as signatures use it."""

from __future__ import annotations

from espdoctor.engine.load_phrases import phrases
from espdoctor.engine.nearby import Phrase
from rulefiles import at_desk, said


def loaded(text: str) -> tuple[dict[str, Phrase], list[str]]:
    found, mistakes = at_desk(phrases, text)
    return dict(found), mistakes


def test_any_of_the_listed_words_will_do() -> None:
    assert loaded("settled: {says: [fixed, 'solved|cured'], denied: [tried]}") == (
        {"settled": Phrase(r"\b(?:fixed|solved|cured)\b", r"\b(?:tried)\b")},
        [],
    )


def test_nothing_need_be_denied_or_count_from_another_line() -> None:
    assert loaded("settled: {says: [fixed]}")[0]["settled"] == Phrase(r"\b(?:fixed)\b")


def test_what_counts_from_another_line_is_listed_apart() -> None:
    assert loaded("settled: {says: [fixed], beyond: [cured]}")[0]["settled"].beyond == r"\b(?:cured)\b"


def test_what_denies_right_beside_a_match_needs_no_words_of_its_own() -> None:
    found = loaded("affirmed: {before: ['no'], behind: [is not]}")[0]["affirmed"]

    assert found == Phrase("", before=r"\b(?:no)\b", behind=r"\b(?:is not)\b")


def test_a_pattern_that_cannot_be_read_is_a_mistake() -> None:
    _, mistakes = loaded("settled: {says: ['(']}")

    assert len(mistakes) == 1
    assert mistakes[0].startswith("1:18: this pattern cannot be read: ")


def test_a_signature_asks_for_a_phrase_that_there_is() -> None:
    signature = "- {id: a, pattern: x, near: setled, states: {port.state: ok}, matches: [x]}"

    assert said({"phrases.yaml": "settled: {says: [fixed]}", "signatures/a.yaml": signature}) == [
        "signatures/a.yaml:1:29: there is no phrase setled; did you mean settled?"
    ]
