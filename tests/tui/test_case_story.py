"""A recorded case as words."""

from __future__ import annotations

import pytest

from espdoctor.engine import journal
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.journal import Header
from espdoctor.engine.steps import Tried
from espdoctor.knowledge import rulebook
from espdoctor.probes.casebook import Summary
from espdoctor.tui.case_story import outcome, story, summary_line, told

READING = journal.Reading(
    Header("1.0", "older", "Ubuntu \x1b[2J"), (journal.Event(1, 0.5, "you", journal.Said("COM FAIL \x1b[2J")),), None
)


def test_the_story_is_harmless_whatever_was_said() -> None:
    lines = list(story(READING))

    assert "Ubuntu \\x1b[2J" in lines[0]
    assert lines[1] == '      0.5 s  you said "COM FAIL \\x1b[2J"'


def test_a_fact_s_name_in_a_file_of_somebody_else_does_nothing() -> None:
    strange = Fact("a\x1b[2J", "x", (Evidence("serial", ""),))

    assert list(told(journal.Observed("sync", (strange,)))) == ["sync saw", "  a\\x1b[2J = x  (serial)"]


def test_the_outcome_says_that_the_rules_are_others_now() -> None:
    assert "The rules have changed since; with today's rules:" in list(outcome(READING, rulebook()))


def test_where_nothing_speaks_for_anybody_nobody_is_named() -> None:
    *_, last = outcome(journal.Reading(READING.header, (), None), rulebook())

    assert last == "It cannot be told yet what is wrong."


def test_a_case_is_one_line_of_a_list() -> None:
    line = summary_line(Summary("2026-11-21-120000", None, "COM3\x07", "it\nfails", 4, ""))

    assert line == '2026-11-21-120000  COM3\\x07  4 entries  "it fails"'


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (journal.Said("it fails"), 'you said "it fails"'),
        (journal.Answered("wiring.powered", True), "you answered wiring.powered = True"),
        (journal.Skipped("wiring.powered"), "not known or not possible: wiring.powered"),
        (journal.Consented(Hazard.WRITE, True), "you allowed write"),
        (journal.Consented(Hazard.ERASE, False), "you did not allow erase"),
        (journal.Retracted("0123"), "taken back: 0123"),
        (journal.Observed("open", ()), "open saw"),
        (journal.Ran("open"), "open ended"),
        (journal.Acted("replug", ("port.*",)), "done: replug"),
        (Tried("port-busy", "close-it", True), "fix close-it for port-busy: proven"),
        (Tried("port-busy", "close-it", None), "fix close-it for port-busy: not carried out"),
        (journal.Noted("Stopped."), "Stopped."),
        (journal.Chunk("COM3", "in", b"\x00\x01"), "2 bytes in on COM3"),
        (journal.Lines("COM3", True, False), "DTR asserted, RTS released on COM3"),
    ],
)
def test_every_input_has_words(entry: journal.Input, words: str) -> None:
    assert list(told(entry)) == [words]


def test_no_input_is_without_an_example_above() -> None:
    marks = test_every_input_has_words.pytestmark  # type: ignore[attr-defined]
    assert {type(entry) for entry, _ in marks[0].args[1]} == set(journal.KINDS.values())
