"""Change flash mode and size in the header of the image that is in flash: two sectors, and the program stays."""

from __future__ import annotations

from collections.abc import Iterator

from ...engine.facts import Value
from .. import image_header
from ..backups import Store
from ..erasing import SECTOR
from ..esptool_door import Loader
from ..flash_errors import ImageRefused
from ..flash_plan import Wanted
from ..image_fit import Part, Refusal
from ..probe import Observation, World
from .catalog import ACTIONS
from .restart import watch_start
from .settings import Settings
from .transfer import Transfer
from .writing import Made, Maker, entry_for, flash_size_of, rewrite, target_of

HEAD = 2 * SECTOR
"""Bytes: the header, and the CRC of an Arduino image that covers it, which lies in the second sector."""


class SetHeader:
    """The cure where the image is good and only says the wrong thing about the board."""

    info = ACTIONS["set-header"]

    def run(
        self,
        world: World,
        *,
        mode: Value | None = None,
        size: Value | None = None,
        baud: Value | None = None,
        manual: bool = False,
        backup: bool = True,
    ) -> Iterator[Observation]:
        """Raises ActionFailed, LinkError, Cancelled."""
        entry = entry_for(world, baud, manual)
        yield from rewrite(world, entry, header_maker(world, Settings.of(mode, size), Store() if backup else None))
        if not entry.manual:
            yield from watch_start(world)


def header_maker(world: World, settings: Settings, store: Store | None) -> Maker:
    """Read the head of the flash and put the settings into it."""

    def maker(loader: Loader) -> Made:
        yield Observation(note="Reading the image's header from flash")
        target = target_of(world, loader)
        head = loader.read(0, HEAD)
        if image_header.parse(head) is None:
            raise ImageRefused((_no_image(head),))
        changed = image_header.with_header(head, settings.mode_for(target), settings.bytes_for(target))
        return Transfer(Wanted((Part(0, changed),), ((0, HEAD),)), store, flash_size_of(world, loader))

    return maker


def _no_image(head: bytes) -> Refusal:
    return Refusal(
        "kind",
        "The flash",
        f"It does not begin with an image (but with {head[:4].hex(' ')}), so there are no settings to change.",
        "Write the firmware first.",
    )


ACTION = SetHeader()
