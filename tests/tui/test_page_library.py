"""The page about a library."""

from __future__ import annotations

from espdoctor.engine.facts import Evidence, Fact
from espdoctor.knowledge import rulebook
from espdoctor.tui.page import Known
from espdoctor.tui.page_library import MOST_PLACES, make

RULES = rulebook()


def finding(check: str, *places: tuple[str, str]) -> Fact:
    return Fact("library.finding", check, tuple(Evidence(source, excerpt) for source, excerpt in places))


def lines(*facts: Fact) -> tuple[str, ...]:
    page = make(Known.of(facts), RULES)
    return page.lines if page else ()


def test_a_finding_has_what_where_why_and_the_change() -> None:
    shown = lines(finding("avr-pins", ("a.cpp line 2", "PORTB = 1;")))

    assert shown[0] == "It switches pins through registers of the AVR chip. (it does not compile, or cannot work)"
    assert shown[1].strip() == "a.cpp line 2:  PORTB = 1;"
    assert shown[2].startswith("  Why: ")
    assert "digitalWrite" in shown[3]


def test_the_gravest_come_first() -> None:
    shown = lines(finding("busy-wait", ("a", "x")), finding("avr-pins", ("a", "x")))

    assert [line[:12] for line in shown if not line.startswith(" ")] == ["It switches ", "It waits for"]


def test_places_are_bounded_and_hostile_names_do_nothing() -> None:
    shown = lines(finding("avr-pins", *[("a\x1b[2J line 1", "[red]x\n\x07")] * (MOST_PLACES + 2)))

    assert "and 2 more places" in shown[MOST_PLACES + 1]
    assert not any(character in line for line in shown for character in "\x1b\x07\n")


def test_nothing_found_is_no_page() -> None:
    assert make(Known.of([]), RULES) is None
