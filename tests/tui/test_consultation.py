"""The consultation's screen: it folds, explains, stops with care, and survives what it is told."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from espdoctor.engine.facts import Evidence, Fact
from espdoctor.probes.events import Observed, Progress, Started
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.messages import Broke, Happened
from espdoctor.tui.screens.consultation import ConsultationScreen
from espdoctor.tui.screens.result import ResultScreen
from espdoctor.tui.screens.start import StartScreen
from espdoctor.tui.screens.stop import CALM, WRITING, StopScreen
from espdoctor.tui.screens.why import WhyScreen
from espdoctor.tui.widgets.now import Now
from espdoctor.tui.widgets.story import Story
from espdoctor.tui.widgets.suspects import Suspects
from espdoctor.tui.widgets.wire_line import WireLine
from stage import asks, bench, ended, make_app, until

HOSTILE = "\x1b[2J[bold]boo[/bold]\x07"


def case(app: EspdoctorApp) -> ConsultationScreen:
    """The consultation, also when something lies over it."""
    return next(screen for screen in app.screen_stack if isinstance(screen, ConsultationScreen))


def shown(app: EspdoctorApp, where: str) -> str:
    return str(app.screen.query_one(where, Static).visual)


async def at_first_question(pilot: Pilot[Any]) -> EspdoctorApp:
    app = pilot.app
    assert isinstance(app, EspdoctorApp)
    await until(pilot, lambda: asks(app))
    await pilot.pause()
    return app


async def at_the_fix(pilot: Pilot[Any]) -> EspdoctorApp:
    """Behind the consent, where the first fix asks for hands."""
    await at_first_question(pilot)
    await pilot.press("1")
    return await at_first_question(pilot)


async def test_a_narrow_terminal_folds_the_case_into_a_key() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_first_question(pilot)
        story, now = app.screen.query_one(Story), app.screen.query_one(Now)
        assert (story.display, now.display) == (False, True)
        await pilot.press("c")
        assert (story.display, now.display) == (True, False)
        await pilot.press("c")
        assert (story.display, now.display) == (False, True)


async def test_resizing_folds_and_unfolds_and_keeps_the_case() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_first_question(pilot)
        assert app.screen.query_one(Story).display
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not app.screen.query_one(Story).display
        await pilot.resize_terminal(40, 15)
        await pilot.pause()
        assert app.screen.query_one(Suspects).size.height == 1
        await pilot.resize_terminal(3, 2)
        await pilot.resize_terminal(140, 45)
        await pilot.pause()
        assert app.screen.query_one(Story).display
        assert asks(app)


async def test_a_terminal_that_was_resized_under_another_page_is_folded_when_that_is_left() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_first_question(pilot)
        await pilot.press("l")
        await until(pilot, lambda: not isinstance(app.screen, ConsultationScreen))
        await pilot.resize_terminal(80, 24)
        await pilot.press("escape")
        await until(pilot, lambda: asks(app))
        await pilot.pause()
        assert not app.screen.query_one(Story).display


async def test_why_leads_down_to_the_characters_and_back() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_the_fix(pilot)
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, WhyScreen)
        page = "".join(str(static.visual) for static in app.screen.query(Static))
        assert "ets Jan  8 2013,rst cause:2, boot mode:(2,6)" in page
        assert "boot.after_run.mode = 2" in page
        assert "What did not hold" in page
        await pilot.press("escape")
        await pilot.pause()
        assert asks(app)


async def test_enter_on_a_suspect_tells_why_it_is_one() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_the_fix(pilot)
        app.screen.query_one(Suspects).focus()
        await pilot.press("enter")
        await pilot.pause()

        assert isinstance(app.screen, WhyScreen)


async def test_escape_asks_first_and_goes_on_when_told_to() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test() as pilot:
        await at_first_question(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, StopScreen)
        assert CALM in "".join(str(static.visual) for static in app.screen.query(Static))
        await pilot.press("2")
        await pilot.pause()

        assert asks(app)
        assert not case(app)._case.stop.is_set()


async def test_stopping_frees_the_board_and_shows_how_far_it_came() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test() as pilot:
        await at_the_fix(pilot)
        world = case(app)._case.world
        await pilot.press("escape", "1")
        await until(pilot, lambda: ended(app))

        assert isinstance(app.screen, ResultScreen)
        assert str(app.screen.result.error).startswith("Stopped while waiting for you.")
        assert world._port is None
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))


async def test_the_end_is_shown_over_whatever_is_read_just_then() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test() as pilot:
        await at_first_question(pilot)
        await pilot.press("l")
        case(app)._case.cancel()
        case(app)._runner.reply(None)
        await until(pilot, lambda: ended(app))
        await pilot.press("escape")

        await until(pilot, lambda: isinstance(app.screen, StartScreen))


async def test_while_the_flash_is_written_enter_does_not_stop() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test() as pilot:
        await at_first_question(pilot)
        case(app)._exchange.end()
        case(app).post_message(Happened(Started("flash", "Writing the firmware", 40, "")))
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert WRITING in "".join(str(static.visual) for static in app.screen.query(Static))
        await pilot.press("enter")
        await pilot.pause()

        assert isinstance(app.screen, ConsultationScreen)
        assert not case(app)._case.stop.is_set()


async def test_an_unexpected_end_is_told_and_escape_goes_back() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test() as pilot:
        await at_first_question(pilot)
        case(app).post_message(Broke("espdoctor itself failed."))
        await pilot.pause()
        assert "espdoctor itself failed." in shown(app, "#body")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))


async def test_hostile_bytes_and_notes_are_shown_and_do_nothing() -> None:
    app = make_app(port=bench("gpio2-low"))
    fact = Fact("link.foreign_talk", True, (Evidence("serial 9600 baud " + HOSTILE, HOSTILE),))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_first_question(pilot)
        case(app).post_message(Happened(Observed((fact,))))
        case(app).post_message(Happened(Progress("x", HOSTILE, 1, 2, 0.0)))
        await pilot.pause()

        assert "\\x1b[2J[bold]boo[/bold]\\x07" in str(app.screen.query_one(WireLine).visual)
        assert "\\x1b[2J[bold]boo[/bold]\\x07" in shown(app, "#body")


async def test_an_answer_that_comes_too_late_is_dropped() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test() as pilot:
        await at_first_question(pilot)
        screen = case(app)
        card = screen.query_one(Now).card
        screen._exchange.end()
        screen.query_one(Now).post_message(Now.Answered(card, card.choices[1]))
        await pilot.pause()

        assert screen._runner._replies.empty()


async def test_a_narrow_terminal_is_narrow_from_the_first_moment() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(
            pilot, lambda: any(isinstance(one, ConsultationScreen) and one.query(Now) for one in app.screen_stack)
        )
        assert case(app).has_class("-narrow")
        await at_first_question(pilot)


async def test_after_a_repair_by_hand_the_next_question_still_says_that_it_is_proven() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_fix(pilot)
        await pilot.press("1")
        await at_first_question(pilot)

        assert "proven" in str(app.screen.query_one(Now).border_title)


async def test_the_answer_to_a_question_stays_until_it_was_read() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(bench("gpio2-low"), "", (("said.about", "flash-space"),))
        await at_first_question(pilot)
        answer = app.screen.query_one(Now).card
        assert "1 MB" in answer.title
        assert not case(app).check_action("back", ())
        assert not case(app).check_action("skip", ())
        await pilot.press("enter")
        await until(pilot, lambda: asks(app) and app.screen.query_one(Now).card.title != answer.title)
