"""Whole consultations on the screen, from the start page to the proof: by keys alone and by mouse alone."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from espdoctor.engine.rulebook import Rulebook
from espdoctor.probes.consult import Consultation
from espdoctor.probes.link import Doors
from espdoctor.probes.record import NoRecord, Record
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.backroom import Backroom
from espdoctor.tui.plugged import Plugged
from espdoctor.tui.screens.consultation import ConsultationScreen
from espdoctor.tui.screens.rehearse import RehearseScreen
from espdoctor.tui.screens.result import ResultScreen
from espdoctor.tui.screens.start import StartScreen
from stage import asks, bench, make_app, to_the_end, until

MOST_KEYS = 12


def result_of(app: EspdoctorApp) -> ResultScreen:
    assert isinstance(app.screen, ResultScreen)
    return app.screen


def consultation_of(app: EspdoctorApp) -> Consultation:
    assert isinstance(app.screen, ConsultationScreen)
    return app.screen._case


async def test_twelve_keys_lead_from_the_start_page_to_a_proven_fix() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")  # I don't know what is wrong
        await pilot.press("enter")  # practise
        await until(pilot, lambda: isinstance(app.screen, RehearseScreen))
        await pilot.press("enter")  # the first case
        keys = 3 + await to_the_end(pilot, lambda: pilot.press("enter"))

        assert result_of(app).result.verified is True
        assert keys <= MOST_KEYS


async def test_a_healthy_board_is_called_healthy() -> None:
    app = make_app(port="sim://nodemcu?hands=simulated")
    async with app.run_test() as pilot:
        await to_the_end(pilot, lambda: pilot.press("1"))

        assert result_of(app).result.verdict == "healthy"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs without a word")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
async def test_a_terminal_that_is_closed_ends_it_and_frees_the_board(name: str) -> None:
    app = make_app(port="sim://nodemcu?fault=gpio0-low")
    async with app.run_test() as pilot:
        await until(pilot, lambda: asks(app))
        case = consultation_of(app)
        signal.raise_signal(getattr(signal, name))
        while app.return_code is None:
            await pilot.pause()

    assert app.return_code == 1
    assert case.stop.is_set()


async def test_what_is_said_on_standard_error_is_shown_and_not_lost() -> None:
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        sys.stderr.write("This case is not recorded \x1b[2J[b]")
        await pilot.pause()

        assert [notice.message for notice in app._notifications] == ["This case is not recorded \\x1b[2J[b]"]


async def test_a_port_url_that_names_nothing_is_said_to_be_wrong() -> None:
    app = make_app(port="sim://no-such-board")
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: any("no-such-board" in notice.message for notice in app._notifications))

        assert isinstance(app.screen, StartScreen)


async def test_begun_twice_in_a_row_it_begins_once_and_not_in_the_screens_own_thread() -> None:
    made: list[str] = []

    @contextmanager
    def recorder(_rules: Rulebook, _doors: Doors) -> Iterator[Record]:
        made.append(threading.current_thread().name)
        yield NoRecord()

    app = make_app(recorder=recorder)
    async with app.run_test() as pilot:
        app.begin(bench("gpio2-low"))
        app.begin(bench("gpio2-low"))
        await until(pilot, lambda: asks(app))

        assert len(made) == 1
        assert made != [threading.main_thread().name]


async def test_quitting_in_the_middle_frees_the_board_and_ends_the_record() -> None:
    kept: list[str] = []

    @contextmanager
    def recorder(_rules: Rulebook, _doors: Doors) -> Iterator[Record]:
        kept.append("begun")
        yield NoRecord()
        kept.append("ended")

    app = make_app(port=bench("gpio2-low"), recorder=recorder)
    async with app.run_test() as pilot:
        await until(pilot, lambda: asks(app))
        await pilot.press("ctrl+q")

    assert kept == ["begun", "ended"]
    assert "consultation" not in [thread.name for thread in threading.enumerate()]


async def test_f1_shows_the_keys_and_hides_them() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("f1")
        assert app.screen.query("HelpPanel")
        await pilot.press("f1")
        await pilot.pause()

        assert not app.screen.query("HelpPanel")


async def test_all_that_has_a_key_is_in_the_palette_and_can_be_done_from_it() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        commands = {command.title: command for command in app.get_system_commands(app.screen)}

        assert {"Practise", "Cases", "Serial", "Light or dark", "Theme", "Quit"} <= set(commands)
        await commands["Practise"].callback()
        await until(pilot, lambda: isinstance(app.screen, RehearseScreen) and bool(app.screen.query("#cases")))


async def test_f2_changes_between_light_and_dark() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        seen = []
        for _ in range(2):
            await pilot.press("f2")
            seen.append(app.current_theme.dark)

    assert seen == [False, True]


async def test_the_help_is_about_what_has_the_focus() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        for widget in ("#what", "#said", "#where"):
            app.screen.query_one(widget).focus()
            await pilot.pause()
            focused = app.focused
            assert focused is not None
            assert str(focused.HELP).startswith("## ")


async def test_rules_that_cannot_be_read_end_the_program_with_the_reason() -> None:
    def broken() -> Backroom:
        raise ValueError("rules/x.yaml:3: no such cause")

    app = EspdoctorApp(broken, look=Plugged)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.failure is not None)

    assert str(app.failure) == "rules/x.yaml:3: no such cause"


async def test_without_colours_everything_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(60, 20)) as pilot:
        await to_the_end(pilot, lambda: pilot.press("1"))

        assert app.no_color
        assert result_of(app).result.verified is True


async def test_the_start_page_outlives_a_terminal_of_any_size() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for size in ((40, 15), (5, 2), (1, 1), (80, 24)):
            await pilot.resize_terminal(*size)
        await pilot.pause()

        assert app.return_code is None
        assert isinstance(app.screen, StartScreen)
