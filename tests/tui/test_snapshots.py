"""The main pages as they stand on terminals of three sizes, as text beside this file: a change shows in the review.

`ESPDOCTOR_SNAPSHOTS=write pytest tests/tui/test_snapshots.py` writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from textual.screen import Screen

from espdoctor.engine.belief import Finding
from espdoctor.engine.boards import on_table
from espdoctor.engine.chain import Firing
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.knowledge import rulebook
from espdoctor.probes.consult import Consultation
from espdoctor.probes.events import Diagnosed, Event, FixBegan, HandsOn, Observed, Started
from espdoctor.probes.result import Result, StepTaken, Treated
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.plugged import Plugged
from espdoctor.tui.screens.consultation import ConsultationScreen
from espdoctor.tui.screens.result import ResultScreen
from espdoctor.tui.screens.serial import SerialScreen
from espdoctor.tui.screens.why import WhyScreen
from espdoctor.tui.serial_log import SerialLog
from stage import STICK, asks, make_app, until

FOLDER = Path(__file__).with_name("snapshots")
WRITE = os.environ.get("ESPDOCTOR_SNAPSHOTS") == "write"
SIZES = ((80, 24), (100, 30), (140, 45))

RULES = rulebook()
CAUSE = RULES.causes["gpio2-low"]


def seen(mode: int) -> Fact:
    return Fact("boot.after_run.mode", mode, (Evidence("serial 74880 baud", f"rst cause:2, boot mode:({mode},6)"),))


FOUND = Finding(CAUSE, 0.98, "found", (Firing(CAUSE.rules[0], (seen(2),)),))
STEPS = tuple(StepTaken(kind, "x", "listen", 1.0, "done") for kind in ("probe", "probe", "ask", "hands"))
FIXED = Result("", None, "diagnosed", (FOUND,), (Treated(CAUSE.id, "Free it", True),), "healthy", (seen(3),), (), STEPS)


class Played:
    """In the place of a consultation: the same events every time, up to the first step for hands."""

    def __init__(self) -> None:
        self.rulebook = RULES
        self.trail = ["an answer"]
        self.world = SimpleNamespace(url="/dev/ttyUSB0", host=None)
        self.wire = SimpleNamespace(also=None)
        self.record = SimpleNamespace(path=None)
        self.session = SimpleNamespace(findings=(FOUND,))

    def __iter__(self) -> Iterator[Event]:
        yield Started("banner", "Restarting the board and listening to its boot text", 0.6, "")
        yield Observed((seen(2),))
        yield Diagnosed("diagnosed", (FOUND,))
        yield FixBegan(CAUSE, CAUSE.fixes[0])
        board = on_table(RULES.tables.boards, {"board.kind": "nodemcu"})
        yield HandsOn(RULES.hands["free-gpio2"], (("boot.after_run.mode", 2),), CAUSE.title, board)

    def reply(self, _value: object) -> None: ...

    def cancel(self) -> None: ...


def serial_page() -> Screen[str | None]:
    log = SerialLog()
    log.hear(0.0, b"\r\n ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\nhello \x1b[2J\r\n")
    log.hear(0.0, b"Exception (9):\r\n" + bytes(range(128, 144)))
    log.settle()
    return SerialScreen(log, lambda: None)


PAGES: dict[str, Callable[[], Screen[object]] | None] = {
    "start": None,
    "consultation": lambda: cast(Screen[object], ConsultationScreen(cast(Consultation, Played()), None, lambda: None)),
    "why": lambda: cast(Screen[object], WhyScreen(FOUND, RULES.vocabulary.kinds)),
    "serial": lambda: cast(Screen[object], serial_page()),
    "verified": lambda: cast(Screen[object], ResultScreen(FIXED, RULES)),
}


def as_text(app: EspdoctorApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
async def test_a_page_stands_as_it_was_looked_at(page: str, size: tuple[int, int]) -> None:
    app = make_app(look=lambda: Plugged((STICK,)))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: STICK.url in as_text(app))
        make = PAGES[page]
        if make is not None:
            app.push_screen(make())
            await pilot.pause()
        if page == "consultation":
            await until(pilot, lambda: asks(app))
        if page != "why":  # it lies over another page, whose keys are hidden
            await until(pilot, lambda: "Help" in as_text(app).splitlines()[-1])
        await pilot.pause(0.2)
        shown = as_text(app)

    path = FOLDER / f"{page}-{size[0]}x{size[1]}.txt"
    if WRITE:
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
