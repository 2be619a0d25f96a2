"""The .elf is held against the flash itself: then it is certain whether its lines are those of the program."""

from __future__ import annotations

from pathlib import Path

from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes.simulator import lamp
from espdoctor.probes.simulator.flash import Flash

ELF = lamp.BUILDS / "Lamp" / "Lamp.ino.elf"


def compared(url: str, path: Path = ELF, move: int = 0, spoil: int | None = None) -> dict[str, Value]:
    """What is learned of a board, its program moved within the flash, or with a byte changed."""
    bench = Benchtop(url)
    flash: Flash = bench.world._doors.host._bench.device.chip.flash  # type: ignore[attr-defined]
    if move:
        flash.data[move:] = flash.data[: len(flash.data) - move]
        flash.data[:move] = bytes(move)
    if spoil is not None:
        flash.data[spoil] ^= 0x10
    bench.known["app.elf_file"] = str(path)
    return bench.run("elf-in-flash")


def test_the_build_that_is_on_the_board_is_known() -> None:
    assert compared("sim://nodemcu?fault=crash-null") == {"app.elf_in_flash": "same"}


def test_a_program_of_another_build_is_noticed() -> None:
    assert compared("sim://d1-mini?fault=crash-divide") == {"app.elf_in_flash": "other"}
    assert compared("sim://nodemcu?fault=crash-null", spoil=0x1080) == {"app.elf_in_flash": "other"}


def test_the_second_program_of_an_sdk_lies_a_megabyte_on() -> None:
    assert compared("sim://nodemcu?fault=crash-null", move=1 << 20) == {"app.elf_in_flash": "same"}


def test_a_board_that_cannot_be_asked_and_a_file_that_is_gone_say_nothing(tmp_path: Path) -> None:
    assert compared("sim://esp-12e?fault=no-power") == {}
    assert compared("sim://nodemcu?fault=crash-null", tmp_path / "gone.elf") == {}
    (tmp_path / "Lamp.ino.bin").write_bytes(b"\xe9\x01\x02\x40")
    assert compared("sim://nodemcu?fault=crash-null", tmp_path / "Lamp.ino.bin") == {}
