"""A question to the person, asked again where the answer cannot be: a place on the disk with nothing at it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..engine.facts import Value
from ..engine.vocabulary import Question
from .events import SKIP, Asked, Event
from .given_path import given

if TYPE_CHECKING:
    from .consult import Consultation

MOST_TRIES = 3
"""Then the answer is taken as it is, and the probe says what it finds there."""
NOTHING_THERE = "There is nothing at that place: {place}. Look at the name once more, or leave the question open."


def ask(case: Consultation, fact: str, question: Question, why: str) -> Generator[Event, None, Value | None]:
    """The reply of the shell. Raises Cancelled."""
    if question.again and case.treated:
        question = replace(question, question=question.again)
    reply = yield from case.ask_shell(Asked(fact, question, why))
    for _ in range(MOST_TRIES - 1):
        if not question.place or not isinstance(reply, str) or _is_there(reply):
            break
        why = NOTHING_THERE.format(place=reply[:200])
        reply = yield from case.ask_shell(Asked(fact, question, why))
    return reply


def _is_there(text: str) -> bool:
    try:
        return text == SKIP or given(text).exists()
    except (OSError, ValueError):
        return False
