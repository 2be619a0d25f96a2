"""Ten faults on the screen over the bench, from the start page to the proven fix: by keys alone, by mouse alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from espdoctor.commands.screen import rehearsals
from espdoctor.knowledge import rulebook
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.screens.rehearse import RehearseScreen
from espdoctor.tui.screens.result import ResultScreen
from stage import make_app, to_the_end, until

FAULTS = (
    "gpio2-low",
    "gpio15-high",
    "reset-held",
    "rx-tx-swapped",
    "gpio0-not-wired",
    "port-permission",
    "port-busy",
    "charge-only-cable",
    "flash-mode-wrong",
    "flash-blank",
)
"""Of every kind: the computer, the cable, the wires, the boot pins, what is in flash."""

MOST_ANSWERS = 12

Step = Callable[[Pilot[int]], Awaitable[object]]


def rehearsal_of(fault: str) -> EspdoctorApp:
    """The app with this one case to practise."""
    return make_app(rehearsals=tuple(one for one in rehearsals(rulebook()) if one.id == fault))


async def click(pilot: Pilot[int], where: str) -> None:
    await pilot.pause()  # what is to be clicked must have its place
    await pilot.click(where, offset=(4, 1) if where != "#choices" else (3, 0))


async def run(app: EspdoctorApp, size: tuple[int, int], steps: tuple[Step, Step, Step], answer: Step) -> None:
    """What is wrong, where, which case; then always the first answer."""
    async with app.run_test(size=size) as pilot:
        what, where, case = steps
        await what(pilot)
        await where(pilot)
        await until(pilot, lambda: isinstance(app.screen, RehearseScreen))
        await case(pilot)
        given = await to_the_end(pilot, lambda: answer(pilot))

        assert isinstance(app.screen, ResultScreen)
        assert app.screen.result.verified is True
        assert given <= MOST_ANSWERS


@pytest.mark.parametrize("fault", FAULTS)
async def test_keys_alone_lead_to_a_proven_fix(fault: str) -> None:
    def key(name: str) -> Step:
        async def press(pilot: Pilot[int]) -> None:
            await pilot.pause()
            await until(pilot, lambda: pilot.app.screen.focused is not None)  # a page that is not there takes no key
            await pilot.press(name)

        return press

    await run(rehearsal_of(fault), (80, 24), (key("enter"), key("enter"), key("enter")), key("1"))


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_mouse_alone_leads_to_a_proven_fix(fault: str) -> None:
    def at(where: str) -> Step:
        return lambda pilot: click(pilot, where)

    await run(rehearsal_of(fault), (100, 30), (at("#what"), at("#where"), at("#cases")), at("#choices"))
