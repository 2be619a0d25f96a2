"""What a person says in place of an answer: take the last one back, tell something more. The plan is made anew then."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from ..engine.replay import TOLD
from . import dumps
from .events import Back, Event, Observed, Told

if TYPE_CHECKING:
    from .consult import Consultation

REFUSAL = "refusal"
"""The mark of a "no" to a question for consent."""


class Rethink(Exception):
    """Leaves whatever waited for an answer: the next step is chosen anew, from what is known now."""


class Trail:
    """What the person said that can be taken back: facts by their ids, what was skipped, fixes left, a refusal."""

    def __init__(self) -> None:
        self._said: list[list[str]] = []

    def __bool__(self) -> bool:
        return bool(self._said)

    def add(self, *what: str) -> None:
        """Said just now, in one answer."""
        self._said.append([*what])

    def follow(self, what: str) -> None:
        """Left out because of the last refusal, and taken back with it."""
        refusal = next((one for one in reversed(self._said) if REFUSAL in one), None)
        if refusal is not None:
            refusal.append(what)

    def pop(self) -> tuple[str, ...]:
        """The last thing that was said, with what followed from it; nothing when there is no more."""
        return tuple(self._said.pop()) if self._said else ()


def before_all_else(work: Callable[[], Generator[Event, None, object]]) -> Generator[Event, None, None]:
    """Work that must be done to its end: what the person wishes instead comes after it."""
    wish: Rethink | None = None
    while True:
        try:
            yield from work()
            break
        except Rethink as later:
            wish = later
    if wish is not None:
        raise wish


def take_in(case: Consultation, aside: Back | Told) -> Generator[Event, None, None]:
    """Do what was wished; the caller then goes back to choosing."""
    if isinstance(aside, Told):
        yield from read(case, aside.text)
        return
    for what in case.trail.pop():
        _take_back(case, what)
    yield Observed(())


def read(case: Consultation, text: str) -> Generator[Event, None, None]:
    """Take in a text that the person gave: what its lines say, and the dump of a crash if there is one in it."""
    at = case.now()
    case.record.said(text, at)
    yield Observed(case.session.read(text, TOLD, at))
    if dumped := dumps.pasted(text, TOLD):
        yield case.learn("paste", dumped)


def _take_back(case: Consultation, what: str) -> None:
    if what == REFUSAL:
        case.consents.forget_refusal()
        return
    case.session.retract(what)
    case.record.retracted(what, case.now())
    left = what.partition("/")[0]
    case.treated = [one for one in case.treated if one.verified is not None or one.cause != left]
