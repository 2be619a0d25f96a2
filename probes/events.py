"""What a consultation says to its shell (the screen, plain lines, JSON): a closed set of frozen events.

The shell answers `Asked`, `Consent` and `HandsOn` by `Consultation.reply`; the others want no answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..engine.belief import Finding
from ..engine.boards import NAMELESS, Board
from ..engine.causes import Cause, Fix, Hands
from ..engine.facts import Fact, Value
from ..engine.hazard import Hazard
from ..engine.vocabulary import Question
from .result import Result

SKIP: Literal["skip"] = "skip"
"""The reply that is always there: I don't know, I can't, not now."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question only the person can answer. Reply: a value of the fact, or SKIP."""

    fact: str
    question: Question
    why: str


@dataclass(frozen=True, slots=True)
class Consent:
    """May steps of this level be done from now on? Reply: True or False."""

    hazard: Hazard
    what: str


@dataclass(frozen=True, slots=True)
class HandsOn:
    """A thing for the person's hands. Reply: True when it was done, SKIP when it cannot be."""

    hands: Hands
    known: tuple[tuple[str, Value], ...]
    """Values for the {placeholders} of its lines."""
    why: str
    board: Board = NAMELESS
    """The board that it is done on: its words for what the step names, and its drawing."""


@dataclass(frozen=True, slots=True)
class Started:
    """A probe or an action begins."""

    name: str
    title: str
    seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long step is: bytes (or tries) done of total; 0 of 0 where nothing is counted."""

    name: str
    note: str
    done: int
    total: int
    elapsed: float


@dataclass(frozen=True, slots=True)
class Observed:
    """Facts were learned, or taken back. What is believed now, the session tells those who show it."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """The diagnosis as it stands before the first fix."""

    verdict: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FixBegan:
    """A repair begins."""

    cause: Cause
    fix: Fix


@dataclass(frozen=True, slots=True)
class Advised:
    """Words of a fix that the program cannot do itself."""

    cause: Cause
    text: str
    known: tuple[tuple[str, Value], ...] = ()
    """Values for its {placeholders}."""


@dataclass(frozen=True, slots=True)
class FixEnded:
    """A repair ended: proven, tried without success, or (None) not carried out."""

    cause: Cause
    fix: Fix
    verified: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of the consultation."""

    result: Result


@dataclass(frozen=True, slots=True)
class Back:
    """In place of an answer: the last one is taken back, and the plan is made anew."""


@dataclass(frozen=True, slots=True)
class Told:
    """In place of an answer: more words, a log, or a part of what the serial line said."""

    text: str


Event = Asked | Consent | HandsOn | Started | Progress | Observed | Diagnosed | FixBegan | Advised | FixEnded | Ended
Reply = Value | Back | Told | None


__all__ = [
    "SKIP",
    "Advised",
    "Asked",
    "Back",
    "Consent",
    "Diagnosed",
    "Ended",
    "Event",
    "FixBegan",
    "FixEnded",
    "HandsOn",
    "Observed",
    "Progress",
    "Reply",
    "Started",
    "Told",
]
