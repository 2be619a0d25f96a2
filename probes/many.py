"""The same work on many things, on all cores: answers in order, and never more in hand than memory bears.

A few things are worked on right here: starting a process takes longer than reading a hundred logs.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

ALONE = 2_000_000
"""Weight that is worked off without help before others are called."""
IN_HAND = 64_000_000
"""Weight that is given out at one time at most, one thing excepted."""
AHEAD = 8
"""Things for each core that are given out at one time."""

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


def answers(
    things: Iterable[Thing],
    work: Callable[[Thing], Answer],
    weight: Callable[[Thing], int],
    cores: int | None = None,
) -> Iterator[Answer]:
    """What `work` gives for each thing, in order. What `work` raises is raised here.

    `work` and the things travel to other processes, started anew on every system (`spawn`): a function at the top of a
    module, and values that can be pickled. The weight of a thing is about its size in bytes.
    """
    rest = iter(things)
    done = 0
    for thing in rest:
        yield work(thing)
        done += weight(thing)
        if done > ALONE and cores_to_use(cores) > 1:
            yield from _spread(rest, work, weight, cores_to_use(cores))
            return


def cores_to_use(wanted: int | None = None) -> int:
    """As many as this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(wanted or allowed, 61)  # Windows waits for no more than 63 handles at once


def _spread(
    things: Iterator[Thing], work: Callable[[Thing], Answer], weight: Callable[[Thing], int], cores: int
) -> Iterator[Answer]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    given: deque[tuple[Future[Answer], int]] = deque()
    in_hand = 0
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for thing in things:
            heavy = weight(thing)
            while given and (in_hand + heavy > IN_HAND or len(given) >= AHEAD * cores):
                first, freed = given.popleft()
                in_hand -= freed
                yield first.result()
            given.append((pool.submit(work, thing), heavy))
            in_hand += heavy
        while given:
            yield given.popleft()[0].result()
