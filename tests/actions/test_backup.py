"""All of the flash is saved, and the board runs on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from espdoctor.engine.errors import Cancelled
from espdoctor.probes.backups import Store, contents_of
from workplace import Workplace

Put = Callable[..., Workplace]


def test_all_of_the_flash_is_saved(place: Put) -> None:
    board = place("sim://esp-01")
    before = bytes(board.flash)

    board.do("backup")

    (saved,) = Store().list()
    assert b"".join(data for _, data in contents_of(saved)) == before
    assert board.known["flash.backup"] == str(saved.path)


def test_the_board_runs_its_firmware_again(place: Put) -> None:
    board = place("sim://esp-01")

    board.do("backup")
    board.bench.clock.sleep(0.5)
    board.bench.catch_up()

    assert board.bench.device.chip.running == "sketch"


def test_what_is_saved_already_is_not_read_again(place: Put) -> None:
    board = place("sim://esp-01")
    board.do("backup")
    first = board.bench.clock.now()

    board.do("backup")

    assert board.bench.clock.now() - first < first


def test_a_cancelled_one_leaves_no_half_backup(place: Put) -> None:
    board = place("sim://esp-01")

    with pytest.raises(Cancelled):
        board.do_until("Saving", "backup")

    assert Store().list() == ()
