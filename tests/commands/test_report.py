"""`espdoctor report`: the case on standard output, what was taken out on the side."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from espdoctor.commands.report import preview, report
from espdoctor.engine.errors import JournalError
from espdoctor.engine.journal import Header
from espdoctor.engine.redact import Taken
from espdoctor.probes import home
from espdoctor.probes.casebook import Casebook, NoSuchCase

SAID = 'error: Failed to open COM5\nSerial Monitor is open\nWiFi.begin("HomeNet", "s3cret");\n'


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(home.VARIABLE, str(tmp_path / "home"))


def begun() -> str:
    with Casebook().begin(Header("1.0", "older", "Windows 11"), datetime(2026, 11, 21, 12, 0)) as writer:
        writer.said(SAID, 0.0)
        return writer.path.stem


def run(*words: str) -> Result:
    return CliRunner().invoke(report, words, catch_exceptions=False)


@pytest.mark.parametrize("words", [(), ("--template", "forum")])
def test_the_newest_case_is_written_up(words: tuple[str, ...]) -> None:
    begun()
    told = run(*words)

    assert told.exit_code == 0
    assert "Another program holds the port" in told.stdout
    assert "s3cret" not in told.output
    assert "a password: 1" in told.stderr


def test_a_case_can_be_named() -> None:
    assert "Windows 11" in run(begun()).stdout


def test_a_pasted_log_will_do_in_place_of_a_case(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text(SAID, "utf-8")

    for told in (run(str(log)), CliRunner().invoke(report, ["-"], input=SAID)):
        assert "Another program holds the port" in told.stdout
        assert "s3cret" not in told.output


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    archive.write_bytes(b"no zip")

    told = run(str(archive))

    assert told.exit_code == 1
    assert "cannot be read" in told.output


def test_a_case_that_tells_nothing_is_not_written_up() -> None:
    name = begun()
    Casebook().find(name).write_text("{torn", encoding="utf-8")

    with pytest.raises(JournalError):
        run(name)


def test_without_a_case_it_says_so() -> None:
    with pytest.raises(NoSuchCase):
        run()


def test_the_characters_are_shown_to_their_owner_alone() -> None:
    taken = (Taken("a password", "s3cret\x1b[2J"),)

    assert not any("s3cret" in line for line in preview(taken, on_a_terminal=False))
    assert any("s3cret\\x1b" in line for line in preview(taken, on_a_terminal=True))


def test_nothing_found_is_no_promise() -> None:
    assert "yourself" in preview((), on_a_terminal=False)[0]
