"""Driving a consultation without a screen."""

from __future__ import annotations

from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import SKIP, Asked, Consent, Ended, Event, HandsOn, Started
from espdoctor.probes.link import doors
from espdoctor.tui.shells import Silent, run
from stage import bench

RULES = rulebook()
QUESTION = RULES.vocabulary.kinds["wiring.powered"].ask


class Owner:
    """Hands that can do one thing and know one answer."""

    def do(self, hands_id: str) -> bool:
        return hands_id == "replug"

    def answer(self, fact_name: str) -> bool | None:
        return True if fact_name == "wiring.powered" else None


def asked(fact: str) -> Asked:
    assert QUESTION is not None
    return Asked(fact, QUESTION, "")


def hands_on(name: str) -> HandsOn:
    return HandsOn(RULES.hands[name], (), "")


def test_without_a_helper_everything_is_skipped() -> None:
    assert Silent(None)(asked("wiring.powered")) == SKIP
    assert Silent(None)(hands_on("replug")) == SKIP


def test_the_helper_answers_what_it_knows_and_does_what_it_can() -> None:
    silent = Silent(Owner())

    assert silent(asked("wiring.powered")) is True
    assert silent(asked("wiring.rx_tx")) == SKIP
    assert silent(hands_on("replug")) is True
    assert silent(hands_on("press-reset")) == SKIP


def test_nobody_consents_in_the_persons_place() -> None:
    assert Silent(Owner())(Consent(Hazard.WRITE, "write")) is None


def test_a_consultation_is_driven_to_its_end_and_every_event_is_seen() -> None:
    opened = doors(bench("port-permission"))
    seen: list[Event] = []
    silent = Silent(opened.hands)

    def respond(event: Event) -> object:
        seen.append(event)
        return silent(event)

    result = run(Consultation(opened, RULES, Settings(can_ask=True)), respond)  # type: ignore[arg-type]

    assert result.verified is True
    assert isinstance(seen[-1], Ended)
    assert any(isinstance(event, Started) for event in seen)
