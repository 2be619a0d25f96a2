"""The probe `earlier-write`: whether a write of ours to this board was cut off, and how far it came.

What was begun is noted on the computer's disk. A note alone proves nothing, for another tool may have written since: so
the flash is looked at where old and new differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import landmarks, spi
from .flash_errors import tame
from .needs import NEEDS_LOADER
from .probe import Observation, World, fact
from .spi import FlashBus
from .unfinished import Unfinished, UnfinishedWrites


class EarlierWrite:
    """Without a note nothing is asked of the board."""

    info = ProbeInfo(
        name="earlier-write",
        title="Looking whether the last write to this board came to its end",
        settles=("flash.earlier_write", "flash.backup", "image.given"),
        needs=(*NEEDS_LOADER, ("chip.mac", ()), ("flash.reachable", ("yes", "odd"))),
        hazard=Hazard.RESET,
        seconds=0.05,
        at_once=True,  # what is known of a half-written flash explains nearly all that comes after
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        mac, port = str(world.known.get("chip.mac")), world.url or ""
        write = UnfinishedWrites().of(mac, port)
        if write is None:
            yield Observation((fact("flash.earlier_write", "none", "espdoctor's own notes", "nothing noted"),))
            return
        given = world.firmware() is not None
        yield Observation((fact("image.given", given, "the start of this case", "a file" if given else "no file"),))
        for seen in spi.with_flash(world, lambda bus: _look(bus, write)):
            if any(one.value == "overwritten" for one in seen.facts):
                UnfinishedWrites().end(mac, port)  # what it says is no longer so
            yield seen


def _look(bus: FlashBus, write: Unfinished) -> Iterator[Observation]:
    seen = [(mark, bus.read(mark.at, landmarks.LENGTH)) for mark in write.landmarks]
    came = landmarks.progress([(mark, stored.data) for mark, stored in seen])
    shown = "; ".join(f"0x{mark.at:06x}: {mark.looks(stored.data)}" for mark, stored in seen)
    told = [
        fact("flash.earlier_write", came, "espdoctor's own notes, and the flash", f"{tame(write.what, 60)}: {shown}")
    ]
    if write.backup and came != "overwritten":
        told.append(fact("flash.backup", write.backup, "espdoctor's own notes", write.backup))
    yield Observation(tuple(told), note=str(write) if came != "overwritten" else "Another tool has written since")


probe = EarlierWrite()
