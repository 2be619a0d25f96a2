"""From an event of the consultation to the lines that the case gets for it. No Textual here."""

from __future__ import annotations

from typing import NamedTuple

from ..probes.events import Advised, Asked, Diagnosed, Event, FixBegan, FixEnded, Started
from . import wording
from .advice import filled


class Told(NamedTuple):
    """One line: who (ask, look, FIX …) and what."""

    who: str
    what: str
    dim: bool = False


def of(event: Event) -> Told | None:
    """What is told of the event; None for what has its own place (facts, progress, steps for hands)."""
    match event:
        case Asked():
            return Told("ask", event.question.question, dim=True)
        case Started():
            return Told("look", event.title, dim=True)
        case Diagnosed(verdict, findings):
            first = findings[0].cause.title if findings else ""
            return Told("FOUND", f"{first} ({wording.VERDICTS[verdict].lower()})")
        case FixBegan():
            return Told("FIX", event.fix.title)
        case Advised():
            return Told("note", filled(event.text, dict(event.known)))
        case FixEnded():
            return Told(wording.CAME[event.verified].who, event.reason)
        case _:
            return None
