"""Recorded cases and pasted texts as dossiers: as it stood before it was mended, and what was done."""

from __future__ import annotations

from espdoctor.engine import journal
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.journal import Event, Header, Reading
from espdoctor.engine.steps import Tried
from espdoctor.knowledge import rulebook
from espdoctor.tui.case_dossier import of_case, of_text

BUSY = "error: Failed to open COM5\nSerial Monitor is open\n"
MODE = Fact("boot.after_run.mode", 7, (Evidence("serial", "boot mode:(7,6)", "probe"),))


def case(*inputs: journal.Input) -> Reading:
    events = tuple(Event(number, float(number), "you", one) for number, one in enumerate(inputs, 1))
    return Reading(Header("1.0", "older", "Windows 11"), events, None)


def test_a_case_without_a_fix_is_told_as_it_stands() -> None:
    told = of_case(rulebook(), case(journal.Said(BUSY)), "1.0")

    assert (told.verdict, told.findings[0].cause.id) == ("diagnosed", "port-busy")
    assert (told.said, told.os, told.done, told.after) == ((BUSY,), "Windows 11", (), None)


def test_what_was_mended_is_told_as_it_stood_before() -> None:
    cause = rulebook().causes["port-busy"]
    mended = Tried("port-busy", cause.fixes[0].id, True)
    fine = journal.Observed("open", (Fact("port.state", "ok", (Evidence("open", "", "probe", at=3.0),)),))

    told = of_case(rulebook(), case(journal.Said(BUSY), journal.Acted("x", ("port.*",)), fine, mended), "1.0")

    assert (told.verdict, told.findings[0].cause.id) == ("diagnosed", "port-busy")
    assert told.done == (f"{cause.title}: {cause.fixes[0].title}: proven",)
    assert told.after is not None


def test_what_the_board_said_is_text_for_people() -> None:
    told = of_case(rulebook(), case(journal.Chunk("p", "in", b"hello you\n"), journal.Chunk("p", "out", b"no")), "1.0")

    assert told.heard == "hello you"


def test_a_pasted_text_is_judged_as_triage_judges_it() -> None:
    told = of_text(rulebook(), BUSY, "log.txt", "1.0")

    assert (told.verdict, told.findings[0].cause.id, told.said) == ("diagnosed", "port-busy", (BUSY,))
