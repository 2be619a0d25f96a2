"""Flash work that is cut, cancelled or killed at a seeded moment: known afterwards, resumable or restorable, and no
backup lost. The same trials as `benchmarks/interruptions.py`, which runs hundreds."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

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
