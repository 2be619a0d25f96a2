"""The probe `watch`: let the program run for a while, see whether it stays up, and catch what it says when it falls."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import app_facts, app_watch, lines
from .boot_watch import after_reset
from .needs import NEEDS_PORT, WITHOUT_LINES
from .probe import Observation, World
from .wire.banner import COLD_BAUD

A_LOOK = 7.5
"""Seconds: the hardware watchdog needs six (esp8266/Arduino, Esp.cpp), the software one three."""
FOR_A_CRASH = 45.0
"""When the person says that it crashes, it is waited for longer."""

STARTED = ("firmware", "image-silent", "crash", "restarts")
"""Results of a start in which a program got to run."""


class Watch:
    """Resets once or a few times, then only listens."""

    info = ProbeInfo(
        name="watch",
        title="Watching the program run",
        settles=app_facts.SETTLES,
        needs=(*NEEDS_PORT, ("boot.after_run.result", STARTED)),
        unless=WITHOUT_LINES,
        hazard=Hazard.RESET,
        seconds=9.0,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        seconds = FOR_A_CRASH if world.known.get("app.complaint") == "crashes" else A_LOOK
        yield Observation(note=f"Listening to it for about {seconds:.0f} seconds")
        seen = after_reset(world, lines.to_firmware(world.known), COLD_BAUD)
        yield Observation(app_facts.facts(app_watch.watch(world, seen, seconds)))


probe = Watch()
