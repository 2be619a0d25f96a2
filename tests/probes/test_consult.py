"""The consultation: what it says to its shell, in which order, and what it never does unasked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import (
    SKIP,
    Asked,
    Consent,
    Diagnosed,
    Ended,
    Event,
    FixBegan,
    HandsOn,
    Observed,
    Reply,
    Started,
)
from espdoctor.probes.link import doors
from espdoctor.probes.record import NoRecord
from espdoctor.tui import shells


def hold(
    url: str, respond: Callable[[Consultation, Event], Reply] | None = None, **settings: Any
) -> tuple[Consultation, list[Event]]:
    """A consultation to its end: itself, and all its events."""
    opened = doors(url)
    case = Consultation(opened, rulebook(), Settings(**settings))
    events: list[Event] = []
    helper = shells.Silent(opened.hands)
    for event in case:
        events.append(event)
        case.reply(respond(case, event) if respond else helper(event))
    return case, events


def kinds(events: list[Event]) -> list[type[Event]]:
    """What happened, without the repetitions of looking."""
    return [type(event) for event in events if not isinstance(event, (Started, Observed))]


def ended(events: list[Event]) -> Any:
    """The result; the last event is always the end."""
    assert isinstance(events[-1], Ended)
    return events[-1].result


def test_the_case_is_on_the_disk_before_a_step_that_writes_and_at_no_other_time() -> None:
    log: list[str] = []

    class Spy(NoRecord):
        def sync(self) -> None:
            log.append("synced")

    opened = doors("sim://nodemcu?fault=flash-tired&hands=simulated")
    case = Consultation(opened, rulebook(), Settings(granted=Hazard.ERASE, can_ask=True), Spy())
    helper = shells.Silent(opened.hands)
    for event in case:
        if isinstance(event, Started):
            log.append(event.name)
        case.reply(helper(event))

    hazards = {step.id: step.hazard for step in case.steps}
    written = [name for name, then in pairwise(log) if then == "synced"]
    assert set(written) == {"hold-test", "erase-and-flash"}
    assert {hazards[name] for name in written} == {"write", "erase"}
    assert log.count("synced") == sum(hazards.get(name) in ("write", "erase") for name in log)


def test_a_library_is_read_and_the_board_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("PORTB = 1;", encoding="utf-8")
    said, answers = "This Arduino library doesn't work on ESP", {"library.path": str(tmp_path)}

    case, events = hold("sim://nodemcu?hands=simulated", said=said, answers=answers, can_ask=True)

    assert [event.name for event in events if isinstance(event, Started)] == ["library"]
    assert (case.session.verdict, case.session.findings[0].cause.id) == ("diagnosed", "library-not-for-esp8266")


def test_without_the_library_the_board_is_looked_at_all_the_same() -> None:
    said = "this library doesn't work, the board crashes"

    case, events = hold("sim://nodemcu?fault=crash-null&hands=simulated", said=said, can_ask=True)

    asked = [event.fact for event in events if isinstance(event, Asked)]
    assert asked[0] == "library.path"
    assert case.session.findings[0].cause.id == "exception-null-pointer"


def test_a_consultation_looks_before_it_asks() -> None:
    _, events = hold("sim://nodemcu?fault=gpio15-high&hands=simulated", granted=Hazard.ERASE, can_ask=True)

    first = [type(event) for event in events if isinstance(event, (Started, Asked))]
    assert first[0] is Started
    assert ended(events).treated[0].cause == "gpio15-high"


def test_the_diagnosis_stands_before_the_first_fix_and_is_kept() -> None:
    _, events = hold("sim://nodemcu?fault=gpio15-high&hands=simulated", granted=Hazard.ERASE, can_ask=True)

    order = kinds(events)
    assert order.index(Diagnosed) < order.index(FixBegan)
    result = ended(events)
    assert (result.verdict, result.findings[0].cause.id, result.after) == ("diagnosed", "gpio15-high", "healthy")


def test_nobody_there_means_no_question_and_no_hands() -> None:
    _, events = hold("sim://nodemcu?fault=gpio15-high", granted=Hazard.RESET)

    assert not {Asked, HandsOn, Consent} & set(kinds(events))
    assert ended(events).verdict == "diagnosed"
    assert ended(events).verified is None


def test_a_step_for_hands_is_not_done_where_there_are_none() -> None:
    case = Consultation(doors("sim://nodemcu"), rulebook(), Settings())

    assert list(case.use_hands("press-reset", "")) == []
    assert case.steps == []


def test_nothing_above_the_granted_level_is_done_unasked() -> None:
    case, events = hold("sim://esp-01?fault=flash-size-mismatch&hands=simulated", granted=Hazard.RESET, can_ask=True)

    above = [step for step in case.steps if Hazard.of(step.hazard) > Hazard.RESET]
    assert all("consent" in step.outcome for step in above)
    assert not any(event.name == "flash" for event in events if isinstance(event, Started))
    assert ended(events).verified is None


def test_each_level_is_asked_for_once() -> None:
    asked: list[Hazard] = []

    def person(_: Consultation, event: Event) -> Reply:
        if isinstance(event, Consent):
            asked.append(event.hazard)
            return True
        return helper(event)

    opened = doors("sim://esp-01?fault=flash-size-mismatch&hands=simulated&id=each-level")
    helper = shells.Silent(opened.hands)
    _, events = hold(
        "sim://esp-01?fault=flash-size-mismatch&hands=simulated&id=each-level",
        person,
        granted=Hazard.LISTEN,
        can_consent=True,
        can_ask=True,
    )

    assert len(asked) == len(set(asked))
    assert ended(events).verified is True


def test_a_refused_level_is_not_asked_for_again() -> None:
    asked: list[Hazard] = []

    def person(_: Consultation, event: Event) -> Reply:
        if isinstance(event, Consent):
            asked.append(event.hazard)
            return False
        return SKIP

    _, events = hold("sim://nodemcu", person, granted=Hazard.LISTEN, can_consent=True, can_ask=True)

    assert asked == [Hazard.RESET]
    assert ended(events).verdict != "healthy"


def test_what_was_answered_before_is_not_asked() -> None:
    answers = {"wiring.rx_tx": "straight"}
    _, events = hold(
        "sim://esp-01?fault=rx-tx-swapped&hands=simulated", granted=Hazard.ERASE, can_ask=True, answers=answers
    )

    assert "wiring.rx_tx" not in [event.fact for event in events if isinstance(event, Asked)]
    assert ended(events).treated[0].cause == "no-response"


def test_an_answer_that_the_vocabulary_does_not_allow_counts_as_not_known() -> None:
    def person(_: Consultation, event: Event) -> Reply:
        return "\x1b[2Jnonsense" if isinstance(event, Asked) else SKIP

    case, _events = hold("sim://esp-01?fault=rx-tx-swapped", person, can_ask=True)

    asked = [step for step in case.steps if step.kind == "ask"]
    assert asked
    assert {step.outcome for step in asked} == {"not known"}


def test_no_treatment_on_request() -> None:
    _, events = hold("sim://nodemcu?fault=gpio15-high&hands=simulated", granted=Hazard.ERASE, can_ask=True, treat=False)

    assert FixBegan not in kinds(events)
    assert ended(events).findings[0].cause.id == "gpio15-high"


@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_cancel_ends_it_with_a_sentence_and_a_closed_port(after: int) -> None:
    seen: list[Event] = []

    def person(case: Consultation, event: Event) -> Reply:
        seen.append(event)
        if len(seen) == after:
            case.cancel()
        return None

    _case, events = hold("sim://nodemcu", person)

    assert ended(events).error
    assert ended(events).exit_code == 1


def test_a_board_that_is_mended_stays_mended() -> None:
    url = "sim://nodemcu?fault=gpio15-high&hands=simulated&id=mended"
    hold(url, granted=Hazard.ERASE, can_ask=True)

    _, events = hold(url, granted=Hazard.ERASE, can_ask=True)

    assert ended(events).verdict == "healthy"


def test_a_setting_that_was_set_is_known_afterwards() -> None:
    case, _events = hold("sim://esp-12e?fault=lines-swapped&hands=simulated", granted=Hazard.ERASE, can_ask=True)

    known = case.session.known
    assert known["upload.reset_method"] == known["lines.reaches_loader"] == "swapped"


def test_what_was_being_done_when_the_port_went_away_is_a_fact() -> None:
    _, events = hold("sim://nodemcu?fault=loose-cable&hands=simulated", granted=Hazard.ERASE, can_ask=True, treat=False)

    during = [fact.value for fact in ended(events).facts if fact.name == "port.vanished_during"]
    ran = [step.id for step in ended(events).steps if step.kind == "probe"]
    assert len(during) == 1
    assert during[0] in ran
