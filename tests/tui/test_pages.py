"""The table of pages."""

from __future__ import annotations

from espdoctor.engine.facts import Evidence, Fact
from espdoctor.knowledge import rulebook
from espdoctor.tui import pages

RULES = rulebook()
FINDING = Fact("library.finding", "avr-pins", (Evidence("a.cpp line 2", "PORTB = 1;"),))


def test_only_pages_whose_facts_are_known_are_there() -> None:
    assert pages.pages([], RULES) == ()
    assert [page.title for page in pages.pages([FINDING], RULES)] == ["The library, place by place"]


def test_headings_stand_at_the_margin_and_the_rest_is_indented() -> None:
    first, title, *rest = pages.lines(pages.pages([FINDING], RULES))

    assert (first, title) == ("", "The library, place by place")
    assert all(line.startswith("  ") for line in rest)


def test_a_page_that_does_not_matter_now_is_there_but_not_at_the_end() -> None:
    sound = Fact("efuse.words", "7dd00000 02005f4c c200b000 00483fda", ())

    assert len(pages.pages([sound], RULES)) == 1
    assert pages.lines(pages.pages([sound], RULES)) == []


def test_what_the_person_came_for_comes_first_and_once() -> None:
    known = [
        Fact(f"app.{name}", value, ())
        for name, value in (("dump", "1"), ("elf_state", "fits"), ("crash_at", "a.ino:3"))
    ]
    made = pages.pages([*known, FINDING], RULES)

    assert pages.lines(made, first=True)[1:] == ["Where it crashed", "  your line: a.ino:3"]
    assert "Where it crashed" not in pages.lines(made)
