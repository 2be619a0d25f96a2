"""The probe `flash-map`: what lies in the flash now - program, file system, EEPROM - read in small pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..engine import layouts
from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.layouts import Layout
from ..engine.steps import ProbeInfo
from . import spi
from .needs import NEEDS_LOADER
from .probe import Observation, World, fact
from .spi import FlashBus
from .wire import filesystems, header

SKETCH_AT = 0x1000
"""Where the core's first stage (eboot) looks for the program (esp8266/Arduino bootloaders/eboot)."""
_LONGEST = 1 << 20
"""Bytes of a segment: the flash that the chip can run from."""
_SEGMENT = 8
_SOURCE = "flash, read by the loader"


class FlashMap:
    """Reads some hundred bytes: headers, and the places where a file system can begin."""

    info = ProbeInfo(
        name="flash-map",
        title="Looking at what lies where in the flash",
        settles=("flash.sketch.size", "flash.fs.kind", "flash.fs.start", "flash.fs.size", "flash.eeprom"),
        needs=(*NEEDS_LOADER, ("flash.reachable", ("yes",)), ("flash.jedec_size", ())),
        hazard=Hazard.RESET,
        seconds=1.2,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        known = layouts.fitting(world.tables.layouts, int(world.known["flash.jedec_size"]))
        return spi.with_flash(world, partial(_look, known))


def _look(known: Sequence[Layout], bus: FlashBus) -> Iterator[Observation]:
    yield Observation((_sketch(bus),), note="Looking for a file system")
    yield Observation((*_file_system(bus, known), *_eeprom(bus, known)))


def _sketch(bus: FlashBus) -> Fact:
    """The program's end, by the lengths of its segments; 0 where there is none."""
    for start in (SKETCH_AT, 0):
        end, seen = _image_end(bus, start)
        if end:
            return fact("flash.sketch.size", end, _SOURCE, seen)
    return fact("flash.sketch.size", 0, _SOURCE, "no program at 0x1000 and none at 0x0")


def _image_end(bus: FlashBus, start: int) -> tuple[int, str]:
    """Where the image that begins there ends, and the bytes that say so; 0 where none does."""
    head = bus.read(start, header.SIZE).data
    if header.read(head).state != "image":
        return 0, ""
    at, seen = start + header.SIZE, f"0x{start:06x}: {head.hex(' ')}"
    for _ in range(head[1]):
        segment = bus.read(at, _SEGMENT).data
        length = int.from_bytes(segment[4:8], "little")
        if length > _LONGEST:
            return 0, ""
        seen += f"; 0x{at:06x}: {segment.hex(' ')}"
        at += _SEGMENT + length
    return (at | 0xF) + 1, seen


def _file_system(bus: FlashBus, known: Sequence[Layout]) -> Iterator[Fact]:
    """The first that begins where a layout puts one; the largest is looked for first, as a rest of a smaller may lie
    within it."""
    for start in sorted({one.fs_start for one in known if one.fs_size}):
        head = bus.read(start, filesystems.HEAD)
        tail = bus.read(start + filesystems.TAIL_AT, filesystems.TAIL)
        found = filesystems.read(head.data, tail.data)
        if found is None:
            continue
        yield head.fact("flash.fs.kind", found.kind)
        yield head.fact("flash.fs.start", start)
        layout = layouts.seen(known, known[0].flash, start)
        size = found.size or (layout.fs_size if layout else None)
        if size:
            yield head.fact("flash.fs.size", size)
        return
    yield fact("flash.fs.kind", "none", _SOURCE, "nothing begins where the core's layouts put a file system")


def _eeprom(bus: FlashBus, known: Sequence[Layout]) -> Iterator[Fact]:
    for one in known[:1]:
        stored = bus.read(one.eeprom, filesystems.HEAD)
        yield stored.fact("flash.eeprom", "erased" if set(stored.data) <= {0xFF} else "used")


probe = FlashMap()
