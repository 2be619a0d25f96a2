"""Save all of the flash: read, proven by the chip's own checksums, kept on the disk."""

from __future__ import annotations

from collections.abc import Iterator

from ...engine.facts import Value
from ..backups import Store
from ..flash_plan import cut
from ..probe import Observation, World, fact
from .boarding import board, leave
from .catalog import ACTIONS
from .comparing import QUARTER
from .transfer import read_ranges, save
from .writing import entry_for, flash_size_of


class Backup:
    """The board runs its firmware again afterwards, unless it was stopped: then it waits in its loader."""

    info = ACTIONS["backup"]

    def run(self, world: World, *, baud: Value | None = None, manual: bool = False) -> Iterator[Observation]:
        """Raises ActionFailed, LinkError, Cancelled."""
        entry = entry_for(world, baud, manual)
        loader = yield from board(world, entry)
        store, contents = Store(), dict[int, bytes]()
        try:
            size = flash_size_of(world, loader)
            yield from read_ranges(loader, store, list(cut(0, size, QUARTER)), contents)
            kept = save(loader, store, size, contents)
        finally:
            if not world.stop.is_set():
                leave(world, entry)
        yield Observation((fact("flash.backup", str(kept.path), "esptool", kept.sha256),), f"Saved as {kept.path}")


ACTION = Backup()
