"""`espdoctor` with no command."""

from __future__ import annotations

import io
import sys

import pytest

from espdoctor.commands import screen
from espdoctor.commands.guard import FAILED, MISUSE, OK
from espdoctor.tui.app import EspdoctorApp


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_it_says_what_to_use_instead(capsys: pytest.CaptureFixture[str]) -> None:
    assert screen.run_screen(None) == MISUSE
    assert "espdoctor check" in capsys.readouterr().err


@pytest.mark.parametrize(("code", "exit_code"), [(0, OK), (1, FAILED)])
def test_on_a_terminal_the_app_is_run_and_its_end_told(
    code: int, exit_code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[EspdoctorApp] = []

    def run(app: EspdoctorApp) -> None:
        made.append(app)

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Terminal())
    monkeypatch.setattr(EspdoctorApp, "run", run)
    monkeypatch.setattr(EspdoctorApp, "return_code", code)

    assert screen.run_screen("sim://nodemcu") == exit_code
    assert len(made) == 1
