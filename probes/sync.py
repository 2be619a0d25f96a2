"""The probe `sync`: greet the loader, and tell every kind of answer apart."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import lines, loader
from .needs import NEEDS_PORT
from .probe import Observation, World
from .replies import Greeting

_AS_IT_RUNS = frozenset({"none", "sketch", "rom-text"})
"""What a sound chip replies that runs its program: where no line can lead it into its loader, that tells nothing."""


class Sync:
    """Resets the chip into its loader by the lines where that is known to work, and says SYNC."""

    info = ProbeInfo(
        name="sync",
        title="Asking the bootloader for an answer",
        settles=("sync.reply", "baud.works_at_115200", "link.delay_ms"),
        needs=NEEDS_PORT,
        hazard=Hazard.RESET,
        seconds=1.0,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """What came back. Raises LinkError, Cancelled."""
        yield Observation(note="Greeting the loader")
        _, greeting = loader.reach(world)
        nobody_asked = not lines.movable(world.known) and greeting.reply in _AS_IT_RUNS
        yield Observation(() if nobody_asked else facts_of(greeting), note=WORDS[greeting.reply])
        loader.rest(world)


def facts_of(greeting: Greeting) -> tuple[Fact, ...]:
    """What a greeting tells."""
    heard = greeting.heard
    facts = [heard.fact("sync.reply", greeting.reply)]
    if greeting.answered:
        facts.append(heard.fact("baud.works_at_115200", True))
    if greeting.reply == "late":
        facts.append(heard.fact("link.delay_ms", round(1000 * greeting.delay)))
    return tuple(facts)


WORDS = {
    "ok": "The loader answers",
    "late": "The loader answers, but late",
    "torn": "Pieces of an answer came",
    "none": "No answer",
    "echo": "What was sent came back",
    "rom-text": "The chip printed its boot text instead",
    "sketch": "A program on the chip talks instead",
    "repl": "An interpreter on the chip answers instead",
    "other-loader": "The loader of another kind of chip answers",
    "garbage": "Something came that makes no sense",
}

probe = Sync()
