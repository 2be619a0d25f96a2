"""Lines keep their indentation where they are wrapped."""

from __future__ import annotations

import io

from rich.console import Console

from espdoctor.tui.hanging import hanging, wrapped


def test_what_is_longer_than_the_width_is_broken_between_words_and_keeps_its_indentation() -> None:
    assert wrapped("a\n    one two three", 12) == "a\n    one two\n    three"
    assert wrapped("  ╭──   ╮", 40) == "  ╭──   ╮"


def test_a_line_for_rich_hangs_as_well() -> None:
    file = io.StringIO()
    Console(file=file, width=12).print(hanging("    one two three"))

    assert [line.rstrip() for line in file.getvalue().splitlines()] == ["    one two", "    three"]
