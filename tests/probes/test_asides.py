"""What is said in place of an answer: an answer taken back, a text told in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from espdoctor.engine.hazard import Hazard
from espdoctor.engine.journal import Header
from espdoctor.engine.replay import replay
from espdoctor.knowledge import rulebook
from espdoctor.probes import catalog
from espdoctor.probes.asides import REFUSAL, Rethink, Trail, before_all_else
from espdoctor.probes.casebook import Casebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import SKIP, Asked, Back, Consent, Event, HandsOn, Reply, Told
from espdoctor.probes.link import doors
from espdoctor.probes.record import Record

RULES = rulebook()


def begin(
    fault: str, record: Record | None = None, board: str = "nodemcu", granted: Hazard = Hazard.RESET
) -> Consultation:
    settings = Settings(granted=granted, can_consent=True, can_ask=True)
    return Consultation(doors(f"sim://{board}?fault={fault}&hands=simulated"), RULES, settings, record)


def drive(case: Consultation, say: Callable[[Event], Reply]) -> list[Event]:
    """All events; `say` answers those that wait."""
    seen: list[Event] = []
    for event in case:
        seen.append(event)
        if isinstance(event, Asked | Consent | HandsOn):
            case.reply(say(event))
    return seen


class Script:
    """Answers in their order; SKIP for all that follows."""

    def __init__(self, *replies: Reply) -> None:
        self.left = list(replies)
        self.heard: list[Event] = []

    def __call__(self, event: Event) -> Reply:
        self.heard.append(event)
        return self.left.pop(0) if self.left else SKIP


def test_the_last_answer_is_taken_back_and_the_question_asked_again() -> None:
    script = Script(SKIP, Back())
    drive(begin("chip-dead", board="esp-01"), script)

    first, _, again = script.heard[:3]
    assert isinstance(first, Asked)
    assert first == again


def test_back_with_nothing_to_take_back_asks_the_same_again() -> None:
    script = Script(Back())
    drive(begin("chip-dead", board="esp-01"), script)

    assert script.heard[0] == script.heard[1]


def test_a_no_to_consent_can_be_taken_back() -> None:
    script = Script(False, Back(), True)
    drive(begin("gpio2-low", granted=Hazard.LISTEN), script)

    first, _, again = script.heard[:3]
    assert isinstance(first, Consent)
    assert first == again


def test_a_fix_that_was_left_out_is_offered_again() -> None:
    asked: list[str] = []

    def say(event: Event) -> Reply:
        asked.append(event.hands.id if isinstance(event, HandsOn) else type(event).__name__)
        return Back() if asked[-2:-1] == ["swap-rx-tx"] and asked.count("swap-rx-tx") == 1 else SKIP

    drive(begin("rx-tx-swapped", board="esp-01"), say)

    at = asked.index("swap-rx-tx")
    assert asked[at + 2] == "swap-rx-tx"


def test_what_is_told_in_the_middle_becomes_facts_at_once() -> None:
    script = Script(Told("Fatal exception 28(LoadProhibitedCause):"))
    case = begin("gpio2-low")
    drive(case, script)

    assert ("app.exception", 28) in [(fact.name, fact.value) for fact in case.session.facts]


def test_what_was_taken_back_is_taken_back_in_the_replayed_case_too(tmp_path: Path) -> None:
    book = Casebook(tmp_path)
    header = Header("1", RULES.sha256, "here")
    with book.begin(header, datetime(2026, 11, 21)) as writer:
        case = begin("gpio2-low", writer)
        drive(case, Script(SKIP, Back()))

    again = replay(RULES, catalog.infos(), book.read(None).events)

    assert [fact.id for fact in again.facts] == [fact.id for fact in case.session.facts]


def test_what_follows_from_a_refusal_goes_back_with_it() -> None:
    trail = Trail()
    trail.add("one")
    trail.add(REFUSAL)
    trail.add("two")
    trail.follow("left out")

    assert [trail.pop() for _ in range(4)] == [("two",), (REFUSAL, "left out"), ("one",), ()]


def test_what_must_be_done_is_done_before_a_wish_is_granted() -> None:
    tries: list[str] = []

    def work() -> Iterator[Event]:
        tries.append("tried")
        if len(tries) == 1:
            raise Rethink
        yield from ()

    with pytest.raises(Rethink):
        list(before_all_else(work))  # type: ignore[arg-type]
    assert tries == ["tried", "tried"]
