"""One writer at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from espdoctor.probes.locks import Lock


def test_a_second_writer_is_turned_away_until_the_first_lets_go(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "case.lock"), Lock(tmp_path / "case.lock")
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_the_lock_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    path = tmp_path / "case.lock"
    code = (
        "import os, sys; from pathlib import Path; from espdoctor.probes.locks import Lock;"
        "held = Lock(Path(sys.argv[1])); print(held.acquire(), flush=True); os._exit(9)"
    )
    died = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=False)
    assert (died.stdout.strip(), died.returncode) == (b"True", 9)
    lock = Lock(path)
    assert lock.acquire()
    lock.release()


def test_to_let_go_twice_does_no_harm(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "case.lock")
    lock.release()
    assert lock.acquire()
    lock.release()
    lock.release()


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lock(tmp_path / "gone" / "case.lock").acquire()
