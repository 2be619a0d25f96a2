"""The eFuse, field by field."""

from __future__ import annotations

import pytest

from espdoctor.engine.facts import Fact
from espdoctor.knowledge import rulebook
from espdoctor.tui.page import Known, Page
from espdoctor.tui.page_efuse import make, of

SOUND = "7dd00000 02005f4c c200b000 00483fda"


def page(words: str, *symptoms: str) -> Page:
    facts = [Fact("efuse.words", words, ()), *(Fact("upload.symptom", symptom, ()) for symptom in symptoms)]
    shown = of(Known.of(facts))
    assert shown is not None
    return shown


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (SOUND, "The numbers are sound"),
        ("7dd00000 02005f4c c300b000 00483fda", "The numbers are damaged"),
        ("00000000 00000000 00000000 00000000", "All the numbers are zero"),
        ("9c560000 0200fe46 00000000 00000000", "This is a chip of the older kind"),
    ],
)
def test_the_first_line_says_what_it_means(words: str, begins: str) -> None:
    assert page(words).lines[0].startswith(begins)


def test_the_module_to_choose_is_told_by_the_chip() -> None:
    assert "not one for ESP8285" in page(SOUND).lines[1]
    assert "its flash inside" in page("7dd00010 02005f4c c200b000 00483fda").lines[1]


def test_words_and_fields_are_all_there() -> None:
    lines = "\n".join(page(SOUND).lines)

    assert "D3 at 0x3ff0005c: 00483fda" in lines
    assert "48:3f:da:5f:4c:7d" in lines


@pytest.mark.parametrize(
    ("words", "symptoms", "wanted"),
    [(SOUND, (), False), (SOUND, ("no-sync", "efuse-check"), True), ("7dd00000 02005f4c c300b000 00483fda", (), True)],
)
def test_it_ends_the_case_only_where_it_matters(words: str, symptoms: tuple[str, ...], wanted: bool) -> None:
    assert page(words, *symptoms).wanted is wanted


@pytest.mark.parametrize("facts", [[], [Fact("efuse.words", "hidden", ())]])
def test_without_the_words_there_is_no_page(facts: list[Fact]) -> None:
    assert make(Known.of(facts), rulebook()) is None
