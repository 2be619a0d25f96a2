"""Put a backup back: only on the chip that it was made of, unless told otherwise, and proven afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...engine.facts import Value
from ..backups import Backup, Store, contents_of, load
from ..esptool_door import Loader
from ..flash_errors import BackupUnsound, ImageRefused, OtherBoard
from ..flash_plan import Wanted
from ..image_fit import Part, Refusal
from ..probe import Observation, World
from .catalog import ACTIONS
from .restart import watch_start
from .transfer import Transfer
from .writing import Made, entry_for, flash_size_of, rewrite


class Restore:
    """What is in flash now is saved first, as far as it differs."""

    info = ACTIONS["restore"]

    def run(
        self,
        world: World,
        *,
        backup: Backup | None = None,
        other_board: bool = False,
        keep: bool = True,
        baud: Value | None = None,
        manual: bool = False,
    ) -> Iterator[Observation]:
        """`backup`: without one that of the last write. `keep`: save what is lost. Raises BackupUnsound, OtherBoard and
        all that writing raises."""
        chosen = backup or _of_last_write(world)
        parts = tuple(Part(start, content, "The backup") for start, content in contents_of(chosen))

        def maker(loader: Loader) -> Made:
            yield Observation(note="Comparing this board with the one that the backup is of")
            size = flash_size_of(world, loader)
            _refuse_other(chosen, loader.mac(), size, other_board)
            return Transfer(Wanted.of(parts, size), Store() if keep else None, size)

        entry = entry_for(world, baud, manual)
        yield from rewrite(world, entry, maker)
        if not entry.manual:
            yield from watch_start(world)


def _of_last_write(world: World) -> Backup:
    """Raises BackupUnsound."""
    saved = world.known.get("flash.backup")
    if not isinstance(saved, str):
        raise BackupUnsound(Store().folder, "none is known of the last write to this board.")
    return load(Path(saved))


def _refuse_other(backup: Backup, mac: str, size: int, allowed: bool) -> None:
    if backup.mac != mac and not allowed:
        raise OtherBoard(backup.mac, mac)
    if any(piece.start + piece.length > size for piece in backup.pieces):
        larger = "It was made of a larger flash chip than this board has."
        raise ImageRefused((Refusal("too-large", "The backup", larger, "Use the board that it was made of."),))


ACTION = Restore()
