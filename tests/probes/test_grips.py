"""How a board was held is remembered by its MAC, and a broken memory is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from espdoctor.probes.grips import Grip, Grips

MAC, PORT = "5c:cf:7f:00:00:01", "/dev/ttyUSB0"
HELD = Grip(230400, sequence="ck")


def test_it_is_found_by_the_port_and_by_the_chip(tmp_path: Path) -> None:
    Grips(tmp_path).keep(MAC, PORT, HELD)

    assert Grips(tmp_path).at(PORT) == HELD
    assert Grips(tmp_path).of(MAC, "/dev/ttyUSB7") == HELD, "the same chip on another port"
    assert Grips(tmp_path).of("5c:cf:7f:00:00:02", PORT) is None


def test_the_last_board_on_a_port_counts(tmp_path: Path) -> None:
    other = Grip(115200, patient=True)
    Grips(tmp_path).keep(MAC, PORT, HELD)
    Grips(tmp_path).keep("5c:cf:7f:00:00:02", PORT, other)
    os.utime(tmp_path / "5ccf7f000001.json", (1, 1))

    assert Grips(tmp_path).at(PORT) == other


def test_the_newest_try_takes_the_place_of_the_older(tmp_path: Path) -> None:
    Grips(tmp_path).keep(MAC, PORT, HELD)
    Grips(tmp_path).keep(MAC, PORT, Grip(460800))

    assert Grips(tmp_path).of(MAC, PORT) == Grip(460800)


def test_simulated_boards_share_their_chips_and_not_their_memory(tmp_path: Path) -> None:
    Grips(tmp_path).keep(MAC, "sim://nodemcu?id=a", HELD)

    assert Grips(tmp_path).of(MAC, "sim://nodemcu?id=b") is None
    assert Grips(tmp_path).of(MAC, PORT) is None
    assert Grips(tmp_path).at("sim://nodemcu?id=a") == HELD


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '{"format": 2}', '{"format": 1, "mac": "x", "port": "p", "grip": {"rate": "fast"}}',
        '{"format": 1, "mac": "5c:cf:7f:00:00:01", "port": "p", "grip": {"rate": 9}}', " " * 9999,
        '{"format": 1, "mac": "5c:cf:7f:00:00:01", "port": "p", "grip": {"rate": 115200, "sequence": []}}',
    ],
)  # fmt: skip
def test_what_is_broken_is_as_good_as_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "5ccf7f000001.json").write_text(text)

    assert Grips(tmp_path).of(MAC, PORT) is None
    assert Grips(tmp_path).at("p") is None


def test_a_disk_that_takes_nothing_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    Grips(tmp_path / "file").keep(MAC, PORT, HELD)

    assert Grips(tmp_path / "file").at(PORT) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_it_is_nobody_elses_business(tmp_path: Path) -> None:
    Grips(tmp_path / "boards").keep(MAC, PORT, HELD)

    assert [path.stat().st_mode & 0o077 for path in (tmp_path / "boards").iterdir()] == [0]
