"""From an event of the consultation to the card that the Now panel shows. No Textual here."""

from __future__ import annotations

from dataclasses import dataclass

from ..probes.events import SKIP, Advised, Asked, Consent, FixEnded, HandsOn, Reply, Started
from . import pins, wording
from .advice import drawing, filled, numbered, on_board

MOST_FOUND = 300
"""Characters of what was found, above the steps against it."""

MOST_ADVICE = 600
"""Characters of an answer, or of words of a fix."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given."""

    words: str
    reply: Reply = None
    helped: bool = False
    """At a rehearsal: the bench's owner answers, or uses their hands, in the person's place."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the panel shows; without choices it is something that is going on."""

    title: str
    lines: tuple[str, ...] = ()
    why: str = ""
    choices: tuple[Choice, ...] = ()
    picture: str = ""
    types: bool = False
    """The answer is typed or pasted: a path, a name."""


def of(event: Asked | HandsOn | Consent | Advised, rehearsal: bool) -> Card:
    """The card of an event that waits for an answer."""
    match event:
        case Asked():
            return asked(event, rehearsal)
        case HandsOn():
            return hands_on(event, rehearsal)
        case Consent():
            return consent(event)
        case Advised():
            return advised(event)


def asked(event: Asked, rehearsal: bool = False) -> Card:
    """A question with its choices; "I don't know" is always the last."""
    question = event.question
    helped = (Choice("Look at the simulated board", helped=True),) if rehearsal else ()
    choices = tuple(Choice(words, value) for value, words in question.choices)
    help_lines = (question.help,) if question.help else ()
    answers = (*helped, *choices, Choice("I don't know", SKIP))
    return Card(question.question, help_lines, event.why, answers, types=not question.choices)


def hands_on(event: HandsOn, rehearsal: bool = False) -> Card:
    """A hands-on step with its lines and its picture. Only the bench's hands can work on the bench."""
    done = Choice("Do it on the simulated board", helped=True) if rehearsal else Choice("Done", True)
    known = dict(event.known)
    lines = tuple(numbered(event.hands, on_board(known, event.board)))
    drawn = (drawing(event.hands, known, event.board), pins.drawn(known, event.hands.affects, event.board))
    drawings = "\n".join(one for one in drawn if one)
    why = wording.safe(event.why, MOST_FOUND)
    return Card(event.hands.title, lines, why, (done, Choice("I can't do this", SKIP)), drawings)


def consent(event: Consent) -> Card:
    """What will be done, and what it can do to the board."""
    lines = (wording.HAZARDS[event.hazard], "I ask only once for steps of this kind.")
    choices = (Choice("Yes, go on", True), Choice("No, leave it", False))
    return Card(f"May I? Next: {event.what[:1].lower()}{event.what[1:]}", lines, choices=choices)


def advised(event: Advised) -> Card:
    """An answer, or words of a fix: they stay until they are read."""
    return Card(
        event.cause.title,
        (wording.safe(filled(event.text, dict(event.known)), MOST_ADVICE),),
        choices=(Choice("I have read it, go on"),),
    )


def started(event: Started) -> Card:
    """Something that is going on; nothing to choose."""
    return Card(event.title + " …", (f"This takes {wording.about(event.seconds)}.",))


def outcome(event: FixEnded) -> str:
    """How a repair ended, as a line that stays in sight while the next things are asked."""
    came = wording.CAME[event.verified]
    return f"{came.mark} {came.words}: {wording.safe(event.fix.title, 80)}"
