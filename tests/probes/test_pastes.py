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
    monkeypatch.setattr(module, "MOST_STREAM", 5000)
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


def test_the_members_of_an_archive_are_texts_as_files_are(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("log.txt", "caf\u00e9".encode("utf-16"))
        file.writestr("sub/two.txt", b"two")

    path = tmp_path / "a.zip"
    assert read(path) == [Paste(f"{path}!log.txt", "caf\u00e9"), Paste(f"{path}!sub/two.txt", "two")]


def test_a_broken_archive_is_told_as_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no archive")

    (paste,) = read(tmp_path / "a.zip")

    assert paste.text == ""
    assert paste.error is not None


@pytest.mark.parametrize("kind", ["folder", "archive", "no name"])
def test_where_nothing_is_to_be_read_it_is_said(tmp_path: Path, kind: str) -> None:
    (tmp_path / "folder" / "below").mkdir(parents=True)
    zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
    name = {"folder": str(tmp_path / "folder"), "archive": str(tmp_path / "empty.zip"), "no name": ""}[kind]

    (told,) = read(name)

    assert (told.source, told.text) == (name, "")
    assert "cannot be read" in (told.error or "")


@pytest.mark.parametrize("text", ["A fatal error occurred: no answer", "error: espcomm_open failed " * 20])
def test_who_gives_the_text_itself_learns_how(text: str) -> None:
    (paste,) = pastes(text, io.BytesIO())

    assert paste.error is not None
    assert "If that is the text itself" in paste.error
