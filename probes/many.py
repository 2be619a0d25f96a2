"""The same work on many things, on all cores: answers in order, and never more in hand than memory bears.

A few things are worked on right here: starting a process takes longer, and what it inherits it need not make itself.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Way = Literal["fork", "spawn"]
"""How a process is started: as a copy of this one with all that is loaded, or from nothing."""

ALONE: dict[Way, int] = {"fork": 60_000, "spawn": 600_000}
"""Weight that is worked off without help before others are called."""
PARCEL = 40_000
"""Weight that is given out at one time at least: sending takes a tenth of the work on something short."""
IN_HAND = 64_000_000
"""Weight that is given out and not yet answered at most, one parcel excepted."""
AHEAD = 3
"""Parcels for each core that are given out and not yet answered."""

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


def answers(
    things: Iterable[Thing],
    work: Callable[[Thing], Answer],
    weight: Callable[[Thing], int],
    cores: int | None = None,
) -> Iterator[Answer]:
    """What `work` gives for each thing, in order. What `work` raises is raised here.

    `work` and the things travel to other processes: a function at the top of a module, and values that can be pickled.
    The weight of a thing is about its size in bytes.
    """
    way, rest, done = way_to_start(), iter(things), 0
    for thing in rest:
        yield work(thing)
        done += weight(thing)
        if done > ALONE[way] and cores_to_use(cores) > 1:
            yield from _spread(rest, work, weight, cores_to_use(cores), way)
            return


def cores_to_use(wanted: int | None = None) -> int:
    """As many as this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(wanted or allowed, 61)  # Windows waits for no more than 63 handles at once


def way_to_start() -> Way:
    """A copy, where that is safe: on Linux, and where no other thread holds something that its copy would wait for."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


@dataclass(slots=True)
class Parcel(Generic[Thing]):
    """Things that travel together."""

    things: list[Thing] = field(default_factory=list)
    weight: int = 0


def _spread(
    things: Iterator[Thing], work: Callable[[Thing], Answer], weight: Callable[[Thing], int], cores: int, way: Way
) -> Iterator[Answer]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    given: deque[tuple[Future[_Worked[Answer]], int]] = deque()
    in_hand = 0
    with ProcessPoolExecutor(cores, mp_context=get_context(way)) as pool:
        for parcel in parcels(things, weight):
            while given and (in_hand + parcel.weight > IN_HAND or len(given) >= AHEAD * cores):
                first, freed = given.popleft()
                in_hand -= freed
                yield from _told(first.result())
            given.append((pool.submit(_work_off, work, parcel.things), parcel.weight))
            in_hand += parcel.weight
        while given:
            yield from _told(given.popleft()[0].result())


def parcels(things: Iterable[Thing], weight: Callable[[Thing], int]) -> Iterator[Parcel[Thing]]:
    """The things in parcels, none heavier than PARCEL but for its last thing."""
    parcel = Parcel[Thing]()
    for thing in things:
        parcel.things.append(thing)
        parcel.weight += weight(thing)
        if parcel.weight >= PARCEL:
            yield parcel
            parcel = Parcel[Thing]()
    if parcel.things:
        yield parcel


_Worked = tuple[list[Answer], Exception | None]
"""The answers up to the thing on which the work failed, and how."""


def _work_off(work: Callable[[Thing], Answer], things: list[Thing]) -> _Worked[Answer]:
    """Run in another process."""
    done: list[Answer] = []
    try:
        for thing in things:
            done.append(work(thing))  # noqa: PERF401
    except Exception as error:
        return done, error
    return done, None


def _told(worked: _Worked[Answer]) -> Iterator[Answer]:
    done, error = worked
    yield from done
    if error is not None:
        raise error
