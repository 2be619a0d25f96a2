"""The same work on many things."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterator

import pytest

from espdoctor.probes import many
from espdoctor.probes.many import answers, cores_to_use


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are called after the first thing."""
    monkeypatch.setattr(many, "ALONE", 0)


def heavy(_thing: object) -> int:
    return 1


def test_few_things_are_worked_on_here() -> None:
    here = os.getpid()

    assert list(answers(range(5), lambda number: (number, os.getpid()), heavy)) == [(n, here) for n in range(5)]


@pytest.mark.usefixtures("soon")
def test_answers_come_in_order_from_other_processes() -> None:
    assert list(answers(range(40), operator.neg, heavy, cores=2)) == [-number for number in range(40)]


@pytest.mark.usefixtures("soon")
def test_one_core_needs_no_other_process() -> None:
    assert list(answers(range(3), lambda number: -number, heavy, cores=1)) == [0, -1, -2]


@pytest.mark.usefixtures("soon")
def test_what_work_raises_is_raised_here() -> None:
    found = answers([[1], [2], []], operator.itemgetter(0), heavy, cores=2)

    assert [next(found), next(found)] == [1, 2]
    with pytest.raises(IndexError):
        next(found)


@pytest.mark.usefixtures("soon")
def test_never_more_is_in_hand_than_memory_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "IN_HAND", 30)
    taken: list[int] = []

    def things() -> Iterator[int]:
        for number in range(20):
            taken.append(number)
            yield number

    found = answers(things(), operator.neg, lambda _thing: 10, cores=2)
    most = max(len(taken) - told for told, _ in enumerate(found, 1))

    assert most <= 4, "three of weight 10, and the one that is being looked at"


def test_it_uses_no_more_cores_than_wanted() -> None:
    assert cores_to_use(1) == 1
    assert cores_to_use() >= 1
