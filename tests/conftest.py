"""What a test writes for the user of the program (cases, backups, notes) lies in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from espdoctor.probes.home import VARIABLE


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test; it is made by whoever writes to it."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"
