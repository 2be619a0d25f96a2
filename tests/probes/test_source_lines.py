"""A line of source, and nothing else of the disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from espdoctor.probes.source_lines import line_of


def test_the_line_is_shown_without_its_indentation(tmp_path: Path) -> None:
    sketch = tmp_path / "Lamp.ino"
    sketch.write_text("void setup() {\n\t*p = 3;  \n}\n")

    assert line_of(str(sketch), 2) == "*p = 3;"
    assert [line_of(str(sketch), number) for number in (0, -1, 4)] == ["", "", ""]


def test_a_file_that_was_built_elsewhere_is_looked_for_near_the_elf(tmp_path: Path) -> None:
    (tmp_path / "Lamp.ino").write_text("one\ntwo\n")

    assert line_of("C:\\Users\\me\\Lamp\\Lamp.ino", 2, [tmp_path]) == "two"
    assert line_of("/nowhere/Lamp.ino", 2, [tmp_path]) == "two"


def test_only_sources_are_opened(tmp_path: Path) -> None:
    for name in ("passwd", "key.pem", "notes.txt"):
        (tmp_path / name).write_text("secret\n")

        assert line_of(str(tmp_path / name), 1) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_path_on_another_computer_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "Lamp.ino").write_text("one\ntwo\n")

    assert line_of(f"/{tmp_path}/Lamp.ino", 2) == ""
    assert line_of(r"\\server\share\Lamp.ino", 2, [tmp_path]) == "two", "beside the .elf it is the person's own"


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.c")
    (tmp_path / "folder.c").mkdir()
    (tmp_path / "endless.c").symlink_to("/dev/zero")

    assert [line_of(str(tmp_path / name), 1) for name in ("pipe.c", "folder.c", "endless.c")] == ["", "", ""]


def test_what_a_damaged_elf_names_is_nowhere() -> None:
    assert [line_of(name, 1) for name in ("", "\0.c", "x" * 9000 + ".c", ".c")] == ["", "", "", ""]
