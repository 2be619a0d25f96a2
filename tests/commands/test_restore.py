"""`espdoctor restore`: the backup that flash named goes back."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import firmware
from espdoctor.commands.flash import flash
from espdoctor.commands.restore import restore
from espdoctor.probes import simulator
from espdoctor.probes.backups import Store
from espdoctor.probes.flash_errors import BackupUnsound, OtherBoard

_numbers = count()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ESPDOCTOR_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def flashed(tmp_path: Path) -> str:
    """The port of a board whose old firmware is in a backup now."""
    image = tmp_path / "blink.bin"
    image.write_bytes(firmware.plain(size=1 << 20))
    port = f"sim://esp-01?id=restore-{next(_numbers)}"
    assert CliRunner().invoke(flash, [str(image), "--port", port, "--yes"]).exit_code == 0
    return port


def run(*words: str) -> Result:
    return CliRunner().invoke(restore, words)


@pytest.mark.parametrize("named", ["path", "data", "name"])
def test_the_old_firmware_comes_back(flashed: str, named: str) -> None:
    saved = Store().list()[0]
    names = {"path": str(saved.path), "data": str(saved.data_path), "name": saved.path.stem}

    done = run(names[named], "--port", flashed, "--yes")

    assert done.exit_code == 0, done.output
    head = simulator.bench(flashed).device.chip.flash.data[:0x1000]
    assert head == saved.data_path.read_bytes()[:0x1000]


def test_without_consent_nothing_is_put_back(flashed: str) -> None:
    done = run(str(Store().list()[0].path), "--port", flashed)

    assert done.exit_code == 2
    assert "--yes" in done.output


def test_another_board_is_refused(flashed: str) -> None:
    assert flashed
    done = run(str(Store().list()[0].path), "--port", f"sim://esp8285?id=other-{next(_numbers)}", "--yes")

    assert isinstance(done.exception, OtherBoard)


def test_a_file_that_is_no_backup_is_said(tmp_path: Path) -> None:
    done = run(str(tmp_path / "gone.json"), "--port", "sim://esp-01", "--yes")

    assert isinstance(done.exception, BackupUnsound)
