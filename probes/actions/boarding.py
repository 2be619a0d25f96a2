"""From an open port to a chip with esptool's helper running, at the best rate that holds."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass

from .. import lines
from ..esptool_door import LOADER_BAUD, Loader, connect
from ..flash_errors import ActionFailed, NotInLoader, TransferBroken
from ..link_errors import LinkError
from ..probe import Observation, World

RATES = (460800, 230400)
"""Tried when nothing is known of this board, before the rate that always holds. 921600 fails on too many bridges
(esp8266/Arduino tools/upload.py takes 460800 in its place)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How the chip is to be reached."""

    baud: int | None = None
    """Bits per second; None: the best that is known or found."""
    manual: bool = False
    """The person has put it into the loader: do not move the lines."""

    def slower(self, than: int) -> Entry | None:
        """The next try after the line broke at that rate; None when there is none."""
        if self.manual or than <= LOADER_BAUD:
            return None
        return Entry(next((rate for rate in RATES if rate < than), LOADER_BAUD))


def board(world: World, entry: Entry) -> Generator[Observation, None, Loader]:
    """A chip ready for flash work. Raises ActionFailed with the chip running its firmware again, where lines can."""
    try:
        return (yield from _climb(world, entry))
    except ActionFailed:
        leave(world, entry)
        raise


def leave(world: World, entry: Entry) -> None:
    """Reset the chip into its firmware by the lines; by hand it is the person's turn. What the port has to say against
    that is not news: something has failed before."""
    if entry.manual:
        return
    with suppress(LinkError):
        lines.play(world.port(), world.clock, lines.to_firmware(world.known))


def _climb(world: World, entry: Entry) -> Generator[Observation, None, Loader]:
    """The rates from the top; one that does not hold makes the chip deaf, so it is reset for the next."""
    for rate in _rates(world, entry):
        loader = yield from _enter(world, entry)
        yield Observation(note="Starting esptool's helper program on the chip")
        loader.start_stub()
        if loader.change_baud(rate):
            yield Observation(note=f"Speaking at {rate} baud")
            return loader
        yield Observation(note=f"{rate} baud does not hold")
    raise TransferBroken("changing the speed", 0, "no rate held")


def _rates(world: World, entry: Entry) -> Iterator[int]:
    if entry.baud is not None:
        yield entry.baud
        return
    best = world.known.get("baud.best")
    if isinstance(best, int):
        yield best
    elif entry.manual:
        yield LOADER_BAUD  # a rate that does not hold would cost the person another round of buttons
        return
    noisy = world.known.get("link.errors") in ("some", "many")
    rates = () if noisy else RATES
    yield from (rate for rate in rates if not isinstance(best, int) or rate < best)
    yield LOADER_BAUD


def _enter(world: World, entry: Entry) -> Generator[Observation, None, Loader]:
    """Into the loader, by the sequence that is known to work, else by each."""
    port, tried = world.port(), []
    if entry.manual:
        return connect(port, world.clock, world.url or "port")
    for sequence in _sequences(world):
        tried.append(sequence.name)
        lines.play(port, world.clock, sequence)
        with suppress(NotInLoader):
            return connect(port, world.clock, world.url or "port")
        yield Observation(note=f"No answer after the reset sequence {sequence.name}")
    raise NotInLoader(tried)


def _sequences(world: World) -> tuple[lines.Sequence, ...]:
    """The one that a probe saw to reach the loader of this board, else all."""
    known = str(world.known.get("lines.reaches_loader"))
    return (lines.SEQUENCES[known],) if known in lines.SEQUENCES else tuple(lines.SEQUENCES.values())
