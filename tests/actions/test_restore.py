"""A backup goes back only where it came from, and is proven there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import firmware
from espdoctor.probes.backups import Backup, Store
from espdoctor.probes.flash_errors import BackupUnsound, ImageRefused, OtherBoard
from workplace import Workplace

Put = Callable[..., Workplace]
SMALL = firmware.plain(size=1 << 20)


def flashed(board: Workplace) -> Backup:
    """Write something over the old firmware; gives the backup of it."""
    board.do("flash", parts=[], size="keep")
    return Store().list()[0]


def test_the_old_content_comes_back(place: Put) -> None:
    board = place("sim://esp-01", SMALL)
    before = board.program
    saved = flashed(board)
    assert board.program != before

    board.do("restore", backup=saved)

    assert board.program == before
    assert board.known["flash.written"] == "ok"


def test_without_a_name_it_is_that_of_the_last_write(place: Put) -> None:
    board = place("sim://esp-01", SMALL)
    before = board.program
    flashed(board)

    board.do("restore")

    assert board.program == before


def test_where_nothing_was_saved_there_is_nothing_to_put_back(place: Put) -> None:
    with pytest.raises(BackupUnsound, match="none is known"):
        place("sim://esp-01", SMALL).do("restore")


def test_what_was_there_instead_is_saved_too(place: Put) -> None:
    board = place("sim://esp-01", SMALL)
    saved = flashed(board)

    board.do("restore", backup=saved)

    assert len(Store().list()) == 2


def test_another_board_is_told_apart_and_left_alone(place: Put) -> None:
    saved = flashed(place("sim://esp-01", SMALL))
    other = place("sim://esp8285", SMALL)
    before = other.program

    with pytest.raises(OtherBoard) as refused:
        other.do("restore", backup=saved)

    assert refused.value.of == saved.mac
    assert other.program == before


def test_another_board_takes_it_when_told_so(place: Put) -> None:
    saved = flashed(place("sim://esp-01", SMALL))
    other = place("sim://esp8285", SMALL)

    other.do("restore", backup=saved, other_board=True)

    assert other.known["flash.written"] == "ok"


def test_a_backup_of_a_larger_chip_is_refused(place: Put) -> None:
    board = place("sim://esp-01", SMALL)
    saved = flashed(board)
    high = replace(saved, pieces=tuple(replace(piece, start=piece.start + (2 << 20)) for piece in saved.pieces))

    with pytest.raises(ImageRefused, match="larger flash chip"):
        board.do("restore", backup=high)


def test_a_broken_backup_is_refused_before_the_board_is_touched(place: Put) -> None:
    board = place("sim://esp-01", SMALL)
    saved = flashed(board)
    saved.data_path.write_bytes(b"")
    before = board.program

    with pytest.raises(BackupUnsound):
        board.do("restore", backup=saved)

    assert board.program == before
