"""Notes about single boards: whole, private, told apart, and never believed when they are broken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from espdoctor.probes.board_files import BoardFiles

MAC, PORT = "5c:cf:7f:00:00:01", "/dev/ttyUSB0"


def notes(folder: Path) -> BoardFiles:
    return BoardFiles(".note", folder)


def test_a_note_is_found_by_the_chip_on_whichever_port(tmp_path: Path) -> None:
    notes(tmp_path).write(MAC, PORT, colour="blue")

    assert (notes(tmp_path).read(MAC, "COM7") or {})["colour"] == "blue"
    assert notes(tmp_path).read("5c:cf:7f:00:00:02", PORT) is None


def test_simulated_boards_share_their_chips_and_not_their_notes(tmp_path: Path) -> None:
    notes(tmp_path).write(MAC, "sim://nodemcu?id=a")

    assert notes(tmp_path).read(MAC, "sim://nodemcu?id=b") is None
    assert notes(tmp_path).read(MAC, PORT) is None
    assert notes(tmp_path).read(MAC, "sim://nodemcu?id=a")


def test_of_a_bench_that_is_new_each_time_nothing_is_noted(tmp_path: Path) -> None:
    notes(tmp_path).write(MAC, "sim://nodemcu?fault=stale-flash")

    assert notes(tmp_path).read(MAC, "sim://nodemcu?fault=stale-flash") is None
    assert list(tmp_path.iterdir()) == []


def test_of_a_chip_with_the_mac_of_many_nothing_is_noted(tmp_path: Path) -> None:
    notes(tmp_path).write("18:fe:34:00:00:00", PORT)

    assert notes(tmp_path).read("18:fe:34:00:00:00", PORT) is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_removed_is_gone_and_may_be_removed_again(tmp_path: Path) -> None:
    notes(tmp_path).write(MAC, PORT)

    notes(tmp_path).remove(MAC, PORT)
    notes(tmp_path).remove(MAC, PORT)

    assert list(notes(tmp_path).all()) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 2}', " " * 99999, "[" * 60000, "\xff"])
def test_what_is_broken_is_as_good_as_nothing(tmp_path: Path, text: str) -> None:
    notes(tmp_path).path(MAC, PORT).write_bytes(text.encode("latin-1"))

    assert notes(tmp_path).read(MAC, PORT) is None
    assert list(notes(tmp_path).all()) == []


def test_a_note_of_another_chip_under_this_ones_name_is_not_believed(tmp_path: Path) -> None:
    notes(tmp_path).write("5c:cf:7f:00:00:02", PORT)
    notes(tmp_path).path("5c:cf:7f:00:00:02", PORT).rename(notes(tmp_path).path(MAC, PORT))

    assert notes(tmp_path).read(MAC, PORT) is None


def test_a_disk_that_takes_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(FileExistsError):
        notes(tmp_path / "file").write(MAC, PORT)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_it_is_nobody_elses_business(tmp_path: Path) -> None:
    notes(tmp_path / "boards").write(MAC, PORT)

    assert [path.stat().st_mode & 0o077 for path in (tmp_path / "boards").iterdir()] == [0]
