"""What a test writes for the user of the program (cases, backups, notes) lies in a folder of its own, and its benches
end with its module. No example is too slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from espdoctor.probes import simulator
from espdoctor.probes.home import VARIABLE

# how long an example takes is the computer's business, which may have other things to do
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test; it is made by whoever writes to it."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True, scope="module")
def benches() -> Iterator[None]:
    """A bench with a name lives as long as the process; a worker must not gather those of all modules."""
    yield
    simulator.forget()
