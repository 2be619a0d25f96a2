"""The labelled cases of tests/corpus, as they are and spoilt: figures that may only rise."""

from __future__ import annotations

import random
from functools import lru_cache

import pytest

from judging import Figures, Judged, cases, figures, judge, paste_of
from spoiling import SPOILERS

# Raise these when the rules get better; never lower them. benchmarks/robust.py shows the figures of every mishap.
RIGHT_AT_1 = 132
RIGHT_AT_3 = 133
SURE_AND_RIGHT = 44

# mishap -> right at 1, sure and right, at least
SPOILT = {
    "typed by hand": (129, 43),
    "lines joined": (130, 42),
    "lines wrapped": (130, 43),
    "lines cut": (131, 43),
    "quoted": (131, 43),
    "HTML": (132, 43),
    "service log": (130, 43),
    "coloured": (132, 43),
    "clock": (131, 43),
}


@lru_cache(maxsize=1)
def judged() -> tuple[Judged, ...]:
    return tuple(judge(name, case, paste_of(case)) for name, case in cases().items())


def plain() -> Figures:
    return figures(judged())


def test_there_are_cases() -> None:
    assert plain().cases == 133


def test_it_is_never_sure_of_something_wrong() -> None:
    assert plain().wrong_and_sure == ()


def test_it_is_right_at_once_as_often_as_before() -> None:
    assert plain().at1 >= RIGHT_AT_1, [one.name for one in judged() if not one.at1]


def test_the_cause_is_among_the_first_three_as_often_as_before() -> None:
    assert plain().at3 >= RIGHT_AT_3, [one.name for one in judged() if not one.at3]


def test_it_is_sure_where_it_can_be_as_often_as_before() -> None:
    assert plain().sure_and_right >= SURE_AND_RIGHT


@pytest.mark.parametrize("mishap", SPOILT)
def test_what_happens_to_logs_on_their_way_costs_little_and_makes_nothing_sure_and_wrong(mishap: str) -> None:
    spoil = SPOILERS[mishap]

    got = figures(
        judge(name, case, spoil(paste_of(case), random.Random(f"{name} 0"))) for name, case in cases().items()
    )

    at1, sure = SPOILT[mishap]
    assert got.wrong_and_sure == ()
    assert (got.at1 >= at1, got.sure_and_right >= sure) == (True, True), got
