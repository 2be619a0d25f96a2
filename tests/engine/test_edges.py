"""Edges of words beside letters that neither RE2 nor `re.ASCII` knows."""

from __future__ import annotations

import pytest

from espdoctor.engine.edges import beside
from espdoctor.engine.errors import RulebookError
from espdoctor.engine.load import load
from rulefiles import FACTS

NOBODY: dict[str, tuple[str, ...]] = {"probe": (), "action": ()}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bпорт", ("порт",)),
        (r"порт\b", ("порт",)),
        (r"端口\b", ("端口",)),
        (r"(?i)\b(?:port|порт)\b", ("порт",)),
        (r"\b(?:port|(?:alter |старый )порт)", ("старый",)),
        (r"\büber", ("über",)),
        (r"\bété\b", ("été",)),
        (r"\b(?:COM\d+|é)\b", ("é",)),
        (r"ferm[eé]\b", ("é",)),
        (r"[а-я]+\b", ("а", "я")),
        (r"wgrał\w*\b", ("wgrał",)),
        (r"порт(?:ы)?\b", ("порт", "ы")),
        (r"(?:\bпорт )+x", ("порт",)),
        (r"(?:x|порт\b)+", ("порт",)),
        (r"(?:порт\b\S)*", ("порт",)),
        (r"порт$|^\bпорт", ("порт",)),
        (r"(?P<port>порт)\b", ("порт",)),
    ],
)
def test_an_edge_beside_a_letter_outside_ascii_is_never_found(pattern: str, words: tuple[str, ...]) -> None:
    assert sorted(beside(pattern)) == sorted(words)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bport\b",
        r"\bcaf\b.",
        r"\bcafés\b",
        r"(?:\b(?:port|com)\b|порт|端口)",
        r"порт.{0,20}\bcom\b",
        r"порт ?\bcom",
        r"\b[^a]é",
        r"\b\wé",
        r"\b\dé",
        r"\b.é",
        r"\b→ порт",
        r"é\b\w",
        r"[a-z]\bпорт",
        r"порт",
        r"порт(\b",
        r"порт\\b",
        r"\b_в",
    ],
)
def test_an_edge_beside_anything_else_may_be_found(pattern: str) -> None:
    assert beside(pattern) == ()


def test_authors_are_told_where_and_what_to_write() -> None:
    signature = r"- {id: a, pattern: '\b(?:port|порт)\b', states: {port.state: ok}, matches: [port]}"

    with pytest.raises(RulebookError) as caught:
        load({"facts.yaml": FACTS, "signatures/a.yaml": signature}, NOBODY)

    assert (
        r"signatures/a.yaml:1:3: a word edge (\b) knows only the letters a to z, so beside порт none is ever found; "
        r"leave out \b on that side: (?:\b(?:port|com)\b|порт)"
    ) in [str(mistake) for mistake in caught.value.mistakes]
