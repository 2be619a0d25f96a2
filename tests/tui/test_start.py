"""The start page: ports come and go, and what is wrong can be said or left out."""

from __future__ import annotations

from threading import Event

from textual import events
from textual.screen import Screen
from textual.widgets import Input, OptionList, TextArea

from espdoctor.probes.host import PortInfo, UsbDevice
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.complaints import COMPLAINTS
from espdoctor.tui.plugged import Plugged
from espdoctor.tui.screens.paste import PasteScreen
from espdoctor.tui.screens.plug import PlugScreen
from espdoctor.tui.screens.rehearse import RehearseScreen
from espdoctor.tui.screens.result import ResultScreen
from espdoctor.tui.screens.start import ANY_PORT, PLUG, PRACTISE, READ, StartScreen
from espdoctor.tui.widgets.lookout import Lookout
from stage import STICK, make_app, until


def where(app: EspdoctorApp) -> list[str | None]:
    listed = app.screen_stack[0].query_one("#where", OptionList)
    return [listed.get_option_at_index(n).id for n in range(listed.option_count)]


class Ports:
    """A computer whose ports the test plugs in and out."""

    def __init__(self, *ports: PortInfo) -> None:
        self.ports = ports

    def __call__(self) -> Plugged:
        return Plugged(self.ports)


async def test_where_no_port_is_the_bench_is_offered_first() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.pause()

        assert where(app) == [PRACTISE, PLUG, ANY_PORT]


async def test_a_port_that_is_plugged_in_appears_and_vanishes_again() -> None:
    ports = Ports()
    app = make_app(look=ports)
    async with app.run_test() as pilot:
        screen = app.screen
        assert isinstance(screen, StartScreen)
        ports.ports = (STICK,)
        screen.query_one(Lookout).look()
        await until(pilot, lambda: where(app) == [STICK.url, PLUG, ANY_PORT, PRACTISE])
        assert app.screen.query_one("#where", OptionList).highlighted == 0
        ports.ports = ()
        screen.query_one(Lookout).look()
        await until(pilot, lambda: where(app) == [PRACTISE, PLUG, ANY_PORT])


async def test_looks_at_a_slow_computer_do_not_pile_up() -> None:
    begun: list[None] = []
    answer = Event()

    def slow() -> Plugged:
        begun.append(None)
        answer.wait()
        return Plugged()

    app = make_app(look=slow)
    async with app.run_test() as pilot:
        try:
            await until(pilot, lambda: bool(begun))
            app.screen.query_one(Lookout).look_again()
            await pilot.pause()
            assert len(begun) == 1
        finally:
            answer.set()
        await until(pilot, lambda: where(app) == [PRACTISE, PLUG, ANY_PORT])


async def test_nobody_looks_for_a_page_that_is_covered() -> None:
    looks: list[None] = []

    def look() -> Plugged:
        looks.append(None)
        return Plugged()

    app = make_app(look=look)
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(looks))
        lookout = app.screen.query_one(Lookout)
        await app.push_screen(Screen())
        await app.workers.wait_for_complete()
        before = len(looks)
        lookout.look_again()
        await app.workers.wait_for_complete()

        assert len(looks) == before


async def test_a_hostile_name_of_a_port_is_shown_and_does_nothing() -> None:
    app = make_app(look=Ports(PortInfo("/dev/ttyUSB0", "usb", "[red]\x1b[2J[/red]")))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "/dev/ttyUSB0" in where(app))
        prompt = str(app.screen.query_one("#where", OptionList).get_option_at_index(0).prompt)

        assert "[red]\\x1b[2J[/red]" in prompt


async def test_what_was_said_and_chosen_goes_along() -> None:
    begun: list[tuple[object, ...]] = []
    app = make_app(look=Ports(STICK))
    app.begin = lambda *told: begun.append(told)  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        await until(pilot, lambda: STICK.url in where(app))
        app.screen.query_one("#said", Input).value = "it says espcomm_sync failed"
        await pilot.press("down", "enter", "enter")
        await pilot.pause()

    assert begun == [(STICK.url, "it says espcomm_sync failed", COMPLAINTS[1].answers)]


