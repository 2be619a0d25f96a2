"""What `--firmware` and the words of `flash` name: a file, an .elf, a build; anything else gets a sentence."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

import firmware
from espdoctor.commands.named_firmware import image_of, parts_of
from espdoctor.probes.flash_errors import NoFirmwareThere


def test_a_bin_is_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "blink.bin").write_bytes(firmware.plain())

    assert image_of(tmp_path / "blink.bin") == firmware.plain()


def test_a_build_folder_is_the_image_in_it(tmp_path: Path) -> None:
    (tmp_path / "Blink.ino.bin").write_bytes(firmware.plain())

    assert image_of(tmp_path) == firmware.plain()


def test_nothing_named_is_no_image() -> None:
    assert image_of(None) is None


@pytest.mark.parametrize("names", [("0x00000.bin", "0x10000.bin"), ("0x10000.bin",)])
def test_what_is_not_one_image_at_the_beginning_is_misuse(names: tuple[str, ...], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).write_bytes(firmware.plain())

    with pytest.raises(click.UsageError, match="espdoctor flash"):
        image_of(tmp_path)


def test_what_is_not_there_ends_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit) as ended:
        parts_of(tmp_path / "none.bin")

    assert ended.value.exit_code == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_folder_without_firmware_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoFirmwareThere):
        parts_of(tmp_path)
