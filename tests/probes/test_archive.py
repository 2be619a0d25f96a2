"""Archives, whatever somebody put into them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from espdoctor.probes import archive as module
from espdoctor.probes.archive import members

MOST = 10_000


def archive(folder: Path, held: dict[str, bytes]) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in held.items():
            file.writestr(name, data)
    return path


def test_an_archive_gives_its_members(tmp_path: Path) -> None:
    path = archive(tmp_path, {"log.txt": b"one", "sub/two.txt": b"two"})

    assert [(member.source, member.data) for member in members(path, "a.zip", MOST)] == [
        ("a.zip!log.txt", b"one"),
        ("a.zip!sub/two.txt", b"two"),
    ]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 100)

    (member,) = list(members(archive(tmp_path, {"bomb": b"\0" * 1_000_000}), "a.zip", 1000))

    assert member.data == b""
    assert member.error is not None


def test_an_archive_unpacks_to_so_much_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 250)
    monkeypatch.setattr(module, "_CHUNK", 100)

    found = list(members(archive(tmp_path, {str(number): b"x" * 200 for number in range(10)}), "a.zip", MOST))

    assert found[0].error is None
    assert found[-1].error is not None
    assert len(found) < 10


def test_a_broken_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no archive")

    (member,) = list(members(tmp_path / "a.zip", "a.zip", MOST))

    assert member.error is not None


def test_a_member_that_is_broken_does_not_hide_the_others(tmp_path: Path) -> None:
    path = archive(tmp_path, {"one.txt": b"one" * 100, "two.txt": b"two"})
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(data)

    first, second = list(members(path, "a.zip", MOST))

    assert first.error is not None
    assert second.data == b"two"
