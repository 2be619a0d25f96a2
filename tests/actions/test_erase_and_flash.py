"""Old data in flash is erased, saved before, and the firmware is there afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import firmware
from espdoctor.probes.backups import Store, contents_of
from espdoctor.probes.flash_errors import ImageRefused
from workplace import Workplace

Put = Callable[..., Workplace]


@pytest.mark.parametrize(
    "url", ["sim://nodemcu?fault=stale-flash", "sim://esp-01?fault=stale-wifi"], ids=["rf", "wifi"]
)
def test_a_board_with_old_settings_starts_again(place: Put, url: str) -> None:
    board = place(url)

    board.do("erase-and-flash")

    assert board.known["flash.written"] == "ok"
    assert board.known["boot.after_run.result"] in ("firmware", "image-silent")


def test_the_old_settings_are_saved_before(place: Put) -> None:
    board = place("sim://esp-01?fault=stale-wifi", firmware.plain(size=1 << 20))
    before = bytes(board.flash)

    board.do("erase-and-flash")

    saved = dict(contents_of(Store().list()[0]))
    assert any(start >= (1 << 20) - 0x4000 for start in saved), "the SDK's own sectors lie at the end"
    assert all(before[start : start + len(data)] == data for start, data in saved.items())


def test_without_the_firmware_only_the_sdks_sectors_are_erased(place: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    board = place("sim://nodemcu?fault=stale-flash")
    monkeypatch.setattr(type(board.bench.host), "firmware", lambda _host: None)
    before = board.program

    board.do("erase-and-flash")

    assert board.program == before
    assert board.known["boot.after_run.result"] in ("firmware", "image-silent")


def test_a_wrong_file_erases_nothing(place: Put) -> None:
    board = place(firmware=b"<html>")
    before = bytes(board.flash)

    with pytest.raises(ImageRefused):
        board.do("erase-and-flash")

    assert board.flash == before
