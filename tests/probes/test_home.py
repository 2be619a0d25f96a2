"""What is kept for the user is kept private, where the user wants it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from espdoctor.probes import home


def test_the_variable_puts_it_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(home.VARIABLE, str(tmp_path / "there"))
    assert home.home() == tmp_path / "there"


def test_without_it_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(home.VARIABLE, raising=False)
    assert home.home().name == "espdoctor"


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps private what lies in the user's profile, by lists not modes"
)
def test_folder_and_file_are_open_to_nobody_else(tmp_path: Path) -> None:
    folder = home.private_folder(tmp_path / "a" / "cases")
    with open(folder / "case", "x", opener=home.open_private) as file:
        file.write("secret")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "case").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_was_open_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir(mode=0o755)
    assert home.private_folder(folder) == folder
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o077 == 0
