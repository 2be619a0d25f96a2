"""Plug the board in now: what appears is offered, and nothing appearing leads on too."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList, Static

from espdoctor.probes.host import UsbDevice
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.plugged import Plugged
from espdoctor.tui.screens.plug import PlugScreen
from espdoctor.tui.widgets.lookout import Lookout
from stage import STICK, make_app, until


class Computer:
    """What is plugged in, as the test has it."""

    def __init__(self) -> None:
        self.plugged = Plugged()

    def __call__(self) -> Plugged:
        return self.plugged


def seen(app: EspdoctorApp) -> str:
    return str(app.screen.query_one("#seen", Static).visual)


async def test_the_port_that_appears_is_offered_first() -> None:
    app, computer = make_app(), Computer()
    got: list[str | None] = []
    async with app.run_test() as pilot:
        app.push_screen(PlugScreen(computer, Plugged()), got.append)
        await pilot.pause()
        computer.plugged = Plugged((STICK,))
        app.screen.query_one(Lookout).look()
        await until(pilot, lambda: STICK.url in seen(app))
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: bool(got))

    assert got == [STICK.url]


async def test_a_board_that_was_there_counts_when_it_comes_back() -> None:
    app, computer = make_app(), Computer()
    computer.plugged = Plugged((STICK,))
    async with app.run_test() as pilot:
        app.push_screen(PlugScreen(computer, computer.plugged))
        await pilot.pause()
        for plugged in (Plugged(), Plugged((STICK,))):
            app.screen.query_one(Lookout).post_message(Lookout.Seen(plugged))
            computer.plugged = plugged
            await pilot.pause()

        assert STICK.url in seen(app)


async def test_a_chip_without_a_port_is_told() -> None:
    app, computer = make_app(), Computer()
    computer.plugged = Plugged((), (UsbDevice(0x1A86, 0x7523),))
    async with app.run_test() as pilot:
        app.push_screen(PlugScreen(computer, Plugged()))
        await until(pilot, lambda: bool(app.screen.query("#seen")) and "CH340" in seen(app))


@pytest.mark.parametrize(("keys", "end"), [(("enter",), ""), (("down", "enter"), None), (("escape",), None)])
async def test_where_nothing_appears_one_can_find_out_why_or_go_back(keys: tuple[str, ...], end: str | None) -> None:
    app = make_app()
    got: list[str | None] = []
    async with app.run_test() as pilot:
        app.push_screen(PlugScreen(Plugged, Plugged()), got.append)
        await pilot.pause()
        assert app.screen.query_one(OptionList).option_count == 2
        await pilot.press(*keys)
        await until(pilot, lambda: bool(got))

    assert got == [end]
