"""The start page: ports come and go, and what is wrong can be said or left out."""

from __future__ import annotations

from textual.widgets import OptionList, TextArea

from espdoctor.probes.host import PortInfo
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.complaints import COMPLAINTS
from espdoctor.tui.screens.rehearse import RehearseScreen
from espdoctor.tui.screens.start import ANY_PORT, PRACTISE, StartScreen
from stage import STICK, make_app, until


def where(app: EspdoctorApp) -> list[str | None]:
    listed = app.screen.query_one("#where", OptionList)
    return [listed.get_option_at_index(n).id for n in range(listed.option_count)]


class Ports:
    """A computer whose ports the test plugs in and out."""

    def __init__(self, *ports: PortInfo) -> None:
        self.ports = ports

    def __call__(self) -> tuple[PortInfo, ...]:
        return self.ports


async def test_where_no_port_is_the_bench_is_offered_first() -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.pause()

        assert where(app) == [PRACTISE, ANY_PORT]


async def test_a_port_that_is_plugged_in_appears_and_vanishes_again() -> None:
    ports = Ports()
    app = make_app(look=ports)
    async with app.run_test() as pilot:
        screen = app.screen
        assert isinstance(screen, StartScreen)
        ports.ports = (STICK,)
        screen._look()
        await until(pilot, lambda: where(app) == [STICK.url, ANY_PORT, PRACTISE])
        assert app.screen.query_one("#where", OptionList).highlighted == 0
        ports.ports = ()
        screen._look()
        await until(pilot, lambda: where(app) == [PRACTISE, ANY_PORT])


async def test_only_ports_that_can_be_a_board_are_listed() -> None:
    app = make_app(look=Ports(PortInfo("/dev/ttyS0", "onboard"), STICK))
    async with app.run_test() as pilot:
        await until(pilot, lambda: STICK.url in where(app))

        assert "/dev/ttyS0" not in where(app)


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
        app.screen.query_one("#said", TextArea).text = "line one\nespcomm_sync failed"
        await pilot.press("down", "enter", "enter")
        await pilot.pause()

    assert begun == [(STICK.url, "line one\nespcomm_sync failed", COMPLAINTS[1].answers)]


async def test_not_knowing_which_port_looks_for_it() -> None:
    begun: list[tuple[object, ...]] = []
    app = make_app()
    app.begin = lambda *told: begun.append(told)  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        await pilot.press("enter", "down", "enter")
        await pilot.pause()

    assert begun == [("", "", ())]


async def test_p_leads_to_the_bench_only_where_there_is_one() -> None:
    without = make_app(rehearsals=())
    async with without.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(without.screen, StartScreen)
        assert where(without) == [ANY_PORT]

    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(app.screen, RehearseScreen)
