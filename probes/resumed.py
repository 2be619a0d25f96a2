"""Going on with a recorded case: what was said and answered holds, what was seen is looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..engine.journal import Event, Observed, Skipped
from ..engine.replay import replay
from . import catalog

if TYPE_CHECKING:
    from .consult import Consultation

MARK = "resumed"
"""What stands in the case where it was gone on with."""


def resume(case: Consultation, events: Sequence[Event]) -> None:
    """Take the events over into a consultation that has not begun, and into its record.

    Time has passed: the board may be another one, so what probes saw is outdated. What was skipped is asked again.
    """
    case.session = replay(case.rulebook, catalog.infos(), events)
    seen = {fact.name for event in events if isinstance(event.input, Observed) for fact in event.input.facts}
    case.session.acted(sorted(seen))
    case.record.acted(MARK, sorted(seen), 0.0)
    for name in dict.fromkeys(event.input.name for event in events if isinstance(event.input, Skipped)):
        case.session.retract(name)
        case.record.retracted(name, 0.0)
