"""`espdoctor lint`: a line for each place, and a code for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from espdoctor.commands.lint import lint


def run(*words: str) -> Result:
    return CliRunner().invoke(lint, words, catch_exceptions=False)


def library(folder: Path, text: str) -> str:
    (folder / "a.cpp").write_text(text, encoding="utf-8")
    return str(folder)


def test_each_place_is_a_line_that_editors_understand(tmp_path: Path) -> None:
    told = run(library(tmp_path, "\nPORTB = 1;\nattachInterrupt(0, tick, RISING);\n"))

    first, second = told.stdout.splitlines()
    assert first.startswith("a.cpp:2: stops: [avr-pins] It switches pins")
    assert second.startswith("a.cpp:3: breaks: [interrupt-number]")
    assert told.exit_code == 3


def test_as_json_it_is_an_object_a_line(tmp_path: Path) -> None:
    told = run(library(tmp_path, "PORTB = 1;"), "--json")

    line = json.loads(told.stdout)
    assert (line["file"], line["line"], line["id"], line["excerpt"]) == ("a.cpp", 1, "avr-pins", "PORTB = 1;")
    assert all(line[key] for key in ("what", "why", "change", "weight"))


@pytest.mark.parametrize("text", ["digitalWrite(4, HIGH);", "while (!ready());"])
def test_what_only_deserves_a_look_breaks_nobody_s_build(tmp_path: Path, text: str) -> None:
    assert run(library(tmp_path, text)).exit_code == 0


def test_where_nothing_is_found_that_is_said_beside_the_lines(tmp_path: Path) -> None:
    told = run(library(tmp_path, "digitalWrite(4, HIGH);"))

    assert (told.exit_code, told.stdout) == (0, "")
    assert "Nothing was found" in told.stderr


def test_a_folder_without_sources_is_named(tmp_path: Path) -> None:
    told = run(str(tmp_path))

    assert (told.exit_code, told.stdout) == (1, "")
    assert "there is no source file in that folder. Name the library's own folder" in told.stderr


def test_hostile_names_and_lines_do_nothing(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.cpp").write_text("PORTB = 1; x\x1b[2J", encoding="utf-8")

    assert "\x1b" not in run(str(tmp_path)).stdout
    assert "\x1b" not in run(str(tmp_path), "--json").stdout
