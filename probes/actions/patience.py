"""How long slow flash work may take: it goes on while an end is in sight, and stops with a sentence when none is.

Over a line that spoils every second message, writing goes on in small steps; what would take hours is better ended at
once, while somebody can put in another cable.
"""

from __future__ import annotations

from collections.abc import Generator

from ..clock import Clock
from ..flash_errors import TooSlow
from ..pace import Pace
from ..probe import Observation
from .transfer import Steps

GRACE = 60.0
"""Seconds of one kind of work before its speed is judged."""
LONGEST = 1800.0
"""Seconds that one kind of work may take in all."""


def patient(steps: Steps, clock: Clock) -> Generator[Observation, None, None]:
    """The same steps. Raises TooSlow, and what they raise."""
    pace = Pace()
    for seen in steps:
        yield seen
        pace.at(seen.done, seen.total, clock.now())
        if pace.took > GRACE and pace.took + pace.left > LONGEST:
            raise TooSlow(seen.note, pace.left)
