"""Erase and write anew, for flash with old data in it: all of it where the firmware is at hand, else only the
sectors at its end that the SDK keeps for itself (RF calibration, Wi-Fi settings)."""

from __future__ import annotations

from collections.abc import Iterator

from ...engine.facts import Value
from .. import erasing
from ..backups import Store
from ..esptool_door import Loader
from ..flash_plan import Wanted
from ..image_fit import Target
from ..probe import Observation, World
from .catalog import ACTIONS
from .flash import firmware_of, refuse, told, write
from .ladder import Entry
from .restart import watch_start
from .settings import Settings
from .transfer import Transfer
from .writing import Made, entry_for, flash_size_of, rewrite


class EraseAndFlash:
    """What is erased was saved before, unless the person declined that in so many words."""

    info = ACTIONS["erase-and-flash"]

    def run(
        self,
        world: World,
        *,
        mode: Value | None = None,
        size: Value | None = "detect",
        baud: Value | None = None,
        manual: bool = False,
        backup: bool = True,
    ) -> Iterator[Observation]:
        """Raises ActionFailed, LinkError, Cancelled."""
        if world.firmware() is None:
            yield from _erase_settings(world, entry_for(world, baud, manual), backup)
            return
        entry = entry_for(world, baud, manual, backup=backup)
        parts = firmware_of(world)
        yield told(parts)
        refuse(parts, Target())
        yield from write(world, entry, parts, Settings.of(mode, size), erase=True, backup=backup)


def _erase_settings(world: World, entry: Entry, backup: bool) -> Iterator[Observation]:
    """Where the SDK looks for them depends on the size that the image claims, which may not be the chip's."""

    def maker(loader: Loader) -> Made:
        yield Observation(note="The firmware stays: only the SDK's own settings are erased")
        size = flash_size_of(world, loader)
        claimed = world.known.get("flash.header.size")
        inside = [one for one in (size, claimed) if isinstance(one, int) and one <= size]
        return Transfer(Wanted((), erasing.settings(*inside)), Store() if backup else None, size)

    yield from rewrite(world, entry, maker)
    if not entry.manual:
        yield from watch_start(world)


ACTION = EraseAndFlash()
