"""The probe `as-found`: the board as it stands, before any reset of ours wipes out what a restart of its own left.

After an upload over the cable the strap latch still says "loader", until the reset pin or the power is touched; the
next restart by software lands there (esp8266/Arduino#1017 #1722). A reset by us would cure it unseen, and entering the
loader would set the latch: so first it is only greeted, then listened to.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.steps import ProbeInfo
from .boot_watch import Seen, has_banner, only_listening
from .loader import Loader
from .needs import NEEDS_PORT
from .probe import Observation, World
from .wire import noise
from .wire.banner import WARM_BAUD

PATIENCE = 30.0
"""Seconds that the program's own restart is waited for."""
_GREETINGS = (0.1, 0.1)


class AsFound:
    """Sends two greetings, and else only listens."""

    info = ProbeInfo(
        name="as-found",
        title="Watching the board as it stands, without a reset",
        settles=("app.found_in", "app.restart_mode", "app.restart_cause"),
        needs=(*NEEDS_PORT, ("app.complaint", ("restart-hangs",))),
        unless=(("boot.after_run.banner", ()), ("boot.after_loader.banner", ())),
        seconds=PATIENCE,
        at_once=True,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        port = world.port()
        port.baud = WARM_BAUD
        talk = Loader(port, world.clock)
        greeting = talk.greet(_GREETINGS)
        if greeting.answered:
            found = greeting.heard.fact("app.found_in", "loader")
            yield Observation((found,), note="The chip sits in its loader, and nobody put it there")
            return
        yield Observation(note="Waiting for a restart of its own")
        yield Observation(_heard(only_listening(world, WARM_BAUD, PATIENCE, has_banner)))


def _heard(seen: Seen) -> tuple[Fact, ...]:
    """What it did by itself."""
    talks = noise.readable(seen.heard.data)
    facts = [seen.heard.fact("app.found_in", "program" if talks else "silent")]
    for start in seen.starts:
        if start.exact and start.cause is not None and start.mode is not None:
            facts.append(seen.heard.fact("app.restart_mode", start.mode, *start.span))
            facts.append(seen.heard.fact("app.restart_cause", start.cause, *start.span))
    return tuple(facts)


probe = AsFound()
