"""The flash modes are tried until the board starts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from espdoctor.probes import image_header
from espdoctor.probes.backups import Store
from espdoctor.probes.flash_errors import NoModeBoots
from workplace import Workplace

Put = Callable[..., Workplace]


@pytest.mark.parametrize("url", ["sim://d1-mini", "sim://esp8285"])
def test_a_wrong_mode_is_cured(place: Put, url: str) -> None:
    board = place(f"{url}?fault=flash-mode-wrong")

    board.do("find-mode")

    assert board.known["flash.mode_that_boots"] == "dout"
    assert board.flash[2] == 3
    assert board.known["boot.after_run.result"] in ("firmware", "image-silent")


def test_the_fact_shows_the_banner_that_proves_it(place: Put) -> None:
    board = place("sim://d1-mini?fault=flash-mode-wrong")

    board.do("find-mode")

    proof = next(fact for fact in board.facts if fact.name == "flash.mode_that_boots")
    assert proof.because[0].excerpt


def test_if_none_boots_the_old_mode_comes_back(place: Put) -> None:
    """A damaged image starts in no mode at all."""
    board = place()
    board.flash[0x10] ^= 0xFF
    before = board.program
    board.known["flash.header.mode"] = "dio"

    with pytest.raises(NoModeBoots) as failed:
        board.do("find-mode")

    assert failed.value.tried == ("dout", "qout", "qio")
    assert board.known["flash.mode_that_boots"] == "none"
    assert board.program == before
    assert len(Store().list()) == 1, "the later backups would hold only what was tried"


def test_an_old_mode_that_nobody_read_is_not_said_to_be_back(place: Put) -> None:
    board = place()
    board.flash[0x10] ^= 0xFF

    with pytest.raises(NoModeBoots, match="is not known") as failed:
        board.do("find-mode")

    assert board.flash[2] == image_header.MODES[failed.value.tried[-1]]


def test_by_hand_the_safest_mode_is_set_and_the_person_looks(place: Put) -> None:
    board = place("sim://esp-01?fault=gpio0-not-wired&hands=simulated")
    assert board.bench.hands is not None
    board.world.port()
    board.bench.hands.do("hold-flash-press-reset")

    board.do("find-mode", manual=True)

    assert board.flash[2] == 3
    assert "press RST" in board.notes[-1]
    assert "flash.mode_that_boots" not in board.known
