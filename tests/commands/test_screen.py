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


@pytest.mark.parametrize("kind", screen.PLAIN_TERMINALS)
def test_a_terminal_that_takes_only_lines_is_sent_to_check(
    kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = Terminal()
    for name, stream in (("stdin", Terminal()), ("stdout", Terminal()), ("stderr", error)):
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.setenv("TERM", kind)

    assert screen.run_screen(None) == MISUSE
    assert "espdoctor check" in error.getvalue() + capsys.readouterr().err


@pytest.mark.parametrize(("code", "exit_code"), [(0, OK), (1, FAILED)])
def test_on_a_terminal_the_app_is_run_and_its_end_told(
    code: int, exit_code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[EspdoctorApp] = []

    def run(app: EspdoctorApp) -> None:
        made.append(app)

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Terminal())
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(EspdoctorApp, "run", run)
    monkeypatch.setattr(EspdoctorApp, "return_code", code)

    assert screen.run_screen("sim://nodemcu") == exit_code
    assert len(made) == 1


def test_behind_the_start_page_rules_cases_to_practise_and_a_casebook_are_made() -> None:
    backroom = screen.prepare()

    assert backroom.rehearsals == screen.rehearsals(backroom.rulebook)
    assert backroom.casebook is not None
