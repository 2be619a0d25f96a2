"""A list to pick from: numbered on a terminal, named on the command line without one."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from espdoctor.commands import choice
from espdoctor.commands.choice import choose

PATHS = [Path("/a/one"), Path("/a/the other")]


def chosen() -> Path:
    return choose("Two:", ["first", "second"], PATHS, "Name one: x {path}")


def test_on_a_terminal_the_number_counts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    end = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(choice, "sys", SimpleNamespace(stdin=end, stdout=end))
    monkeypatch.setattr(click, "prompt", lambda *_a, **_k: 2)

    assert chosen() == PATHS[1]
    assert capsys.readouterr().out.splitlines() == ["Two:", "  1  first", "  2  second"]


def test_without_one_it_is_said_how_to_name_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit) as ended:
        chosen()

    assert ended.value.exit_code == 2
    assert capsys.readouterr().err == "Name one: x /a/one\n"


@pytest.mark.parametrize(("path", "shown"), [("/a b", '"/a b"'), ("/a\x1b[31m", "/a\\x1b[31m")])
def test_paths_are_shown_harmlessly(path: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit):
        choose("One:", ["it"], [Path(path)], "{path}")

    assert capsys.readouterr().err.strip() == shown


def test_where_one_object_is_promised_the_list_goes_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit):
        choose("One:", ["it"], PATHS, "{path}", as_json=True)

    said = capsys.readouterr()
    assert said.out == ""
    assert "1  it" in said.err
