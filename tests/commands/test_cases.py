"""A consultation is recorded, or the person learns why it is not."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from computer import Computer
from espdoctor import __version__
from espdoctor.commands.cases import recorded
from espdoctor.engine.journal import Header, Noted
from espdoctor.probes import home
from espdoctor.probes.casebook import Casebook
from espdoctor.probes.record import NoRecord

RULES: Any = SimpleNamespace(sha256="abc")
DOORS: Any = SimpleNamespace(host=Computer())


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(home.VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.mark.usefixtures("folder")
def test_the_case_says_by_what_and_on_what_it_was_made() -> None:
    with recorded(RULES, DOORS) as record:
        record.noted("hello", 0.5)
    reading = Casebook().read(None)
    assert reading.header == Header(__version__, "abc", "Ubuntu 24.04")
    assert [event.input for event in reading.events] == [Noted("hello")]


@pytest.mark.usefixtures("folder")
def test_a_case_that_ends_by_an_error_is_closed_and_readable() -> None:
    def fails() -> None:
        with recorded(RULES, DOORS) as record:
            record.noted("until here", 0.0)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    reading, writer = Casebook().resume(None)
    writer.close()
    assert len(reading.events) == 1


def test_where_it_cannot_be_kept_the_consultation_goes_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write_text("a file is in the way")
    with recorded(RULES, DOORS) as record:
        assert isinstance(record, NoRecord)
    assert "This case is not recorded" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_disk_that_fills_up_is_told_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    with recorded(RULES, DOORS) as record:
        record.problem = OSError(28, "No space left on device")  # type: ignore[attr-defined]
    assert "(No space left on device)" in capsys.readouterr().err
