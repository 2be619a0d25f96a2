"""`run.py`: what it says where it cannot set up, and that it tries again from where it broke off."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

RUN = Path(__file__).resolve().parents[1] / "run.py"
STARTED = 7
"""The exit code of whatever is started in the end."""
Fake = Callable[[list[str]], tuple[int, str]]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py with its environment in a folder of the test's."""
    spec = importlib.util.spec_from_file_location("run", RUN)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    return module


def played(monkeypatch: pytest.MonkeyPatch, answer: Fake) -> list[str]:
    """The programs that are started, by what they are asked for; `answer` gives exit code and words."""
    asked: list[str] = []

    def run(command: list[str], **_how: Any) -> subprocess.CompletedProcess[str]:
        asked.append(" ".join(command[1:]))
        code, words = answer(command)
        return subprocess.CompletedProcess(command, code, "", words)

    def call(command: list[str], **_how: Any) -> int:
        asked.append(" ".join(command[1:]))
        return STARTED

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(subprocess, "call", call)
    return asked


def made(program: ModuleType) -> None:
    """What `python -m venv` leaves behind, with pip or without."""
    program.PYTHON.parent.mkdir(exist_ok=True)
    program.PYTHON.touch()


def test_an_old_python_is_told_so(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program.sys, "version_info", (3, 9, 2))

    assert program.main([]) == 1
    assert "Python 3.10 or newer is needed" in capsys.readouterr().err


def test_a_system_without_venv_is_told_what_to_install(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    played(monkeypatch, lambda _: (1, "Error: ensurepip is not available"))

    assert program.main([]) == 1
    assert "sudo apt install python3-venv" in capsys.readouterr().err


def test_an_environment_without_pip_is_made_again(program: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made(program)
    asked = played(monkeypatch, lambda command: (int("import pip" in command), ""))

    assert program.main(["--version"]) == STARTED
    assert asked[:2] == ["-c import pip", f"-m venv {program.VENV}"]
    assert asked[-1] == "-m espdoctor --version"


def test_without_a_network_it_says_so_and_tries_again_next_time(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made(program)
    asked = played(monkeypatch, lambda command: (int("install" in command), "ERROR: no route to the index"))

    assert [program.main([]), program.main([])] == [1, 1]
    assert "Is the computer online?" in capsys.readouterr().err
    assert sum("pip install" in one for one in asked) == 2


def test_what_is_set_up_is_started_at_once(program: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made(program)
    played(monkeypatch, lambda _: (0, ""))
    assert program.main(["test", "tests/engine"]) == STARTED

    asked = played(monkeypatch, lambda _: (0, ""))
    assert program.main(["test", "tests/engine"]) == STARTED
    assert asked == ["-m pytest -q tests/engine"]
