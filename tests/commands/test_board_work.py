"""Consent on a terminal; what is left after a cancel."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import SimpleNamespace

import click
import pytest

from espdoctor.commands import board_work
from espdoctor.commands.board_work import consented, report, working
from espdoctor.engine.errors import Cancelled
from espdoctor.engine.hazard import Hazard
from espdoctor.probes.probe import Observation, fact

KB = 1024


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ends look like one to the commands."""
    end = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(board_work, "sys", SimpleNamespace(stdin=end, stdout=end))


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_the_person_is_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(click, "confirm", lambda *_a, **_k: True)

    consented(False, Hazard.WRITE, "Writing blink.bin to 0x0")

    assert "Writing blink.bin to 0x0. It writes to" in capsys.readouterr().out


@pytest.mark.usefixtures("terminal")
def test_a_no_ends_it_with_nothing_changed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(click, "confirm", lambda *_a, **_k: False)

    with pytest.raises(click.exceptions.Exit) as end:
        consented(False, Hazard.ERASE, "Erasing")

    assert end.value.exit_code == 2
    assert "Nothing was changed" in capsys.readouterr().out


def test_ctrl_c_lets_the_action_say_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    """The first one sets the stop token; the action ends by itself at a point where it knows what is in flash."""
    before = signal.getsignal(signal.SIGINT)

    def action(work: board_work.Work) -> Iterator[Observation]:
        yield Observation(note="Writing", done=1, total=2)
        signal.raise_signal(signal.SIGINT)
        assert work.world.stop.is_set()
        yield Observation((fact("flash.incomplete", True, "esptool", "stopped"),))
        raise Cancelled("talking to the board")

    with pytest.raises(Cancelled):
        report(False, "sim://esp-01", lambda work: work.do(action(work)))

    assert "incomplete now" in capsys.readouterr().out
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_progress_stays_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with working("sim://esp-01", quiet=False) as work:
        work.do(iter([Observation(note="Writing", done=done, total=4 * KB) for done in (KB, 4 * KB)]))

    assert capsys.readouterr().out.count("\n") == 1


def test_elsewhere_each_new_thing_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with working("sim://esp-01", quiet=False) as work:
        work.do(iter([Observation(note="Writing", done=done, total=4 * KB) for done in (KB, 4 * KB)]))

    assert capsys.readouterr().out == "Writing\n"


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("firmware", "its firmware talks"),
        ("crash", "crashed"),
        ("csum-err-ef", "did not start"),
        (None, "did not start"),
    ],
)
def test_the_start_afterwards_is_told(result: str | None, words: str) -> None:
    with working("sim://esp-01", quiet=True) as work:
        assert work.start_words() == ""
        work.known["boot.after_run.banner"] = "seen"
        if result:
            work.known["boot.after_run.result"] = result

        assert words in work.start_words()
