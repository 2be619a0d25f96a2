"""`espdoctor restore`: the backup that flash named goes back."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import firmware
from espdoctor.commands.flash import flash
from espdoctor.commands.restore import restore
from espdoctor.probes.backups import Store
from espdoctor.probes.flash_errors import BackupUnsound, OtherBoard
from espdoctor.probes.unfinished import Unfinished, UnfinishedWrites
from workplace import Workplace


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ESPDOCTOR_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def flashed(tmp_path: Path) -> Workplace:
    """A board whose old firmware is in a backup now."""
    board = Workplace("sim://esp-01")
    image = tmp_path / "blink.bin"
    image.write_bytes(firmware.plain(size=1 << 20))
    assert CliRunner().invoke(flash, [str(image), "--port", board.url, "--yes"]).exit_code == 0
    return board


def run(*words: str) -> Result:
    return CliRunner().invoke(restore, words)


@pytest.mark.parametrize("named", ["path", "data", "name"])
def test_the_old_firmware_comes_back(flashed: Workplace, named: str) -> None:
    saved = Store().list()[0]
    names = {"path": str(saved.path), "data": str(saved.data_path), "name": saved.path.stem}

    done = run(names[named], "--port", flashed.url, "--yes")

    assert done.exit_code == 0, done.output
    head = flashed.flash[:0x1000]
    assert head == saved.data_path.read_bytes()[:0x1000]


def test_the_command_that_flash_names_can_be_typed_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESPDOCTOR_HOME", str(tmp_path / "Application Support"))
    board, image = Workplace("sim://esp-01"), tmp_path / "blink.bin"
    image.write_bytes(firmware.plain(size=1 << 20))
    told = CliRunner().invoke(flash, [str(image), "--port", board.url, "--yes"]).output
    typed = told.partition("espdoctor restore ")[2].splitlines()[0]

    assert run(*typed.split(), "--port", board.url, "--yes").exit_code == 0


def test_without_consent_nothing_is_put_back(flashed: Workplace) -> None:
    done = run(str(Store().list()[0].path), "--port", flashed.url)

    assert done.exit_code == 2
    assert "Putting back what was saved at 20" in done.output
    assert " UTC, board 18:fe:34" in done.output
    assert "--yes" in done.output


def test_another_board_is_refused(flashed: Workplace) -> None:
    assert flashed.known == {}
    done = run(str(Store().list()[0].path), "--port", "sim://esp8285", "--yes")

    assert isinstance(done.exception, OtherBoard)


def test_a_file_that_is_no_backup_is_said(tmp_path: Path) -> None:
    done = run(str(tmp_path / "gone.json"), "--port", "sim://esp-01", "--yes")

    assert isinstance(done.exception, BackupUnsound)


@pytest.mark.parametrize("named", ["", ".", "/"])
def test_a_sign_without_a_name_is_no_backup(named: str) -> None:
    done = CliRunner().invoke(restore, [named])

    assert done.exit_code == 2
    assert "is no file. Without a name" in done.stderr


def test_without_a_name_the_backups_are_listed_newest_first() -> None:
    store = Store()
    for day in (1, 2):
        store.save("5c:cf:7f:00:00:01", 1, 1 << 20, [(0, b"x" * 0x4000)], datetime(2026, 1, day, tzinfo=timezone.utc))
    kept = store.list()
    UnfinishedWrites().begin("5c:cf:7f:00:00:01", "/dev/x", Unfinished(str(kept[1].path), "Blink.ino"))

    done = CliRunner().invoke(restore, [])

    assert done.exit_code == 2
    assert done.output.splitlines()[:3] == [
        "Saved, newest first:",
        "  1  2026-01-02 00:00 UTC, board 5c:cf:7f:00:00:01, 16 KB of flash, from before a write that was cut off",
        "  2  2026-01-01 00:00 UTC, board 5c:cf:7f:00:00:01, 16 KB of flash",
    ]
    assert str(kept[1].path) in done.output


def test_without_any_backup_it_is_said() -> None:
    done = CliRunner().invoke(restore, [])

    assert done.exit_code == 2
    assert "no backup yet" in done.output
