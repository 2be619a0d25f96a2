"""The probe `manual-run`: the person presses RST, where no line of the port can, and what the board says is heard.

The port was open and at the boot text's speed meanwhile, so that the boot text waits to be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import app_facts, banner
from .boot_watch import ROM_SECONDS, Seen, only_listening
from .crash_watch import A_LOOK
from .loader import rest
from .needs import NEEDS_PORT, WITHOUT_LINES
from .probe import Observation, World
from .wire.banner import COLD_BAUD, read


class ManualRun:
    """Only listens: another start would take another press."""

    info = ProbeInfo(
        name="manual-run",
        title="Listening to the start that you made",
        settles=(*app_facts.SETTLES, *banner.SETTLES),
        needs=(*NEEDS_PORT, *WITHOUT_LINES),
        hazard=Hazard.LISTEN,
        seconds=A_LOOK,
        hands=("press-reset",),
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        seen = only_listening(world, COLD_BAUD, ROM_SECONDS)
        if seen.starts:
            last = seen.heard.part(seen.starts[-1].span[0])  # whoever presses twice has not made it restart by itself
            starts = read(last.data)
            yield from banner.tell(world, Seen(last, starts, None), starts, A_LOOK)
        else:
            yield Observation(banner.nothing_readable([seen]))
        rest(world)


probe = ManualRun()
