"""`espdoctor rules`: every mistake is printed, and the exit code says whether there was one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from espdoctor.commands.guard import FAILED, MISUSE, OK, guarded
from espdoctor.commands.rules import rules
from rulefiles import BUSY, files

GOOD = """\
- {name: held, facts: {port.state: busy}, fires: [held], not: [opens]}
- {name: open, facts: {port.state: ok}, fires: [opens], not: [held]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small rulebook without mistakes."""
    write(tmp_path, "port/port-busy.cases.yaml", GOOD)
    for file, text in files().items():
        write(tmp_path, file, text)
    return tmp_path


def write(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def called(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(rules, ["--folder", str(folder), *arguments])


@pytest.fixture
def program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Calls the command as the program does: with an exit code for every way to end."""

    def call(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["espdoctor", "--folder", str(folder), *arguments])
        return guarded(rules)

    return call


Program = Callable[..., int]
Captured = pytest.CaptureFixture[str]


def test_good_cases_are_counted(folder: Path) -> None:
    result = called(folder, "test")

    assert result.exit_code == OK
    assert result.output.startswith("2 cases come out as they say")


def test_cases_that_do_not_come_out_are_all_told(folder: Path) -> None:
    write(
        folder, "port/port-busy.cases.yaml", GOOD.replace("fires: [held], not: [opens]", "fires: [opens], not: [held]")
    )

    result = called(folder, "test")

    assert result.exit_code == FAILED
    assert result.output.splitlines() == [
        "port/port-busy.cases.yaml:1:3: held: port/port-busy#opens does not fire: port.state is busy",
        "port/port-busy.cases.yaml:1:3: held: port/port-busy#held fires, and should not",
        "port/port-busy.yaml:6:5: no case beside it fires port/port-busy#held; add one to its .cases.yaml",
    ]


def test_rules_without_a_mistake_are_counted(folder: Path) -> None:
    result = called(folder, "check")

    assert result.exit_code == OK
    assert result.output == "1 causes, 2 rules, 9 facts, 1 hands-on steps and 0 signatures, and no mistake.\n"


def test_all_mistakes_of_all_files_are_told(folder: Path, program: Program, capsys: Captured) -> None:
    write(
        folder,
        "port/port-busy.yaml",
        BUSY.replace("base: common", "base: usual").replace("level: certain", "level: sure"),
    )
    write(folder, "derive.yaml", "5")

    code = program("check")

    assert code == FAILED
    assert capsys.readouterr().err.splitlines() == [
        "derive.yaml:1:1: a list is expected here; put it in [brackets] or behind dashes",
        "port/port-busy.yaml:4:7: usual is none of common, occasional, rare",
        "port/port-busy.yaml:7:12: sure is none of certain, likely, possible, against, excludes",
    ]


def test_probes_that_there_are_not_are_told_with_the_rest(folder: Path, program: Program, capsys: Captured) -> None:
    write(folder, "port/port-busy.yaml", BUSY.replace("probe: open", "probe: opne").replace("common", "usual"))

    assert program("check") == FAILED
    assert capsys.readouterr().err.splitlines() == [
        "port/port-busy.yaml:4:7: usual is none of common, occasional, rare",
        "port/port-busy.yaml:15:5: there is no probe opne; did you mean open?",
    ]


def test_a_pattern_that_cannot_be_used_is_told(folder: Path, program: Program, capsys: Captured) -> None:
    write(folder, "signatures/a.yaml", "- {id: a, pattern: '(torn', states: {port.state: ok}, matches: [torn]}")

    assert program("check") == FAILED
    assert "signatures/a.yaml:1:3: the pattern of a cannot be used" in capsys.readouterr().err


FULL = """\
cause: port-busy
title: Another program holds the port
about: One program at a time.
base: common
explains: []
rules:
  - {id: held, level: certain, when: {port.state: busy}, unless: {boot.mode: 3}, because: The port is {port.state}.}
  - {id: quiet, when: {port.state: ok}, states: {link.silent: true}, because: Nobody talks.}
fixes:
  - title: Close it
    when: {port.state: busy}
    steps: [{hands: close-holder}, {advice: Look for a window.}]
    verify: {probe: open, expect: {port.state: ok}}
  - {title: Wait, steps: [{advice: It may end by itself.}]}
sources: [a document]
"""


def test_a_cause_is_shown_in_words(folder: Path) -> None:
    write(folder, "port/port-busy.yaml", FULL.replace("The port is {port.state}.", '"The port is {port.state}."'))

    result = called(folder, "show", "port-busy")

    assert result.exit_code == OK
    assert (
        result.output
        == """\
Another program holds the port
port-busy, port, common; port/port-busy.yaml:1:1

One program at a time.

What speaks for it
  held: That settles it.
    when port.state is busy
    unless boot.mode is 3
    The port is {port.state}.
  quiet: From that follows.
    when port.state is ok
    states link.silent: true
    Nobody talks.

What helps
  Close it
    when port.state is busy
    hands: close-holder
    advice: Look for a window.
    proven by open: port.state is ok
  Wait
    advice: It may end by itself.

Known from
  a document
"""
    )


def test_what_a_cause_explains_and_what_speaks_against_it_is_shown(folder: Path) -> None:
    stolen = BUSY.replace("cause: port-busy", "cause: port-stolen\nexplains: [port-busy]").replace(
        "fixes:", "fixes: []\nx:"
    )
    write(folder, "port/port-stolen.yaml", stolen[: stolen.index("x:")] + "sources: [a thread]\n")

    lines = called(folder, "show", "port-stolen").output.splitlines()

    assert "Where both seem to hold, it is the reason for: port-busy." in lines
    assert lines[lines.index("What speaks against it") + 1] == "  opens: That rules it out."
    assert "What helps" not in lines


def test_a_cause_that_there_is_not_is_misuse(program: Program, capsys: Captured) -> None:
    assert program("show", "port-bussy") == MISUSE
    assert "There is no cause port-bussy; did you mean port-busy?" in capsys.readouterr().err
    assert program("show", "zzz") == MISUSE
    assert "There is no cause zzz; each has the name of its rule file." in capsys.readouterr().err


def test_without_a_folder_it_is_about_the_rules_that_are_used() -> None:
    assert CliRunner().invoke(rules, ["show", "port-busy"]).output.startswith("Another program holds the port\n")
