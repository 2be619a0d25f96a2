"""A backup that is there is whole; what is broken is said to be so."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from datetime import datetime, timezone
from math import inf
from pathlib import Path

import pytest

from espdoctor.probes import backups
from espdoctor.probes.backups import Backup, Store, contents_of, load
from espdoctor.probes.flash_errors import BackupUnsound

MAC = "5c:cf:7f:0a:1b:2c"
NOON = datetime(2024, 5, 6, 12, 0, 0, tzinfo=timezone.utc)
CONTENTS = [(0x1000, b"old firmware" * 400), (0x10000, b"\xff" * 0x1000), (0x20000, b"settings")]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home" / "backups")


def kept(store: Store, when: datetime = NOON, mac: str = MAC) -> Backup:
    return store.save(mac, 0x1640EF, 4 << 20, CONTENTS, when)


def test_what_was_saved_comes_back_with_its_addresses(store: Store) -> None:
    backup = load(kept(store).path)

    assert list(contents_of(backup)) == CONTENTS
    assert (backup.mac, backup.flash_id, backup.flash_size, backup.made) == (
        MAC,
        0x1640EF,
        4 << 20,
        "2024-05-06T12:00:00+00:00",
    )


def test_erased_flash_is_described_and_not_stored(store: Store) -> None:
    backup = kept(store)

    assert backup.data_path.stat().st_size == sum(len(data) for start, data in CONTENTS if start != 0x10000)
    assert backup.length == sum(len(data) for _, data in CONTENTS)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes: the user's own folder is private there")
def test_nobody_else_may_read_it(store: Store) -> None:
    backup = kept(store)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (store.folder, backup.path, backup.data_path)]
    assert modes == [0o700, 0o600, 0o600]


def test_two_in_one_second_get_two_names(store: Store) -> None:
    assert kept(store).path != kept(store).path
    assert len(store.list()) == 2


def test_no_half_file_is_left_behind(store: Store) -> None:
    kept(store)

    assert {path.suffix for path in store.folder.iterdir()} == {".json", ".bin"}


def test_a_crash_before_the_description_leaves_no_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(store)
    monkeypatch.setattr(backups, "_described", lambda _backup: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        kept(store)

    assert len(store.list()) == 1


def test_a_full_disk_is_said_before_anything_is_lost(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(BackupUnsound, match="No space left on device"):
        kept(store)


@pytest.mark.parametrize("at", [0, 100])
def test_a_changed_byte_is_found(store: Store, at: int) -> None:
    backup = kept(store)
    data = bytearray(backup.data_path.read_bytes())
    data[at] ^= 1
    backup.data_path.write_bytes(bytes(data))

    with pytest.raises(BackupUnsound, match="not those that were saved"):
        list(contents_of(backup))


def test_a_missing_data_file_is_found(store: Store) -> None:
    backup = kept(store)
    backup.data_path.unlink()

    with pytest.raises(BackupUnsound, match="cannot be read"):
        list(contents_of(backup))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 99}, "newer espdoctor"),
        ({"flash_size": -1}, "outside of the flash"),
        ({"pieces": [{"start": -4096, "length": 9, "md5": "", "at": 0}]}, "outside of the flash"),
        ({"pieces": [{"start": 4 << 20, "length": 9, "md5": "", "at": 0}]}, "outside of the flash"),
        ({"flash_size": inf}, "does not describe a backup"),
        ({"pieces": "many"}, "does not describe a backup"),
    ],
)
def test_a_description_that_makes_no_sense_is_refused(store: Store, change: dict[str, object], words: str) -> None:
    path = kept(store).path
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), "utf-8")

    with pytest.raises(BackupUnsound, match=words):
        load(path)


def test_a_piece_with_another_checksum_is_refused(store: Store) -> None:
    path = kept(store).path
    told = json.loads(path.read_text("utf-8"))
    told["pieces"][0]["md5"] = "0" * 32
    path.write_text(json.dumps(told), "utf-8")

    with pytest.raises(BackupUnsound, match="0x001000"):
        list(contents_of(load(path)))


@pytest.mark.parametrize("text", ["", "[]", "{}", "\x00", "[" * 100_000])
def test_another_file_is_no_backup(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.json"
    path.write_text(text, "utf-8")

    with pytest.raises(BackupUnsound):
        load(path)


def test_a_name_that_there_is_not_is_said(tmp_path: Path) -> None:
    with pytest.raises(BackupUnsound, match="cannot be read"):
        load(tmp_path / "gone.json")


def test_the_data_file_names_the_backup_too(store: Store) -> None:
    backup = kept(store)

    assert load(backup.data_path) == backup


def test_broken_ones_are_left_out_of_the_list(store: Store) -> None:
    old = kept(store, NOON)
    new = kept(store, NOON.replace(hour=13))
    (store.folder / "odd.json").write_text("{", "utf-8")

    assert store.list() == (old, new)


def test_the_shelf_gives_what_an_earlier_backup_holds(store: Store) -> None:
    piece = kept(store).pieces[0]

    assert store.shelf(MAC).find(piece.start, piece.length, piece.md5) == CONTENTS[0][1]


def test_the_shelf_gives_nothing_of_another_chip_another_sum_or_a_broken_file(store: Store) -> None:
    backup = kept(store)
    piece = backup.pieces[0]

    assert store.shelf("00:00:00:00:00:01").find(piece.start, piece.length, piece.md5) is None
    assert store.shelf(MAC).find(piece.start, piece.length, "0" * 32) is None
    backup.data_path.write_bytes(b"")
    assert store.shelf(MAC).find(piece.start, piece.length, piece.md5) is None


def test_older_content_lies_over_newer() -> None:
    now = {0: b"n" * 0x4000, 0x8000: b"n" * 0x1000}
    before = {0x1000: b"o" * 0x1000, 0x5000: b"o" * 0x1000}

    laid = backups.layered(now, before)

    assert laid == {
        0: b"n" * 0x1000 + b"o" * 0x1000 + b"n" * 0x2000,
        0x5000: b"o" * 0x1000,
        0x8000: b"n" * 0x1000,
    }


def test_a_piece_of_a_longer_saved_one_is_found_too(tmp_path: Path) -> None:
    store = Store(tmp_path)
    content = bytes(range(256)) * 64
    store.save(MAC, 1, 1 << 20, [(0x4000, content)])

    inside = content[0x1000:0x2000]
    assert store.shelf(MAC).find(0x5000, 0x1000, hashlib.md5(inside).hexdigest()) == inside
    assert store.shelf(MAC).find(0x9000, 0x1000, hashlib.md5(inside).hexdigest()) is None
