"""Programs of the system are asked without trust."""

from __future__ import annotations

import sys

import pytest

from espdoctor.probes import programs


def test_what_a_program_prints_is_the_answer() -> None:
    assert programs.ask([sys.executable, "-c", "print('1-1: new device')"]).strip() == "1-1: new device"


def test_an_absent_program_answers_nothing() -> None:
    assert programs.ask(["no-program-has-this-name"]) == ""


def test_a_program_that_fails_answers_nothing() -> None:
    assert programs.ask([sys.executable, "-c", "print('half'); raise SystemExit(3)"]) == ""


def test_a_program_that_does_not_end_answers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PATIENCE", 0.05)
    assert programs.ask([sys.executable, "-c", "input() if False else __import__('threading').Event().wait()"]) == ""


def test_it_speaks_the_language_that_we_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert programs.ask([sys.executable, "-c", "import os; print(os.environ['LC_ALL'])"]).strip() == "C"


def test_bytes_that_are_no_text_do_no_harm() -> None:
    told = programs.ask([sys.executable, "-c", r"import sys; sys.stdout.buffer.write(b'\xff\xfe ok')"])
    assert told.endswith(" ok")
