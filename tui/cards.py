"""From an event of the consultation to the card that the Now panel shows. No Textual here."""

from __future__ import annotations

from dataclasses import dataclass

from ..probes.events import SKIP, Asked, Consent, HandsOn, Reply, Started
from . import wording


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given."""

    words: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Card:
    """What the panel shows; without choices it is something that is going on."""

    title: str
    lines: tuple[str, ...] = ()
    why: str = ""
    choices: tuple[Choice, ...] = ()


def asked(event: Asked) -> Card:
    """A question with its choices; "I don't know" is always the last."""
    question = event.question
    choices = tuple(Choice(words, value) for value, words in question.choices)
    help_lines = (question.help,) if question.help else ()
    return Card(question.question, help_lines, event.why, (*choices, Choice("I don't know", SKIP)))


def hands_on(event: HandsOn) -> Card:
    """A hands-on step with its lines and its picture."""
    title, *lines = wording.hands_lines(event.hands, event.known)
    return Card(title, tuple(lines), event.why, (Choice("Done", True), Choice("I can't do this", SKIP)))


def consent(event: Consent) -> Card:
    """What will be done, and what it can do to the board."""
    lines = (wording.HAZARDS[event.hazard], "I ask only once for steps of this kind.")
    return Card(f"Next: {event.what}", lines, "", (Choice("Yes, go on", True), Choice("No, leave it", False)))


def started(event: Started) -> Card:
    """Something that is going on; nothing to choose."""
    return Card(event.title + " …", (f"This takes about {wording.seconds(event.seconds)}.",), event.why)
