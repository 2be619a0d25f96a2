"""How long slow flash work may take: it goes on while an end is in sight, and stops with a sentence when none is.

Over a line that spoils every second message, writing goes on in small steps; what would take hours is better ended at
once, while somebody can put in another cable.
"""

from __future__ import annotations

from collections.abc import Generator

from ..clock import Clock
from ..flash_errors import TooSlow
from ..probe import Observation
from .transfer import Steps

GRACE = 60.0
"""Seconds of one kind of work before its speed is judged."""
LONGEST = 1800.0
"""Seconds that one kind of work may take in all."""


def patient(steps: Steps, clock: Clock) -> Generator[Observation, None, None]:
    """The same steps. Raises TooSlow, and what they raise."""
    began, start, total = clock.now(), 0, -1
    for seen in steps:
        if seen.total != total or seen.done < start:  # another kind of work
            began, start, total = clock.now(), seen.done, seen.total
        yield seen
        took, done = clock.now() - began, seen.done - start
        left = took * (total - seen.done) / done if done else 0.0
        if took > GRACE and took + left > LONGEST:
            raise TooSlow(seen.note, left)
