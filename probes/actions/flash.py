"""Write firmware: look at it, refuse or save what would be lost, write what differs, prove it, watch it start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...engine.facts import Value
from .. import image_crystal, image_makers
from ..backups import Store
from ..erasing import Range
from ..esptool_door import Loader
from ..firmware_files import parts_of
from ..flash_errors import ImageRefused, NoFirmwareThere, NothingToWrite
from ..flash_plan import Wanted
from ..given_path import given
from ..image import inspect
from ..image_fit import Part, Target, fits
from ..probe import Observation, World, fact
from .bare_transfer import BareTransfer
from .catalog import ACTIONS
from .ladder import Entry
from .restart import watch_start
from .settings import Settings, headed
from .transfer import Transfer
from .writing import Made, entry_for, flash_size_of, rewrite, target_of


class Flash:
    """`parts` is what to write; without it the image that the person meant to upload."""

    info = ACTIONS["flash"]

    def run(
        self,
        world: World,
        *,
        parts: Sequence[Part] = (),
        mode: Value | None = None,
        size: Value | None = None,
        baud: Value | None = None,
        manual: bool = False,
        erase: bool = False,
        backup: bool = True,
        helper: bool = True,
    ) -> Iterator[Observation]:
        """`helper`: with esptool's helper program on the chip. Raises ActionFailed, LinkError, Cancelled."""
        chosen = tuple(parts) or firmware_of(world)
        yield told(chosen)
        refuse(chosen, Target())
        entry = entry_for(world, baud, manual, backup=backup, helper=helper)
        yield from write(world, entry, chosen, Settings.of(mode, size), erase, backup)


def write(
    world: World, entry: Entry, parts: Sequence[Part], settings: Settings, erase: bool, backup: bool
) -> Iterator[Observation]:
    """Write the parts, erase all the rest if asked to, and watch the start."""

    def maker(loader: Loader) -> Made:
        yield Observation(note="Looking whether it fits this chip")
        target = target_of(world, loader)
        size = flash_size_of(world, loader)
        fitted = headed(parts, settings, target)
        refuse(fitted, target)
        everything: tuple[Range, ...] = ((0, size),) if erase else ()
        wanted = Wanted.of(fitted, size, everything)
        whole = erase or any(part.offset == 0 for part in fitted)
        if loader.bare:
            return BareTransfer(wanted, size, whole=whole)
        return Transfer(wanted, Store() if backup else None, size, whole)

    yield from rewrite(world, entry, maker)
    if entry.manual:
        yield Observation(note="Press RST: the new firmware starts then")
    else:
        yield from watch_start(world)


def firmware_of(world: World) -> tuple[Part, ...]:
    """The person's image, or what lies where they said that it is. Raises NothingToWrite, NoFirmwareThere."""
    data = world.firmware()
    if data is not None:
        return (Part(0, data, "Your firmware"),)
    named = world.known.get("image.path")
    if not isinstance(named, str):
        raise NothingToWrite
    try:
        return parts_of(given(named))
    except OSError as error:
        raise NoFirmwareThere(given(named), f"It cannot be read: {error.strerror}.") from None


def told(parts: Sequence[Part]) -> Observation:
    """What the first part is: rules speak of it."""
    image = inspect(parts[0].data)
    excerpt = parts[0].data[:8].hex(" ")
    facts = [
        fact("image.kind", image.kind, "the file", excerpt),
        fact("image.size", image.length, "the file", f"{image.length} bytes"),
    ]
    if crystal := image_crystal.built_for(parts[0].data):
        facts.append(fact("image.crystal", crystal.megahertz, "the file", crystal.excerpt))
    made = image_makers.words(parts[0].data)
    return Observation(tuple(facts), note="Looking into the image" + (f" (made with {made})" if made else ""))


def refuse(parts: Sequence[Part], target: Target) -> None:
    """Raise ImageRefused if anything speaks against writing these to that chip."""
    refusals = fits(parts, target)
    if refusals:
        raise ImageRefused(refusals)


ACTION = Flash()
