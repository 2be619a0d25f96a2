"""What a flash was last proven to hold: a good guess at what differs now, and never believed where it is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from espdoctor.probes.flash_plan import Wanted
from espdoctor.probes.image_fit import Part
from espdoctor.probes.last_proven import LastProven

SECTOR = 0x1000
OLD = bytes(at * 31 & 0xFF for at in range(8 * SECTOR))


def wanted(content: bytes, at: int = 0) -> Wanted:
    return Wanted.of([Part(at, content)], 1 << 20)


def changed(*sectors: int) -> bytes:
    content = bytearray(OLD)
    for sector in sectors:
        content[sector * SECTOR + 7] ^= 1
    return bytes(content)


@pytest.fixture
def board(tmp_path: Path) -> LastProven:
    return LastProven("5c:cf:7f:00:00:01", "/dev/ttyUSB0", tmp_path)


def test_of_a_board_that_was_never_written_nothing_is_known(board: LastProven) -> None:
    assert board.differing(wanted(OLD)) is None


def test_the_sectors_that_differ_from_what_was_proven(board: LastProven) -> None:
    board.keep(wanted(OLD))

    assert board.differing(wanted(OLD)) == ()
    assert board.differing(wanted(changed(2, 3, 6))) == ((0x2000, 0x4000), (0x6000, 0x7000))


def test_a_longer_image_reaches_where_nothing_is_known(board: LastProven) -> None:
    board.keep(wanted(OLD))

    assert board.differing(wanted(OLD + b"more")) is None


def test_a_change_of_some_sectors_leaves_the_others_known(board: LastProven) -> None:
    board.keep(wanted(OLD))
    board.keep(wanted(b"\x00" * SECTOR, at=SECTOR))

    assert board.differing(wanted(OLD)) == ((SECTOR, 2 * SECTOR),)


def test_what_is_noted_of_4_mb_is_short_enough_to_be_read_again(board: LastProven) -> None:
    everything = Wanted((), ((0, 4 << 20),))
    board.keep(everything)

    assert board.differing(everything) == ()


@pytest.mark.parametrize("sectors", ["null", "[1, 2]", '{"here": 1}', "7"])
def test_a_note_that_makes_no_sense_is_as_good_as_none(board: LastProven, tmp_path: Path, sectors: str) -> None:
    board.keep(wanted(OLD))
    (note,) = tmp_path.iterdir()
    text = note.read_text()
    note.write_text(text[: text.index('"sectors": ')] + f'"sectors": {sectors}' + "}")

    assert board.differing(wanted(OLD)) is None


def test_a_disk_that_takes_no_note_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    LastProven("5c:cf:7f:00:00:01", "/dev/ttyUSB0", tmp_path / "file").keep(wanted(OLD))
