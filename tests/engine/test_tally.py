"""What need not be looked at any more in a long text."""

from __future__ import annotations

import pytest

from espdoctor.engine import tally
from espdoctor.engine.tally import OFTEN, Tally, last_of_each


def test_a_signature_that_was_met_as_often_as_is_kept_of_it_is_full() -> None:
    ready = Tally[str]([3, 2, 3])
    ready.met([0, 1])
    assert ready.full == set()

    ready.met([0, 1])

    assert ready.full == {1}


def test_after_some_lines_in_vain_it_is_asked_once_whether_anything_could_be_found() -> None:
    ready = Tally[str]([9] * 9)

    asked = [ready.in_vain(seen) for seen in [b"a"] * (OFTEN + 3) + [b"b"]]

    assert asked == [False] * (OFTEN - 1) + [True] + [False] * 4


def test_a_signature_that_was_missed_too_often_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_MISSES", 2)
    ready = Tally[str]([9] * 9)
    ready.missed([1, 2])
    assert ready.full == set()

    ready.missed([2])

    assert ready.full == {2}


def test_long_lines_are_looked_at_until_there_were_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_LONG", 2)
    ready = Tally[str]([9] * 9)
    ready.long += 1
    assert not ready.crowded

    ready.long += 1

    assert ready.crowded


def test_no_more_lines_are_remembered_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_LATELY", 2)
    ready = Tally[str]([9] * 9)
    for line in "abc":
        ready.remember(line, [(1, line)])

    assert ready.lately == {"c": [(1, "c")]}


def test_no_more_lines_that_tell_nothing_are_remembered_than_some_and_no_long_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tally, "MOST_LATELY", 2)
    ready = Tally[str]([9])
    for line in ("a", "b", "c", "d" * tally.LONG):
        ready.tells_nothing(line)

    assert ready.vain == {"c"}


def test_of_one_name_the_last_are_kept_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_HITS", 2)

    assert last_of_each(["a1", "b1", "a2", "a3"], lambda one: one[0]) == ["b1", "a2", "a3"]
