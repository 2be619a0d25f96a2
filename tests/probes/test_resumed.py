"""Going on with a recorded case."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from espdoctor.engine.hazard import Hazard
from espdoctor.engine.journal import Header, Skipped
from espdoctor.engine.replay import replay
from espdoctor.knowledge import rulebook
from espdoctor.probes import catalog
from espdoctor.probes.casebook import Casebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import SKIP, Asked, Consent, Ended, HandsOn
from espdoctor.probes.link import doors
from espdoctor.probes.record import Record
from espdoctor.probes.resumed import resume

RULES = rulebook()
URL = "sim://nodemcu?fault=gpio2-low&hands=simulated"


def begin(record: Record, url: str = URL) -> Consultation:
    return Consultation(doors(url), RULES, Settings(granted=Hazard.RESET, can_consent=True, can_ask=True), record)


def drive(case: Consultation) -> Ended:
    """Everything is left open."""
    for event in case:
        if isinstance(event, Asked | Consent | HandsOn):
            case.reply(True if isinstance(event, Consent) else SKIP)
        elif isinstance(event, Ended):
            return event
    raise AssertionError("a consultation ends with Ended")


def recorded(folder: Path, url: str = URL) -> Casebook:
    book = Casebook(folder)
    with book.begin(Header("1", RULES.sha256, "here"), datetime(2026, 11, 21)) as writer:
        drive(begin(writer, url))
    return book


def test_what_was_seen_is_looked_at_again(tmp_path: Path) -> None:
    book = recorded(tmp_path)
    reading, writer = book.resume(None)
    with writer:
        case = begin(writer)
        resume(case, reading.events)
        assert "boot.after_run.mode" not in case.session.known
        end = drive(case)

    assert end.result.findings[0].cause.id == "gpio2-low"
    assert "boot.after_run.mode" in case.session.known


def test_what_was_left_open_is_asked_again(tmp_path: Path) -> None:
    book = recorded(tmp_path, "sim://esp-12e?fault=no-power&hands=simulated")
    reading, writer = book.resume(None)
    assert any(isinstance(event.input, Skipped) for event in reading.events)
    with writer:
        case = begin(writer)
        resume(case, reading.events)

    assert case.session._skipped == set()


def test_the_one_file_replays_to_where_both_parts_have_led(tmp_path: Path) -> None:
    book = recorded(tmp_path)
    reading, writer = book.resume(None)
    with writer:
        case = begin(writer)
        resume(case, reading.events)
        drive(case)

    again = replay(RULES, catalog.infos(), book.read(None).events)
    assert {fact.name: fact.value for fact in again.facts} == {fact.name: fact.value for fact in case.session.facts}
