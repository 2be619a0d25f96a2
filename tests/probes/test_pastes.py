"""Files, folders, archives and streams to texts, whatever somebody put into them."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes import pastes as module
from espdoctor.probes.pastes import Paste, decoded, pastes


def read(name: Path | str, told: bytes = b"") -> list[Paste]:
    return list(pastes(str(name), io.BytesIO(told)))


@pytest.mark.parametrize(
    "data",
    [
        "caf\u00e9 ok".encode(),
        b"\xef\xbb\xbf" + "caf\u00e9 ok".encode(),
        b"\xff\xfe" + "caf\u00e9 ok".encode("utf-16-le"),
        b"\xfe\xff" + "caf\u00e9 ok".encode("utf-16-be"),
        "caf\u00e9 ok".encode("utf-16-le"),
        "caf\u00e9 ok".encode("utf-16-be"),
    ],
)
def test_the_encodings_of_windows_are_recognised(data: bytes) -> None:
    assert decoded(data) == "caf\u00e9 ok"


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(data: bytes) -> None:
    assert isinstance(decoded(data), str)


def test_of_a_long_file_the_end_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    (tmp_path / "a.log").write_bytes(b"x" * 50 + b"the end")

    assert read(tmp_path / "a.log")[0].text == "xxxthe end"


def test_of_a_long_stream_the_end_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    monkeypatch.setattr(module, "_CHUNK", 4)

    assert read("-", b"x" * 50 + b"the end")[0].text == "xxxthe end"


def test_a_stream_without_an_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b"y" * size

    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    monkeypatch.setattr(module, "MOST_ARCHIVE", 5000)
    monkeypatch.setattr(module, "_CHUNK", 100)

    (paste,) = pastes("-", Endless())  # type: ignore[arg-type]

    assert len(paste.text) == 1000


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    (paste,) = read(tmp_path / "nothing.txt")

    assert paste.error is not None
    assert "nothing.txt" in paste.error


def test_a_folder_gives_its_files_by_name_and_follows_no_links(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "sub" / "a.txt").write_text("a")
    if hasattr(os, "symlink"):
        (tmp_path / "c.txt").symlink_to(tmp_path / "b.txt")

    assert [paste.text for paste in read(tmp_path)] == ["b", "a"]


def archive(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def test_an_archive_gives_its_members(tmp_path: Path) -> None:
    path = archive(tmp_path, {"log.txt": b"one", "sub/two.txt": b"two"})

    assert [(paste.source, paste.text) for paste in read(path)] == [
        (f"{path}!log.txt", "one"),
        (f"{path}!sub/two.txt", "two"),
    ]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    monkeypatch.setattr(module, "_CHUNK", 100)

    (paste,) = read(archive(tmp_path, {"bomb": b"\0" * 1_000_000}))

    assert paste.text == ""
    assert paste.error is not None


def test_an_archive_unpacks_to_so_much_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ARCHIVE", 250)
    monkeypatch.setattr(module, "_CHUNK", 100)

    found = read(archive(tmp_path, {str(number): b"x" * 200 for number in range(10)}))

    assert found[0].error is None
    assert found[-1].error is not None
    assert len(found) < 10


def test_a_broken_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no archive")

    (paste,) = read(tmp_path / "a.zip")

    assert paste.error is not None


def test_a_member_that_is_broken_does_not_hide_the_others(tmp_path: Path) -> None:
    path = archive(tmp_path, {"one.txt": b"one" * 100, "two.txt": b"two"})
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(data)

    first, second = read(path)

    assert first.error is not None
    assert second.text == "two"
