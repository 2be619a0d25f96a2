"""The serial page: live, searchable, and a part of it becomes evidence."""

from __future__ import annotations

from textual.widgets import Input

from espdoctor.probes.transcript import Piece
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.screens.consultation import ConsultationScreen
from espdoctor.tui.screens.result import ResultScreen
from espdoctor.tui.screens.serial import SerialScreen
from espdoctor.tui.screens.start import StartScreen
from espdoctor.tui.serial_log import SerialLog
from espdoctor.tui.widgets.serial_view import SerialView
from stage import asks, bench, make_app, until

WORDS = b"one\ntwo \x1b[2J[bold]\nException (9):\nfour\n"


def filled() -> SerialLog:
    log = SerialLog()
    log.hear(0.0, WORDS)
    return log


def view(app: EspdoctorApp) -> SerialView:
    return app.screen.query_one(SerialView)


def listens_at_one_speed(app: EspdoctorApp) -> bool | None:
    page = app.screen
    ear = page._listener._ear if isinstance(page, SerialScreen) and page._listener else None
    return ear._fixed if ear else None


def drawn(app: EspdoctorApp) -> list[str]:
    return [view(app).render_line(y).text.rstrip() for y in range(4)]


async def test_lines_are_shown_with_what_they_are_and_nothing_acts() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SerialScreen(filled(), lambda: None))
        await pilot.pause()
        lines = drawn(app)

        assert "two \\x1b[2J[bold]" in lines[1]
        assert "✖ Exception (9):" in lines[2]
        assert "fell over" in lines[2]


async def test_the_newest_line_is_followed_until_the_cursor_is_moved_up() -> None:
    app, log = make_app(), filled()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SerialScreen(log, lambda: None))
        await pilot.pause()
        assert view(app).cursor == 3
        await pilot.press("up", "up")
        log.hear(1.0, b"five\n")
        view(app).renew()
        assert view(app).cursor == 1
        await pilot.press("end")
        log.hear(1.0, b"six\n")
        view(app).renew()
        assert view(app).cursor == 5


async def test_a_word_is_looked_for_and_found() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SerialScreen(filled(), lambda: None))
        await pilot.pause()
        await pilot.press("/")
        await pilot.pause()
        app.screen.query_one(Input).value = "EXCEPTION"
        await pilot.press("enter")
        await pilot.pause()

        assert view(app).cursor == 2


async def test_from_one_place_that_was_found_to_the_next_and_back() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SerialScreen(filled(), lambda: None))
        await pilot.pause()
        found = view(app).search("o")
        places = [view(app).cursor]
        for key in ("N", "N", "N", "n"):
            await pilot.press(key)
            places.append(view(app).cursor)

        assert (found, places) == (4, [3, 2, 1, 0, 1])


async def test_pages_are_turned_and_a_click_marks_from_the_cursor_on() -> None:
    app, log = make_app(), SerialLog()
    log.hear(0.0, b"".join(b"line %d\n" % number for number in range(60)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SerialScreen(log, lambda: None))
        await pilot.pause()
        await pilot.press("home", "pagedown")
        at = view(app).cursor
        assert 0 < at < 59
        await pilot.press("home")
        await pilot.click(SerialView, offset=(5, 2))
        await pilot.click(SerialView, offset=(5, 4), shift=True)

        assert view(app).marked() == "line 1\nline 2\nline 3"


async def test_marked_lines_are_handed_over() -> None:
    app = make_app()
    got: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SerialScreen(filled(), lambda: None), got.append)
        await pilot.pause()
        await pilot.press("space", "up", "enter")
        await until(pilot, lambda: bool(got))

    assert got == ["Exception (9):\nfour"]


async def test_in_a_consultation_the_marked_part_becomes_a_fact() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: asks(app))
        page = app.screen
        assert isinstance(page, ConsultationScreen)
        page.overheard.add(Piece(9.0, "heard", b"Fatal exception 28(LoadProhibitedCause):\n", 0))
        await until(pilot, lambda: page._serial.lines[-1].kind == "crash" if page._serial.lines else False)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, SerialScreen))
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "app.exception" in [fact.name for fact in page._case.session.facts])
        await until(pilot, lambda: asks(app))


async def test_from_the_start_page_a_port_is_listened_to_and_let_go() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.post_message(StartScreen.Listen("sim://nodemcu?hands=simulated"))
        await until(pilot, lambda: isinstance(app.screen, SerialScreen))
        await until(pilot, lambda: "baud" in str(app.screen.sub_title))
        await pilot.press("r")
        await until(pilot, lambda: any("started by" in line for line in drawn(app)))
        for key, fixed in (("+", True), ("a", False)):
            await pilot.press(key)
            await until(pilot, lambda fixed=fixed: listens_at_one_speed(app) is fixed)  # type: ignore[misc]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))


async def test_without_a_port_there_is_nothing_to_listen_to() -> None:
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("s")
        await pilot.pause()

        assert any("Plug it in" in notice.message for notice in app._notifications)


async def test_a_long_line_ends_in_dots_and_what_is_looked_for_is_set_off() -> None:
    app, log = make_app(), SerialLog()
    log.hear(0.0, b"a needle and another NEEDLE\n" + "\u4e00".encode() * 90 + b"\n" + b"x" * 90 + b"\n")
    async with app.run_test(size=(60, 24)) as pilot:
        app.push_screen(SerialScreen(log, lambda: None))
        await pilot.pause()
        view(app).search("needle")
        view(app).cursor = 2
        first, *others = [view(app).render_line(y) for y in range(3)]

        assert [s.text for s in first if s.style and s.style.reverse] == ["needle", "NEEDLE"]
        assert [line.text.rstrip()[-1] for line in others] == ["…", "…"]
        assert {line.cell_length for line in (first, *others)} == {view(app).scrollable_content_region.width}


async def test_the_page_of_a_case_is_kept_while_it_is_out_of_sight_and_goes_with_the_case() -> None:
    app = make_app(port=bench("gpio2-low"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: asks(app))
        case = app.screen
        assert isinstance(case, ConsultationScreen)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, SerialScreen) and app.screen.is_mounted)
        page = app.screen
        await pilot.press("home", "escape")
        await until(pilot, lambda: asks(app))
        case.overheard.add(Piece(9.0, "heard", b"said meanwhile\n", 0))
        await pilot.press("end", "l")
        await until(pilot, lambda: app.screen is page)
        assert "said meanwhile" in view(app)._serial.lines[-1].text
        await pilot.press("escape", "escape", "1")
        await until(pilot, lambda: isinstance(app.screen, ResultScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        await until(pilot, lambda: not page.is_running)
