"""What all writing actions do: get aboard, change the flash, go slower when the line breaks, say how it ended."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace

from ...engine.errors import Cancelled
from ...engine.facts import Fact, Value
from ..esptool_door import Loader
from ..flash_errors import ActionFailed, NothingSaved, NotTheSame, TransferBroken
from ..grips import Grips
from ..image_fit import Target
from ..link_errors import LinkError
from ..probe import Observation, World, fact
from .boarding import board, leave
from .diary import Diary, Job
from .ladder import Entry
from .patience import patient
from .transfer import Steps

USUAL_SIZE = 4 << 20

Made = Generator[Observation, None, Job]
Maker = Callable[[Loader], Made]
"""Looks at the chip and says what its flash shall hold. May raise ActionFailed: then nothing was written."""


def entry_for(world: World, baud: Value | None, manual: bool, *, backup: bool = True, helper: bool = True) -> Entry:
    """By hand when that is asked for, or when no reset sequence reaches the loader of this board. Without esptool's
    helper program only where nobody wants a backup. Raises NothingSaved."""
    if backup and not helper:
        raise NothingSaved
    by_hand = manual or world.known.get("lines.reaches_loader") == "none"
    rate = baud if isinstance(baud, int) else None
    return Entry(rate, by_hand, bare=not helper, may_be_bare=not backup)


def flash_size_of(world: World, loader: Loader) -> int:
    """Bytes to count with: what a test found, what the id says, what a probe knew, else what most boards have."""
    known = world.known.get("flash.jedec_size")
    return true_size(world, loader) or (known if isinstance(known, int) and known else USUAL_SIZE)


def true_size(world: World, loader: Loader) -> int | None:
    """Bytes: where a pattern showed that the id lies, the size that was found; else what the id says."""
    real = world.known.get("flash.real_size")
    return real if isinstance(real, int) and real else loader.flash_size()


def target_of(world: World, loader: Loader) -> Target:
    """The chip on the table: what it says itself, and what was found out before."""
    mode = world.known.get("flash.mode_that_boots")
    return Target(true_size(world, loader), loader.is_8285(), mode if isinstance(mode, str) else None)


def rewrite(world: World, entry: Entry, maker: Maker) -> Made:
    """Change the flash. Raises ActionFailed, LinkError, Cancelled, after saying whether the flash is whole.

    Where the flash is whole the board is reset into its firmware; else it is left in its loader.
    """
    job: Job | None = None
    try:
        loader = yield from board(world, entry)
        diary = Diary(loader.mac(), world.url or "")
        yield from diary.cut_off()
        job = yield from maker(loader)
        diary.follow(job)
        yield from _persist(world, entry, loader, job)
        diary.close(job)
    except (ActionFailed, LinkError, Cancelled) as error:
        touched = job is not None and job.touched
        if isinstance(error, ActionFailed):
            error.incomplete = error.incomplete or touched
        yield Observation(facts=tuple(_facts_of(job, error)))
        if isinstance(error, ActionFailed) and not touched:
            leave(world, entry)
        raise
    yield Observation(tuple(_facts_of(job, None)), note=f"Written, and proven: {job.proven}")
    return job


def _persist(world: World, entry: Entry, loader: Loader, job: Job) -> Steps:
    """Again, and slower, while it makes sense: what is right already is not written again, what did not stick is erased
    in a step of its own before. What does not stick then either is no matter of the line."""
    did_not_stick: NotTheSame | None = None
    while error := (yield from _attempt(job, loader)):
        slower = entry.slower(loader.grip)
        if slower is None or (did_not_stick and isinstance(error, NotTheSame)):
            raise did_not_stick or error
        did_not_stick = error if isinstance(error, NotTheSame) else did_not_stick
        yield Observation(note=f"That failed at {loader.baud} baud, trying again")
        entry, loader = slower, (yield from _aboard_again(world, slower, error))
    Grips().keep(loader.mac(), world.url or "", replace(loader.grip, flash_id=loader.flash_id()))


def _aboard_again(world: World, entry: Entry, first: ActionFailed) -> Generator[Observation, None, Loader]:
    """When the chip cannot be reached any more, what made us try is the better explanation."""
    try:
        return (yield from board(world, entry))
    except ActionFailed:
        raise first from None


def _attempt(job: Job, loader: Loader) -> Generator[Observation, None, TransferBroken | NotTheSame | None]:
    """Errors after which another try may help come back as values; all others are raised."""
    try:
        yield from patient(job.run(loader), loader.clock)
    except (TransferBroken, NotTheSame) as error:
        return error
    return None


def _facts_of(job: Job | None, error: Exception | None) -> list[Fact]:
    """flash.written stays unsaid as long as nothing was touched."""
    source = "esptool"
    if job is None:
        return []
    words = str(error) if error else job.proven
    facts = [fact("flash.incomplete", job.touched, source, words)]
    if job.backup is not None:
        facts.append(fact("flash.backup", str(job.backup.path), source, job.backup.sha256))
    if job.touched or error is None:
        facts.append(fact("flash.written", _outcome(error), source, words))
    if error is None:
        facts.append(fact("flash.proof", job.proof, source, words))
    return facts


def _outcome(error: Exception | None) -> str:
    if error is None:
        return "ok"
    if isinstance(error, NotTheSame):
        return "empty" if error.blank else "differs"
    return "failed"
