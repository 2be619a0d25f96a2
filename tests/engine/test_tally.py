"""What need not be looked at any more in a long text."""

from __future__ import annotations

import pytest

from espdoctor.engine import tally
from espdoctor.engine.tally import MOST_HITS, OFTEN, Tally


def test_a_signature_that_was_met_often_enough_is_full() -> None:
    ready = Tally[str]()
    for _ in range(MOST_HITS - 1):
        ready.met([7, 8])
    assert ready.full == set()

    ready.met([7])

    assert ready.full == {7}


def test_after_some_lines_in_vain_it_is_asked_once_whether_anything_could_be_found() -> None:
    ready = Tally[str]()

    asked = [ready.in_vain(seen) for seen in [b"a"] * (OFTEN + 3) + [b"b"]]

    assert asked == [False] * (OFTEN - 1) + [True] + [False] * 4


def test_a_signature_that_was_missed_too_often_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_MISSES", 2)
    ready = Tally[str]()
    ready.missed([1, 2])
    assert ready.full == set()

    ready.missed([2])

    assert ready.full == {2}


def test_long_lines_are_looked_at_until_there_were_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_LONG", 2)
    ready = Tally[str]()
    ready.long += 1
    assert not ready.crowded

    ready.long += 1

    assert ready.crowded


def test_no_more_lines_are_remembered_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_LATELY", 2)
    ready = Tally[str]()
    for line in "abc":
        ready.remember(line, [(1, line)])

    assert ready.lately == {"c": [(1, "c")]}
