"""What a board comes with."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from espdoctor.probes.simulator import images
from espdoctor.probes.simulator.boards import BOARDS, laid
from espdoctor.probes.simulator.esp32 import Esp32
from espdoctor.probes.simulator.stock import chip_for, firmware_for, settle_chip, spec_for
from espdoctor.probes.simulator.table import Setting

BOARD = BOARDS["esp-12e"]


def header(**wrong: Setting) -> images.Header | None:
    table = replace(laid(BOARD), **wrong)  # type: ignore[arg-type]
    return images.parse(chip_for(BOARD, table, Random(1)).flash.read(0, 8))


def test_the_flash_holds_a_sketch_with_the_boards_settings() -> None:
    found = header()
    assert found is not None
    assert (found.mode, found.flash_size) == ("dio", 4 * 1024 * 1024)


@pytest.mark.parametrize("content", ["blank", "shifted"])
def test_there_may_be_nothing_where_the_image_should_begin(content: str) -> None:
    assert header(content=content) is None


@pytest.mark.parametrize(("stale", "sectors"), [("rf", 4), ("wifi", 3)])
def test_stale_sectors_hold_something_foreign(stale: str, sectors: int) -> None:
    chip = chip_for(BOARD, replace(laid(BOARD), stale=stale), Random(1))
    assert chip.flash.read(chip.flash.size - sectors * 0x1000, 4) == b'{"ss'


def test_an_esp32_is_another_chip() -> None:
    assert isinstance(chip_for(BOARD, replace(laid(BOARD), family="esp32"), Random(1)), Esp32)


def test_damaged_fuses_differ_in_the_check_bytes() -> None:
    good, bad = spec_for(BOARD, laid(BOARD)).fuses, spec_for(BOARD, replace(laid(BOARD), fuses="corrupt")).fuses
    assert good[1] == bad[1]
    assert (good[0] ^ bad[0], good[2] ^ bad[2]) == (0x0004_0000, 0x1100_0000)


def test_what_hangs_on_the_flash_pins_is_all_that_is_read() -> None:
    table = replace(laid(BOARD), flash_pins=True)
    chip = chip_for(BOARD, table, Random(1))
    assert chip.flash.read(0, 2) == b"\xff\xff"
    settle_chip(chip, laid(BOARD))
    assert chip.flash.read(0, 1) == b"\xe9"


def test_the_new_firmware_is_built_with_what_the_menu_says() -> None:
    found = images.parse(firmware_for(replace(laid(BOARD), menu_mode="qio", menu_size=1024 * 1024)))
    assert found is not None
    assert (found.mode, found.flash_size) == ("qio", 1024 * 1024)


@pytest.mark.parametrize(("content", "segments"), [("foreign", 2), ("damaged", 1)])
def test_there_may_be_another_chips_firmware_or_a_damaged_one(content: str, segments: int) -> None:
    chip = chip_for(BOARD, replace(laid(BOARD), content=content), Random(1))
    found = images.parse(chip.flash.read(0, 8))
    assert found is not None
    assert found.segments == segments
    assert not images.sound(chip.flash.read)


def test_blank_fuses_are_zero_in_every_word() -> None:
    assert spec_for(BOARD, replace(laid(BOARD), fuses="blank")).fuses == (0, 0, 0, 0)


def test_a_flash_chip_that_does_not_answer_gives_zeros_for_everything() -> None:
    chip = chip_for(BOARD, replace(laid(BOARD), flash_state="silent"), Random(1))
    assert chip.flash.command(0x9F, 0, b"", 3) == bytes(3)


@pytest.mark.parametrize(("state", "erases"), [("worn", 9), ("tired", 2), ("locked", 9), ("ok", 1)])
def test_an_aged_flash_takes_a_program_late_or_never(state: str, erases: int) -> None:
    flash = chip_for(BOARD, replace(laid(BOARD), flash_state=state), Random(1)).flash
    program, needed = bytes(range(256)) * 0x80, 9
    for count in range(1, 9):
        flash.erase(0, len(program))
        flash.write(0, program)
        if flash.read(0, len(program)) == program:
            needed = count
            break
    assert needed == erases


def test_the_file_may_be_another_chips_or_larger_than_the_flash() -> None:
    assert firmware_for(replace(laid(BOARD), file="esp32")) == images.make_esp32()
    large = firmware_for(replace(laid(BOARDS["esp-01"]), file="large"))
    assert len(large) > BOARDS["esp-01"].flash_size
    assert images.parse(large[images.APP_OFFSET :]) is not None
