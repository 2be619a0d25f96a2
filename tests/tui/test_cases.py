"""Earlier cases can be opened, and gone on with."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from textual.widgets import OptionList

from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.journal import Header, Reading
from espdoctor.knowledge import rulebook
from espdoctor.probes.casebook import Casebook, NoSuchCase
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.screens.cases import NOBODY, CaseScreen, CasesScreen
from espdoctor.tui.screens.start import StartScreen
from stage import asks, bench, make_app, until

RULES = rulebook()


def book(folder: Path) -> Casebook:
    made = Casebook(folder)
    with made.begin(Header("1.0", RULES.sha256, "Ubuntu"), datetime(2026, 11, 21, 12, 0)) as writer:
        writer.said("COM FAIL \x1b[2J[red]", 0.0)
        writer.observed("ports", [Fact("port.url", bench("gpio2-low"), (Evidence("computer", "x"),))], 0.1)
    return made


def listed(app: EspdoctorApp) -> list[str]:
    cases = app.screen.query_one(OptionList)
    return [str(cases.get_option_at_index(n).prompt) for n in range(cases.option_count)]


async def test_a_case_is_opened_and_gone_on_with(tmp_path: Path) -> None:
    app = make_app(casebook=book(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, CasesScreen) and len(listed(app)) == 1)
        assert "COM FAIL \\x1b[2J[red]" in listed(app)[0]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CaseScreen))
        await pilot.pause()
        await pilot.press("1")
        await until(pilot, lambda: asks(app))


async def test_enter_goes_on_with_the_case_that_is_read_and_back_leads_to_the_list(tmp_path: Path) -> None:
    app = make_app(casebook=book(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, CasesScreen) and len(listed(app)) == 1)
        for keys in (("2",), ("down", "enter"), ("enter",)):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, CaseScreen))
            await pilot.pause()
            app.screen.query_one(OptionList).focus()
            await pilot.press(*keys)
            await until(pilot, lambda: isinstance(app.screen, CasesScreen) or asks(app))

        assert asks(app)


async def test_a_case_that_cannot_be_read_stands_in_the_list_all_the_same(tmp_path: Path) -> None:
    class Torn(Casebook):
        def read(self, case: str | None) -> Reading:
            raise NoSuchCase(case)

    book(tmp_path)
    app = make_app(casebook=Torn(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, CasesScreen) and len(listed(app)) == 1)

        assert "it cannot be read: There is no case" in listed(app)[0]


async def test_a_case_that_another_window_holds_is_told(tmp_path: Path) -> None:
    cases = book(tmp_path)
    _, writer = cases.resume(None)
    app = make_app(casebook=cases)
    with writer:
        async with app.run_test(notifications=True) as pilot:
            await pilot.press("r")
            await until(pilot, lambda: isinstance(app.screen, CasesScreen) and len(listed(app)) == 1)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, CaseScreen))
            await pilot.pause()
            await pilot.press("1")
            await until(pilot, lambda: isinstance(app.screen, StartScreen))
            await until(pilot, lambda: any("another window" in notice.message for notice in app._notifications))


async def test_a_case_that_is_gone_meanwhile_is_told(tmp_path: Path) -> None:
    app = make_app(casebook=book(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, CasesScreen) and len(listed(app)) == 1)
        for file in tmp_path.glob("**/*.jsonl"):
            file.unlink()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CaseScreen))
        page = app.screen
        assert isinstance(page, CaseScreen)
        assert "cannot be read" in page._lines[0]


async def test_where_there_is_no_case_that_is_said(tmp_path: Path) -> None:
    app = make_app(casebook=Casebook(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, CasesScreen) and listed(app) == [NOBODY])
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
