"""The screen on the stage of the tests: the real app over the simulated bench, driven by keys or by clicks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.pilot import Pilot

from espdoctor.commands import screen
from espdoctor.knowledge import rulebook
from espdoctor.probes.casebook import Casebook
from espdoctor.probes.host import PortInfo
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.backroom import Backroom, Recorder, no_recorder
from espdoctor.tui.plugged import Look, Plugged
from espdoctor.tui.rehearsals import Rehearsal
from espdoctor.tui.screens.consultation import ConsultationScreen
from espdoctor.tui.screens.result import ResultScreen
from espdoctor.tui.widgets.now import Now

MOST_LOOKS = 4000
"""How often a test looks whether something has come about; then it never will."""

STICK = PortInfo("/dev/ttyUSB7", "usb", "CP2102 [not bold]", vid=0x10C4, pid=0xEA60)


def make_app(
    rehearsals: tuple[Rehearsal, ...] | None = None,
    recorder: Recorder = no_recorder,
    casebook: Casebook | None = None,
    look: Look = Plugged,
    **options: Any,
) -> EspdoctorApp:
    """The app as the command makes it, on a computer without ports, and without pauses for eyes."""
    rules = rulebook()
    practice = screen.rehearsals(rules) if rehearsals is None else rehearsals
    backroom = Backroom(rules, practice, recorder, casebook)
    return EspdoctorApp(lambda: backroom, **{"look": look, "breath": 0.0, **options})


def bench(fault: str, board: str = "nodemcu") -> str:
    """The URL of a bench whose hands do what they are asked to."""
    return f"sim://{board}?fault={fault}&hands=simulated"


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Let the app run until that holds."""
    for _ in range(MOST_LOOKS):
        if holds():
            return
        assert pilot.app.return_code is None, "the app has ended"
        await asyncio.sleep(0.01)
    raise AssertionError(f"it never came about; the screen is {pilot.app.screen}")


def ended(app: EspdoctorApp) -> bool:
    """The last page is shown."""
    return isinstance(app.screen, ResultScreen)


def asks(app: EspdoctorApp) -> bool:
    """The consultation waits for an answer."""
    page = app.screen
    return isinstance(page, ConsultationScreen) and page.is_mounted and bool(page.query_one(Now).card.choices)


async def to_the_end(pilot: Pilot[Any], answer: Callable[[], Awaitable[object]]) -> int:
    """Give the same kind of answer to all that is asked; returns how many were given."""
    app, given = pilot.app, 0
    assert isinstance(app, EspdoctorApp)
    while True:
        await until(pilot, lambda: ended(app) or asks(app))
        if ended(app):
            await pilot.pause()
            return given
        await answer()
        given += 1
