"""The probe `loopback`: with the board off and the adapter's RX and TX joined, what is sent must come back."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from .heard import Heard, listen
from .needs import NEEDS_PORT
from .probe import Observation, World

_BAUD = 115200
_PATTERN = bytes(range(0x20, 0x60)) + b"\x55\xaa\x00\xff"
"""Every bit both ways, and long runs of either level."""
_ROUNDS = 3
_PATIENCE = 0.5
"""Seconds for a round to come back."""


class Loopback:
    """Needs a wire and a person."""

    info = ProbeInfo(
        name="loopback",
        title="Testing the adapter with its own RX and TX joined",
        settles=("link.loopback",),
        needs=NEEDS_PORT,
        hazard=Hazard.LISTEN,
        seconds=0.5,
        hands=("join-rx-tx",),
        after=("part-rx-tx",),
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        port = world.port()
        port.baud = _BAUD
        rounds = [_round(world) for _ in range(_ROUNDS)]
        worst = min(rounds, key=lambda heard: heard.data == _PATTERN)
        word = "none" if not any(heard.data for heard in rounds) else "ok" if worst.data == _PATTERN else "corrupt"
        yield Observation((worst.fact("link.loopback", word),))
        from .loader import rest

        rest(world)


def _round(world: World) -> Heard:
    port = world.port()
    port.discard()
    port.write(_PATTERN)
    return listen(port, world.clock, _PATIENCE, lambda data: len(data) >= len(_PATTERN))


probe = Loopback()
