"""How a board was held is remembered by its chip, and a broken memory is none."""

from __future__ import annotations

import os
import time
from math import inf
from pathlib import Path
from typing import Any

import pytest

from espdoctor.probes.board_files import BoardFiles
from espdoctor.probes.grips import FADES, Grip, Grips

MAC, PORT = "5c:cf:7f:00:00:01", "/dev/ttyUSB0"
HELD = Grip(230400, sequence="ck", flash_id=0x1640EF)


def test_it_is_found_by_the_port_and_by_the_chip(tmp_path: Path) -> None:
    Grips(tmp_path).keep(MAC, PORT, HELD)

    assert Grips(tmp_path).at(PORT) == HELD
    assert Grips(tmp_path).of(MAC, "/dev/ttyUSB7") == HELD, "the same chip on another port"
    assert Grips(tmp_path).of("5c:cf:7f:00:00:02", PORT) is None
    assert Grips(tmp_path).at("/dev/ttyUSB7") is None


def test_the_last_board_on_a_port_counts(tmp_path: Path) -> None:
    other = Grip(115200)
    Grips(tmp_path).keep(MAC, PORT, HELD)
    Grips(tmp_path).keep("5c:cf:7f:00:00:02", PORT, other)
    an_hour_ago = time.time() - 3600
    os.utime(tmp_path / "5ccf7f000001.grip", (an_hour_ago, an_hour_ago))

    assert Grips(tmp_path).at(PORT) == other


def test_the_newest_try_takes_the_place_of_the_older(tmp_path: Path) -> None:
    Grips(tmp_path).keep(MAC, PORT, HELD)
    Grips(tmp_path).keep(MAC, PORT, Grip(460800))

    assert Grips(tmp_path).of(MAC, PORT) == Grip(460800)


@pytest.mark.parametrize(
    "grip",
    [
        *(None, [], {}, {"rate": "fast"}),
        *({"rate": rate, "helper": True, "patient": False, "sequence": "", "flash_id": 0} for rate in (9, inf)),
    ],
)
def test_what_makes_no_sense_is_as_good_as_nothing(tmp_path: Path, grip: Any) -> None:
    BoardFiles(".grip", tmp_path).write(MAC, PORT, grip=grip)

    assert Grips(tmp_path).of(MAC, PORT) is None
    assert Grips(tmp_path).at(PORT) is None


def test_a_disk_that_takes_nothing_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    Grips(tmp_path / "file").keep(MAC, PORT, HELD)

    assert Grips(tmp_path / "file").at(PORT) is None


@pytest.mark.parametrize("grip", [Grip(115200, patient=True), Grip(115200, helper=False)])
def test_a_way_that_was_taken_in_need_is_not_remembered(tmp_path: Path, grip: Grip) -> None:
    Grips(tmp_path).keep(MAC, PORT, HELD)
    Grips(tmp_path).keep(MAC, PORT, grip)

    assert Grips(tmp_path).at(PORT) == HELD


def test_a_memory_fades(tmp_path: Path) -> None:
    Grips(tmp_path).keep(MAC, PORT, HELD)
    later = Grips(tmp_path, lambda: time.time() + FADES + 60)

    assert later.at(PORT) is None
    assert later.of(MAC, PORT) is None


def test_a_flash_chip_that_a_probe_has_asked_is_known() -> None:
    """It is asked once more and not twice: the same id is believed at once."""
    assert Grip(460800).knowing({"flash.jedec_id": 0x1640EF}).flash_id == 0x1640EF
    assert HELD.knowing({}) == HELD
