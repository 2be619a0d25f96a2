"""Consent is asked once a level, and a "no" can be forgotten."""

from __future__ import annotations

from espdoctor.engine.hazard import Hazard
from espdoctor.probes.consents import Consents, Settings


def test_what_is_granted_need_not_be_asked_for() -> None:
    consents = Consents(Settings(granted=Hazard.RESET, can_consent=True))

    assert [consents.known(level) for level in Hazard] == [True, True, None, None]


def test_where_nobody_is_there_nothing_more_is_proposed() -> None:
    consents = Consents(Settings(granted=Hazard.RESET))

    assert consents.known(Hazard.WRITE) is False
    assert consents.worth_proposing == Hazard.RESET


def test_a_no_holds_for_the_levels_above_too() -> None:
    consents = Consents(Settings(granted=Hazard.LISTEN, can_consent=True))
    consents.answer(Hazard.WRITE, False)

    assert [consents.known(level) for level in Hazard] == [True, None, False, False]
    assert consents.worth_proposing == Hazard.RESET


def test_a_no_can_be_forgotten_and_a_yes_stays() -> None:
    consents = Consents(Settings(granted=Hazard.LISTEN, can_consent=True))
    consents.answer(Hazard.RESET, True)
    consents.answer(Hazard.WRITE, False)
    consents.forget_refusal()

    assert [consents.known(level) for level in Hazard] == [True, True, None, None]


def test_that_nobody_is_there_is_known_from_the_beginning() -> None:
    assert Settings(answers={"app.complaint": "crashes"}).told == {"app.complaint": "crashes", "host.alone": True}
    assert Settings(can_ask=True).told == {}
