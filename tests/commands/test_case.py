"""`espdoctor case`: what was recorded, as a list, as a story, as its lines."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from espdoctor import knowledge
from espdoctor.commands.case import case
from espdoctor.commands.guard import FAILED
from espdoctor.engine import journal
from espdoctor.engine.errors import JournalError
from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.engine.journal import Header
from espdoctor.engine.session import Session
from espdoctor.probes import home
from espdoctor.probes.casebook import Casebook, NoSuchCase

ESCAPE = "\x1b[2Jgone"


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(home.VARIABLE, str(tmp_path / "home"))


def seen(name: str, value: Value, excerpt: str) -> Fact:
    return Fact(name, value, (Evidence("opening the port", excerpt),))


def begun(rules: str = "older", said: str = "COM FAIL") -> str:
    with Casebook().begin(Header("1.0", rules, "Ubuntu 24.04"), datetime(2026, 11, 21, 12, 0)) as writer:
        writer.said(said, 0.0)
        writer.observed("open", [seen("port.state", "busy", ESCAPE), seen("port.holder", "minicom", "minicom")], 1.25)
        return writer.path.stem


def run(*words: str) -> Result:
    return CliRunner().invoke(case, words, catch_exceptions=False)


def test_the_list_is_empty_at_first() -> None:
    assert run("list").output == "There is no case yet. `espdoctor check` begins one.\n"


def test_the_list_has_a_line_a_case() -> None:
    name = begun()
    assert run("list").output == f'{name}  no port  2 entries  "COM FAIL"\n'


def test_a_broken_case_is_listed_as_broken() -> None:
    name = begun()
    with Casebook().find(name).open("a") as file:
        file.write("{torn")
    assert "broken:" in run("list").output


@pytest.mark.parametrize("first", ["", "{torn", '{"format": 99}\n'])
def test_a_case_that_tells_nothing_has_no_story(first: str) -> None:
    name = begun()
    Casebook().find(name).write_text(first, encoding="utf-8")

    with pytest.raises(JournalError):
        run("show", name)


def test_the_story_is_told_and_weighed_with_todays_rules() -> None:
    output = run("show", begun()).output
    assert 'you said "COM FAIL"' in output
    assert "port.holder = minicom" in output
    assert "1.2 s" in output
    assert "The rules have changed since" in output


def test_what_is_wrong_is_named_with_its_reason() -> None:
    output = run("show", begun()).output
    assert "This is what is wrong:" in output
    assert knowledge.rulebook().causes["port-busy"].title in output


def test_of_a_board_that_was_mended_no_suspects_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "verdict", "healthy")
    lines = run("show", begun()).output.splitlines()
    assert lines[-1] == "Nothing is wrong with this board."


def test_with_the_same_rules_nothing_is_said_of_rules() -> None:
    begun(rules=knowledge.rulebook().sha256)
    assert "The rules have changed" not in run("show").output


def test_what_cannot_be_read_is_said() -> None:
    name = begun()
    with Casebook().find(name).open("a") as file:
        file.write("{torn")
    output = run("show", name).output
    assert "The rest cannot be read" in output
    assert "port.holder = minicom" in output


def test_no_escape_sequence_of_a_case_reaches_the_terminal() -> None:
    begun(said=ESCAPE)
    assert "\x1b" not in run("show").output
    assert "\x1b" not in run("list").output


def test_export_gives_the_lines_as_they_were_written() -> None:
    name = begun()
    result = run("export", name)
    assert result.stdout == Casebook().find(name).read_text()
    assert "not redacted" in result.stderr


def test_export_to_a_file_never_overwrites_one(tmp_path: Path) -> None:
    name = begun()
    there = tmp_path / "out.jsonl"
    assert run("export", name, "-o", str(there)).exit_code == 0
    assert journal.read(there.read_text().splitlines()).problem is None
    again = run("export", name, "-o", str(there))
    assert again.exit_code == FAILED
    assert "cannot be written" in again.stderr


@pytest.mark.parametrize("command", ["show", "export"])
def test_an_unknown_case_is_named(command: str) -> None:
    with pytest.raises(NoSuchCase):
        run(command, "never-was")
