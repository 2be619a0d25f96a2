"""Try the flash modes until the board starts: write each into the header, reset, and watch."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from ...engine.facts import Value
from .. import image_header
from ..backups import Store
from ..crash_watch import STARTED
from ..flash_errors import NoModeBoots
from ..probe import Observation, World, fact
from .catalog import ACTIONS
from .ladder import Entry
from .restart import watch_start
from .set_header import header_maker
from .settings import Settings
from .writing import entry_for, rewrite

ORDER = ("dout", "dio", "qout", "qio")
"""The one that asks least of the board first (esp8266/Arduino#7964: not a universal one)."""


class FindMode:
    """Ends with the first mode that boots in the header, or with the old one if none does and it is known."""

    info = ACTIONS["find-mode"]

    def run(
        self, world: World, *, baud: Value | None = None, manual: bool = False, backup: bool = True
    ) -> Iterator[Observation]:
        """Raises ActionFailed, LinkError, Cancelled."""
        entry = entry_for(world, baud, manual)
        if entry.manual:
            # Each try needs a reset, and each new try another round of buttons: so the safest one, and that is that.
            yield from rewrite(world, entry, header_maker(world, Settings(ORDER[0]), Store() if backup else None))
            yield Observation(note=f"The flash mode is {ORDER[0]} now: press RST to see whether the board starts")
            return
        before = world.known.get("flash.header.mode")
        for number, mode in enumerate(ORDER):
            if mode == before:
                continue
            yield Observation(note=f"Trying flash mode {mode}", done=number, total=len(ORDER))
            # The first backup holds the old header; the later ones would hold only what was tried.
            booted = yield from _boots(world, entry, mode, Store() if backup else None)
            backup = False
            if booted:
                yield Observation((fact("flash.mode_that_boots", mode, "banner", booted),), f"It starts with {mode}")
                return
        known = before in image_header.MODES
        if known:
            yield from rewrite(world, entry, header_maker(world, Settings.of(before, None), None))
        yield Observation((fact("flash.mode_that_boots", "none", "banner", ", ".join(ORDER)),))
        raise NoModeBoots([mode for mode in ORDER if mode != before], put_back=known)


def _boots(world: World, entry: Entry, mode: str, store: Store | None) -> Generator[Observation, None, str]:
    """The characters of the banner that show that it starts; "" if it does not."""
    yield from rewrite(world, entry, header_maker(world, Settings(mode=mode), store))
    seen = ""
    for observation in watch_start(world):
        for one in observation.facts:
            if one.name == "boot.after_run.result" and one.value in STARTED:
                seen = one.because[0].excerpt or str(one.value)
        yield observation
    return seen


ACTION = FindMode()
