"""What the screen works with: read and loaded behind the start page, so that the page is there at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .rehearsals import Rehearsal

if TYPE_CHECKING:
    from ..engine.rulebook import Rulebook
    from ..probes.casebook import Casebook
    from ..probes.link import Doors
    from ..probes.record import Record

Recorder = Callable[["Rulebook", "Doors"], AbstractContextManager["Record"]]
"""Begins a case on disk, and ends it when the context is left."""


def no_recorder(_rulebook: Rulebook, _doors: Doors) -> AbstractContextManager[Record]:
    """Keeps nothing."""
    from ..probes.record import NoRecord

    return nullcontext(NoRecord())


@dataclass(frozen=True, slots=True)
class Backroom:
    """Made in a thread of its own, once."""

    rulebook: Rulebook
    rehearsals: tuple[Rehearsal, ...] = ()
    """What can be practised."""
    recorder: Recorder = field(default=no_recorder)
    casebook: Casebook | None = None
    """Where earlier cases lie; None where there is no place for them."""


def load_screens() -> None:
    """Import what the next page will need, while nobody waits for it."""
    from . import opening
    from .screens import rehearse

    del opening, rehearse
