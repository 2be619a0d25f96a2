"""A path as people give it."""

from __future__ import annotations

from pathlib import Path

import pytest

from espdoctor.probes.given_path import given


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (" a/b ", "a/b"),
        ("'a b/c'", "a b/c"),
        ('"a b"', "a b"),
        ("file:///a%20b/c", "/a b/c"),
        ("file:///C:/x/y", "C:/x/y"),
        ("a\0b", "ab"),
        ("~nobody-of-that-name/x", "~nobody-of-that-name/x"),
        ("", "."),
        ('"', '"'),
    ],
)
def test_the_path_is_what_was_meant(text: str, path: str) -> None:
    assert given(text) == Path(path)


def test_the_home_folder_is_found() -> None:
    assert given("~/x") == Path.home() / "x"


def test_blanks_that_a_terminal_escaped_are_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espdoctor.probes.given_path.os.sep", "/")

    assert given(r"My\ libs/a\(1\)") == Path("My libs/a(1)")
