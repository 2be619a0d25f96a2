"""Backups made by a test lie in its own folder, and every opened board is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workplace import Workplace


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test."""
    monkeypatch.setenv("ESPDOCTOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def place() -> Iterator[Callable[..., Workplace]]:
    """Puts a board on the table by its URL."""
    made: list[Workplace] = []

    def put(url: str = "sim://nodemcu", firmware: bytes | None = None) -> Workplace:
        made.append(Workplace(url, firmware))
        return made[-1]

    yield put
    for one in made:
        one.world.close()