async def test_a_log_that_is_pasted_into_the_line_is_kept_whole_and_goes_along() -> None:
    begun: list[tuple[object, ...]] = []
    app = make_app(look=Ports(STICK))
    app.begin = lambda *told: begun.append(told)  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        await until(pilot, lambda: STICK.url in where(app))
        app.screen.query_one("#said").focus()
        app.screen.query_one("#said").post_message(events.Paste("line one\nespcomm_sync failed\x1b[2J"))
        await until(pilot, lambda: isinstance(app.screen, PasteScreen))
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: where(app)[0] == READ)
        app.screen.query_one("#where", OptionList).highlighted = 1
        await pilot.press("enter")
        await pilot.pause()

    assert begun == [(STICK.url, "line one\nespcomm_sync failed\\x1b[2J", ())]


async def test_a_text_alone_is_read_without_a_board() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, PasteScreen))
        app.screen.query_one(TextArea).text = "error: espcomm_open failed\nerror: espcomm_upload_mem failed"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: where(app)[0] == READ)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ResultScreen))

        assert isinstance(app.screen, ResultScreen)
        assert app.screen.result.findings


async def test_not_knowing_which_port_looks_for_it() -> None:
    begun: list[tuple[object, ...]] = []
    app = make_app()
    app.begin = lambda *told: begun.append(told)  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        await pilot.press("enter", "down", "down", "enter")
        await pilot.pause()

    assert begun == [("", "", ())]


async def test_a_chip_without_a_port_is_named_and_leads_to_finding_out_why() -> None:
    begun: list[tuple[object, ...]] = []
    app = make_app(look=lambda: Plugged((), (UsbDevice(0x1A86, 0x7523),)))
    app.begin = lambda *told: begun.append(told)  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        await until(pilot, lambda: str(where(app)[0]).startswith(ANY_PORT))
        prompt = str(app.screen.query_one("#where", OptionList).get_option_at_index(0).prompt)
        assert "CH340, but the computer makes no port for it" in prompt
        await pilot.press("enter", "enter")
        await pilot.pause()

    assert begun == [("", "", ())]


async def test_p_leads_to_the_bench_only_where_there_is_one() -> None:
    for practice, page in (((), StartScreen), (None, RehearseScreen)):
        app = make_app(rehearsals=practice)
        async with app.run_test() as pilot:
            await pilot.press("p")
            await pilot.pause()
            await until(pilot, lambda app=app, page=page: isinstance(app.screen, page))  # type: ignore[misc]


async def test_what_is_not_about_a_board_begins_at_once() -> None:
    app = make_app()
    library = next(n for n, one in enumerate(COMPLAINTS) if not one.board)
    async with app.run_test() as pilot:
        await pilot.press(*["down"] * library, "enter")
        await until(pilot, lambda: any(field.has_focus for field in app.screen.query("#typed")))


async def test_a_question_is_answered_without_a_board_and_a_trouble_is_not() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "up")
        await until(pilot, lambda: where(app)[0] == READ)
        await pilot.press("home")
        await until(pilot, lambda: READ not in where(app))
        await pilot.press("end", "up", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, ResultScreen))

        assert isinstance(app.screen, ResultScreen)
        assert app.screen.result.findings[0].cause.answer
        assert app.screen.sub_title == "this is the answer"


async def test_where_a_board_is_plugged_in_a_question_goes_to_the_board() -> None:
    app = make_app(look=Ports(STICK))
    async with app.run_test() as pilot:
        await until(pilot, lambda: STICK.url in where(app))
        await pilot.press("end", "up")
        await pilot.pause()

        assert READ not in where(app)


async def test_plugging_in_is_watched_for_and_left_again() -> None:
    begun: list[tuple[object, ...]] = []
    app = make_app()
    app.begin = lambda *told: begun.append(told)  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        places = app.screen.query_one("#where", OptionList)
        for leave in ("escape", "enter"):
            places.focus()
            places.highlighted = where(app).index(PLUG)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, PlugScreen))
            await pilot.pause()
            await pilot.press(leave)
            await until(pilot, lambda: isinstance(app.screen, StartScreen))

    assert begun == [("", "", ())]


async def test_a_log_is_left_as_it_was_by_either_way_back() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        for keys in (("escape",), ("down", "enter")):
            await pilot.press("l")
            await until(pilot, lambda: isinstance(app.screen, PasteScreen))
            app.screen.query_one(TextArea).text = "error"
            app.screen.query_one(OptionList).focus()
            await pilot.press(*keys)
            await until(pilot, lambda: isinstance(app.screen, StartScreen))

        assert READ not in where(app)
