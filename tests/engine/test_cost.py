"""What steps cost."""

from __future__ import annotations

import pytest

from books import book, fix, hands, kind
from espdoctor.engine import cost
from espdoctor.engine.causes import FixStep
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.steps import ProbeInfo

BOOK = book([kind("a", ask="wire"), kind("b")], hands=(hands("look", "look", 1.0), hands("part", "part", 60.0)))


def test_a_probe_costs_its_seconds_and_its_hazard() -> None:
    listening, writing = (ProbeInfo("p", "P", (), hazard=level, seconds=2.0) for level in (Hazard.LISTEN, Hazard.WRITE))
    assert cost.of_probe(BOOK, listening) == 2.0
    assert cost.of_probe(BOOK, writing) == 62.0


def test_the_hands_before_and_after_a_probe_cost_too() -> None:
    probe = ProbeInfo("p", "P", (), seconds=2.0, hands=("part",), after=("look",))
    assert cost.of_probe(BOOK, probe) == 2.0 + 300.0 + 11.0


def test_nothing_is_free() -> None:
    assert cost.of_probe(BOOK, ProbeInfo("p", "P", (), seconds=0.0)) > 0
    assert cost.of_fix(BOOK, fix("f")) > 0


def test_a_question_costs_what_it_asks_of_the_person() -> None:
    assert cost.of_question(BOOK, "a") == cost.PERSON["wire"]
    with pytest.raises(KeyError):
        cost.of_question(BOOK, "b")


def test_a_fix_costs_its_hands_its_actions_and_its_hazard() -> None:
    one = fix("f", FixStep(hands="look"), FixStep(action="flash"), FixStep(advice="Wait."), hazard=Hazard.ERASE)
    assert cost.of_fix(BOOK, one) == pytest.approx(cost.LEAST + 11.0 + cost.ACTION + 300.0)


def test_each_level_of_hazard_costs_more_than_the_one_below() -> None:
    assert sorted(cost.RISK.values()) == [cost.RISK[level] for level in Hazard]
