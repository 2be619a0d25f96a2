"""From an open port to a chip that is ready for flash work, held in the fastest way that works."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from dataclasses import replace

from .. import lines
from ..esptool_door import GREETINGS, QUICK, Loader, connect
from ..flash_errors import ActionFailed, ChipRefused, NotInLoader, StubSilent, TransferBroken
from ..grips import LOADER_BAUD, Grip, Grips
from ..link_errors import LinkError
from ..probe import Observation, World
from .ladder import Entry, rungs

Boarded = Generator[Observation, None, Loader]


def board(world: World, entry: Entry) -> Boarded:
    """A chip ready for flash work. Raises ActionFailed with the chip running its firmware again, where lines can."""
    if not lines.movable(world.known):
        entry = replace(entry, manual=True)  # the person led it into its loader, or nobody did
    try:
        return (yield from _climb(world, entry))
    except ActionFailed:
        leave(world, entry)
        raise


def leave(world: World, entry: Entry) -> None:
    """Reset the chip into its firmware by the lines; by hand it is the person's turn. What the port has to say against
    that is not news: something has failed before."""
    if entry.manual or not lines.movable(world.known):
        return
    with suppress(LinkError):
        lines.play(world.port(), world.clock, lines.to_firmware(world.known))


def _climb(world: World, entry: Entry) -> Boarded:
    """Down the ladder; a rate that does not hold makes the chip deaf, so it is reset for the next rung."""
    remembered = Grips().at(world.url or "")
    waiting = list(rungs(entry, world.known, remembered))
    failed: ActionFailed | None = None
    while waiting:
        grip = waiting.pop(0)
        try:
            loader = yield from _enter(world, entry, grip)
            known = None if remembered else Grips().of(loader.mac(), world.url or "")
            if known and known.rank < grip.rank and entry.baud is None:
                remembered, waiting = known, list(rungs(entry, world.known, known))  # met on another port
                continue
            yield from _prepare(loader, trusted=remembered is not None and grip.rank <= remembered.rank)
        except (NotInLoader, StubSilent, TransferBroken, ChipRefused) as error:
            yield Observation(note=f"{_words(grip)} does not hold")
            failed = _telling(failed, error)
            if isinstance(error, NotInLoader) and grip.rate <= LOADER_BAUD:
                break
            continue
        plain = grip.helper and not grip.patient and not grip.sequence
        yield Observation(note=f"Speaking at {loader.baud} baud{'' if plain else ', ' + _how(grip)}")
        return loader
    raise (yield from _verdict(world, entry, failed))


def _prepare(loader: Loader, trusted: bool) -> Generator[Observation, None, None]:
    """Raises StubSilent, or TransferBroken where the rate does not hold."""
    if not loader.grip.helper:
        loader.attach_flash()
        return
    yield Observation(note="Starting esptool's helper program on the chip")
    loader.start_stub()
    fast = loader.grip.rate > LOADER_BAUD
    holds = loader.change_baud(loader.grip.rate) if loader.baud != loader.grip.rate else trusted or loader.holds()
    if fast and not holds:
        raise TransferBroken("changing the speed", None, "the rate does not hold")


def _verdict(world: World, entry: Entry, failed: ActionFailed | None) -> Generator[Observation, None, ActionFailed]:
    """Why no rung held. When the chip never answered at a fast rate, it is asked at one that holds on every bridge."""
    if failed is None or (isinstance(failed, NotInLoader) and entry.baud not in (None, LOADER_BAUD)):
        try:
            yield from _enter(world, entry, Grip(LOADER_BAUD))
        except NotInLoader as error:
            return error
        return TransferBroken("changing the speed", None, "no rate held")
    return failed


def _telling(first: ActionFailed | None, then: ActionFailed) -> ActionFailed:
    """Of failures one after the other the first that says more than that nobody answered."""
    return then if first is None or isinstance(first, NotInLoader) else first


def _enter(world: World, entry: Entry, grip: Grip) -> Boarded:
    """Into the loader, by the sequence that is known to work, else by each."""
    port, name, tried = world.port(), world.url or "port", []
    if entry.manual:
        return connect(port, world.clock, name, grip, at=LOADER_BAUD)
    greetings = QUICK if grip.rate > LOADER_BAUD else GREETINGS  # a rate that may not hold is heard or not
    for sequence in _sequences(world, grip):
        tried.append(sequence.name)
        lines.play(port, world.clock, sequence)
        with suppress(NotInLoader):
            return connect(port, world.clock, name, replace(grip, sequence=sequence.name), greetings)
        yield Observation(note=f"No answer after the reset sequence {sequence.name}")
    raise NotInLoader(tried)


def _sequences(world: World, grip: Grip) -> tuple[lines.Sequence, ...]:
    """The one that a probe saw to reach the loader of this board, else the remembered one and then all others."""
    known = str(world.known.get("lines.reaches_loader"))
    if known in lines.SEQUENCES:
        return (lines.SEQUENCES[known],)
    return tuple(sorted(lines.SEQUENCES.values(), key=lambda sequence: sequence.name != grip.sequence))


def _how(grip: Grip) -> str:
    return "in small steps" if grip.patient else "without the helper program" if not grip.helper else "as last time"


def _words(grip: Grip) -> str:
    return f"{grip.rate} baud" + (f" {_how(grip)}" if grip.patient or not grip.helper else "")
