"""A library's source off the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from espdoctor.probes import source_tree
from espdoctor.probes.source_tree import read


def lay(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_sources_and_the_description_are_read_and_what_is_aside_is_not(tmp_path: Path) -> None:
    lay(tmp_path, a_dot_cpp="a();\r\nb();", src__b_dot_h="", library_dot_properties="x=y")
    lay(tmp_path, examples__c_dot_ino="c", d_dot_png="", _dot_git__e_dot_c="e")

    tree = read(tmp_path)

    assert tree.state == "read"
    assert dict(tree.files) == {"a.cpp": "a();\nb();", "library.properties": "x=y", "src/b.h": ""}
    assert tree.words == f"2 source files below {tmp_path.name}"


def test_one_file_is_enough(tmp_path: Path) -> None:
    assert dict(read(lay(tmp_path, a_dot_ino="a();") / "a.ino").files) == {"a.ino": "a();"}


@pytest.mark.parametrize(
    ("name", "data", "state"),
    [
        ("a.zip", b"PK\x03\x04....", "archive"),
        ("a.bin", b"\xe9\x02\x02\x40....", "firmware"),
        ("a.elf", b"\x7fELF\x01\x01\x01", "firmware"),
        ("a.png", b"\x89PNG", "other-file"),
        ("empty", b"", "other-file"),
    ],
)
def test_another_file_is_named_for_what_it_is(tmp_path: Path, name: str, data: bytes, state: str) -> None:
    (tmp_path / name).write_bytes(data)

    assert read(tmp_path / name).state == state


def test_a_folder_without_sources_is_named(tmp_path: Path) -> None:
    assert read(lay(tmp_path, picture_dot_png="", library_dot_properties="x=y")).state == "no-sources"


def test_nothing_there_is_named(tmp_path: Path) -> None:
    assert read(tmp_path / "x").state == "absent"


def test_a_path_that_no_system_takes_is_named(tmp_path: Path) -> None:
    assert read(tmp_path / ("x" * 5000)).state in ("absent", "unreadable")


def test_a_folder_of_many_libraries_is_none(tmp_path: Path) -> None:
    lay(tmp_path, a__a_dot_cpp="", a__library_dot_properties="", b__b_dot_cpp="", b__library_dot_properties="")

    assert read(tmp_path).state == "many"


def test_links_are_left_alone(tmp_path: Path) -> None:
    outside = lay(tmp_path / "outside", secret_dot_h="secret")
    inside = lay(tmp_path / "inside", a_dot_h="a")
    try:
        (inside / "link").symlink_to(outside)
        (inside / "b.h").symlink_to(outside / "secret.h")
        (inside / "round").symlink_to(inside)
    except OSError:
        pytest.skip("this system lets nobody make links")

    assert list(read(inside).files) == ["a.h"]


@pytest.mark.parametrize(
    ("bound", "value"), [("MOST_FILES", 2), ("MOST_ENTRIES", 3), ("MOST_TOTAL", 3)], ids=["files", "names", "bytes"]
)
def test_a_tree_without_end_is_read_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int
) -> None:
    lay(tmp_path, **{f"a{n}_dot_h": "xx" for n in range(9)})
    monkeypatch.setattr(source_tree, bound, value)

    tree = read(tmp_path)

    assert tree.state == "part"
    assert 0 < len(tree.files) < 9


def test_a_file_without_end_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_tree, "MOST_BYTES", 4)

    assert read(lay(tmp_path, a_dot_h="123456")).files["a.h"] == "1234"


def test_what_may_not_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, a_dot_h="a", b_dot_h="b", locked__c_dot_h="c")
    text, scan = source_tree._text, os.scandir

    def read_text(path: Path) -> str:
        if path.name == "b.h":
            raise PermissionError
        return text(path)

    def scandir(folder: Path) -> Iterator[os.DirEntry[str]]:
        if Path(folder).name == "locked":
            raise PermissionError
        return scan(folder)

    monkeypatch.setattr(source_tree, "_text", read_text)
    monkeypatch.setattr("os.scandir", scandir)

    assert list(read(tmp_path).files) == ["a.h"]


def test_folders_in_folders_end_somewhere(tmp_path: Path) -> None:
    lay(tmp_path, a_dot_h="", **{"__".join("d" * 20) + "__deep_dot_h": ""})

    assert list(read(tmp_path).files) == ["a.h"]


def test_a_folder_of_everything_without_sources_is_not_called_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, **{f"a{n}_dot_png": "" for n in range(9)})
    monkeypatch.setattr(source_tree, "MOST_ENTRIES", 3)

    assert read(tmp_path).state == "many"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.cpp")

    assert read(tmp_path / "a.cpp").state == "other-file"
    assert read(tmp_path).state == "no-sources"
