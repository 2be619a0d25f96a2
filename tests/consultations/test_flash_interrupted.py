"""Flash work that is cut, cancelled or killed at a seeded moment: known afterwards, resumable or restorable, and no
backup lost. The same trials as `benchmarks/interruptions.py`, which runs hundreds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from consulting import consult
from espdoctor.engine.errors import Cancelled
from workplace import Workplace

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def interruptions(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return import_module("interruptions")


@pytest.mark.parametrize("number", range(9), ids=lambda n: f"{('write', 'erase', 'save')[n % 3]}-{n // 3}")
def test_whatever_happens_the_flash_is_old_or_new_or_known_to_be_incomplete(
    interruptions: ModuleType, number: int
) -> None:
    if number // 3 == 2 and not hasattr(os, "fork"):
        pytest.skip("this system has no fork: a killed program cannot share the bench's flash")

    trial, _ = interruptions.trial(number, 4)

    assert trial.wrong == []


@pytest.fixture
def cut_off() -> Iterator[Workplace]:
    """A board whose write was stopped in the middle; its person has hands."""
    table = Workplace("sim://nodemcu?hands=simulated")
    table.firmware = table.bench.host.firmware()
    with pytest.raises(Cancelled):
        table.do_until("Writing", "flash")
    table.world.close()
    yield table
    table.world.close()


@pytest.mark.parametrize(("has_the_program", "fix"), [(True, "Write the program again"), (False, "Put back what was")])
def test_a_consultation_knows_of_it_and_ends_with_a_whole_flash(
    cut_off: Workplace, monkeypatch: pytest.MonkeyPatch, has_the_program: bool, fix: str
) -> None:
    if not has_the_program:
        monkeypatch.setattr(cut_off.bench.host, "firmware", lambda: None)

    said = consult(cut_off.url)

    assert said["verdict"] == "diagnosed"
    assert said["causes"][0]["id"] == "write-cut-off"
    assert [(one["cause"], one["fix"][: len(fix)], one["verified"]) for one in said["found"]] == [
        ("write-cut-off", fix, True)
    ]
    assert {"none"} == {one["value"] for one in said["facts"] if one["name"] == "flash.earlier_write"}
