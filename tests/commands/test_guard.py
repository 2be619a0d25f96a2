"""Whatever goes wrong becomes one sentence and an exit code."""

from __future__ import annotations

import io

import click
import pytest

from espdoctor.commands.guard import FAILED, MISUSE, OK, UNSURE, guarded
from espdoctor.engine.errors import Cancelled


def command(work: object) -> click.Command:
    """A command whose body raises or returns what it is given."""

    @click.command()
    @click.pass_context
    def body(context: click.Context) -> None:
        if isinstance(work, BaseException):
            raise work
        context.exit(int(str(work)))

    return body


@pytest.fixture(autouse=True)
def no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["espdoctor"])
    monkeypatch.delenv("ESPDOCTOR_DEBUG", raising=False)


@pytest.mark.parametrize("code", [OK, FAILED, MISUSE, UNSURE])
def test_an_exit_code_is_passed_on(code: int) -> None:
    assert guarded(command(code)) == code


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (click.UsageError("there is no --prot"), MISUSE, "there is no --prot"),
        (click.ClickException("Nothing can listen there."), FAILED, "Nothing can listen there."),
        (Cancelled("talking to the board"), FAILED, "talking to the board"),
        (KeyboardInterrupt(), FAILED, "The port is closed"),
        (click.Abort(), FAILED, "The port is closed"),
        (
            OSError(28, "No space left on device", "/data/\x1b[2J"),
            FAILED,
            "No space left on device (/data/\\x1b[2J). If it",
        ),
        (RuntimeError("\x1b[2Jboo"), FAILED, "espdoctor itself failed (RuntimeError"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_is_one_sentence(
    error: BaseException, code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(command(error)) == code

    said = capsys.readouterr().err
    assert says in said
    assert "\x1b" not in said
    assert "Traceback" not in said


def test_an_unexpected_error_comes_through_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESPDOCTOR_DEBUG", "1")

    with pytest.raises(RuntimeError):
        guarded(command(RuntimeError("boo")))


def test_a_file_that_takes_few_letters_has_question_marks_for_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="cp1252"))

    assert guarded(click.Command("say", callback=lambda: click.echo("✔ Fixed, and proven…"))) == OK

    assert written.getvalue().rstrip() == "? Fixed, and proven…".encode("cp1252")
