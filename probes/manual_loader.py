"""The probe `manual-loader`: the person holds FLASH and presses RST; is the chip in its loader then?"""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import loader
from .boot_watch import told_by
from .heard import Heard, known_delay, listen
from .loader import Loader
from .needs import NEEDS_PORT
from .probe import Observation, World
from .sync import WORDS, facts_of
from .wire import banner, rom

_LEFT_OVER = 0.1
"""Seconds for what the system still holds of the boot text."""


class ManualLoader:
    """The port was open and at the boot text's speed while the person pressed, so that the text waits to be read.

    The lines are not moved: that would undo what the person has done.
    """

    info = ProbeInfo(
        name="manual-loader",
        title="Looking whether the board waits for an upload now",
        settles=(
            "boot.after_manual.banner",
            "boot.after_manual.mode",
            "sync.reply",
            "baud.works_at_115200",
            "link.delay_ms",
        ),
        needs=NEEDS_PORT,
        hazard=Hazard.LISTEN,
        seconds=1.0,
        hands=("hold-flash-press-reset",),
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        port = world.port()
        was_listening = port.transcript.said > 0 or port.transcript.heard > 0
        heard = listen(port, world.clock, _LEFT_OVER + known_delay(world))
        starts = banner.read(heard.data)
        talk = loader.at(world)
        greeting = talk.greet()
        yield Observation(facts_of(greeting), note=WORDS[greeting.reply])
        yield Observation(_banner_facts(heard, starts, was_listening))
        if greeting.answered and not starts:
            yield Observation(_by_latch(talk))
        loader.rest(world)


def _banner_facts(heard: Heard, starts: tuple[banner.Start, ...], was_listening: bool) -> tuple[Fact, ...]:
    """Silence means something only if the port was open when the person pressed."""
    if starts:
        last = starts[-1]
        seen = heard.fact("boot.after_manual.banner", "seen", *last.span)
        if last.mode is None:
            return (seen,)
        return (seen, told_by(starts, heard.fact("boot.after_manual.mode", last.mode, *last.span)))
    if heard.data:
        return (heard.fact("boot.after_manual.banner", "garbled"),)
    return (heard.fact("boot.after_manual.banner", "none"),) if was_listening else ()


def _by_latch(talk: Loader) -> tuple[Fact, ...]:
    """The boot text was missed, but the chip keeps what its pins were."""
    straps = talk.sure(rom.STRAPS)
    return (straps.fact("boot.after_manual.mode", straps.value >> 16 & 0x7),)


probe = ManualLoader()
