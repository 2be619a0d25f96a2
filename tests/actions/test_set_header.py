"""Flash mode and size are changed in flash, and the program stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import firmware
from espdoctor.probes import image_header
from espdoctor.probes.backups import Store, contents_of
from espdoctor.probes.flash_errors import ImageRefused
from workplace import Workplace

Put = Callable[..., Workplace]


def test_the_size_becomes_that_of_the_chip_and_the_board_starts(place: Put) -> None:
    board = place("sim://esp-01?fault=flash-size-mismatch")
    before = board.program
    assert before[3] >> 4 != 2

    board.do("set-header", size="detect")

    assert board.flash[3] >> 4 == 2
    assert board.program[0x2000:] == before[0x2000:]
    assert board.known["flash.written"] == "ok"
    assert board.known["boot.after_run.result"] in ("firmware", "image-silent")


def test_the_crc_of_the_sketch_in_flash_follows(place: Put) -> None:
    board = place()
    image = firmware.arduino(mode="qio")
    board.flash[: len(image)] = image

    board.do("set-header", mode="dout")

    assert board.flash[2] == 3
    assert image_header.arduino_crc_ok(bytes(board.flash[: len(image)]))


def test_the_old_header_is_saved(place: Put) -> None:
    board = place()
    before = bytes(board.flash[:0x1000])

    board.do("set-header", mode="dout")

    (saved,) = Store().list()
    assert next(iter(contents_of(saved)))[1][:0x1000] == before


def test_only_sectors_that_change_are_written(place: Put) -> None:
    board = place(firmware=firmware.plain())

    board.do("set-header", mode="dout")

    assert next(note for note in board.notes if note.startswith("Writing")) == "Writing at 0x000000"


def test_without_an_image_there_is_no_header_to_change(place: Put) -> None:
    board = place("sim://nodemcu?fault=flash-blank")
    before = board.program

    with pytest.raises(ImageRefused, match="does not begin with an image"):
        board.do("set-header", mode="dout")

    assert board.program == before


def test_a_mode_that_there_is_not_is_the_callers_mistake(place: Put) -> None:
    with pytest.raises(ValueError, match="no flash mode"):
        place().do("set-header", mode="fast")
