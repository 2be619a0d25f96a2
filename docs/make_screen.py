"""Makes docs/screen.svg, the picture in the README, from a real consultation on the simulated bench.

Run it from the checkout: `python docs/make_screen.py [FILE] [FAULT] [BOARD]`. Whatever the screen says then is what
the program says: nothing in the picture is drawn by hand.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes.events import Consent, HandsOn
from espdoctor.tui.app import EspdoctorApp
from espdoctor.tui.backroom import Backroom
from espdoctor.tui.plugged import Plugged
from espdoctor.tui.screens.consultation import ConsultationScreen
from espdoctor.tui.screens.result import ResultScreen
from espdoctor.tui.widgets.now import Now

SIZE = (110, 32)
MOMENT = 0.05


async def picture(fault: str, board: str) -> str:
    """The screen, as SVG, at the first step of the fix that needs hands (or at the end, if none does)."""
    app = EspdoctorApp(
        lambda: Backroom(rulebook()), f"sim://{board}?fault={fault}&hands=simulated", Plugged, breath=0.0
    )
    async with app.run_test(size=SIZE) as pilot:
        while not isinstance(app.screen, ResultScreen):
            await pilot.pause(MOMENT)
            screen = app.screen
            if not isinstance(screen, ConsultationScreen) or not screen.query_one(Now).card.choices:
                continue
            if isinstance(screen.waiting, HandsOn):
                break
            await pilot.press("1" if not isinstance(screen.waiting, Consent) or _harmless(screen.waiting) else "2")
        await pilot.pause(MOMENT)
        return app.export_screenshot(title="espdoctor")


def _harmless(consent: Consent) -> bool:
    return consent.hazard <= Hazard.RESET


def main() -> None:
    """The picture into a file."""
    defaults = (str(Path(__file__).with_name("screen.svg")), "rx-tx-swapped", "esp-01")
    path, fault, board = (*sys.argv[1:4], *defaults[len(sys.argv) - 1 :])
    Path(path).write_text(asyncio.run(picture(fault, board)), encoding="utf-8")


if __name__ == "__main__":
    main()
