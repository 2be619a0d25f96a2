"""The same work on many things."""

from __future__ import annotations

import operator
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from espdoctor.probes import many
from espdoctor.probes.many import answers, cores_to_use, way_to_start


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are started from nothing after the first thing, and given one thing each."""
    monkeypatch.setattr(many, "way_to_start", lambda: "spawn")
    monkeypatch.setattr(many, "ALONE", {"spawn": 0})
    monkeypatch.setattr(many, "PARCEL", 0)


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


def test_light_things_travel_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "PARCEL", 6)

    assert [one.things for one in many.parcels(range(8), lambda number: number)] == [[0, 1, 2, 3], [4, 5], [6], [7]]


@pytest.mark.usefixtures("soon")
def test_things_that_travel_together_are_answered_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "PARCEL", 7)

    assert list(answers(range(40), operator.neg, heavy, cores=2)) == [-number for number in range(40)]


AS_COPIES = """
import os
from espdoctor.probes import many

def where(number): return number, os.getpid() != here

here, many.ALONE, many.PARCEL = os.getpid(), {"fork": 0}, 3
print(many.way_to_start(), list(many.answers(range(9), where, lambda thing: 1, cores=2)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="copies of a process are only made on Linux")
def test_copies_of_this_process_need_not_load_what_it_has_loaded() -> None:
    said = subprocess.run([sys.executable, "-c", AS_COPIES], capture_output=True, text=True, check=True).stdout

    assert said == f"fork {[(number, number > 0) for number in range(9)]}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="copies of a process are only made on Linux")
def test_no_copy_is_made_while_something_else_runs() -> None:
    leave = threading.Event()
    other = threading.Thread(target=leave.wait)
    other.start()
    way = way_to_start()
    leave.set()
    other.join()

    assert way == "spawn"


def test_it_uses_no_more_cores_than_wanted() -> None:
    assert cores_to_use(1) == 1
    assert cores_to_use() >= 1
