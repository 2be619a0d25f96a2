"""Restart the board by its reset line, and watch how it starts."""

from __future__ import annotations

from collections.abc import Iterator

from .. import catalog
from ..probe import Observation, World
from .catalog import ACTIONS


class Restart:
    """What the banner probe does, as an action: nothing is changed in flash."""

    info = ACTIONS["restart"]

    def run(self, world: World, **_options: object) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        yield from watch_start(world)


def watch_start(world: World) -> Iterator[Observation]:
    """Reset into the firmware and read what the ROM and the firmware say."""
    yield from catalog.get("banner").run(world)


ACTION = Restart()
