"""The shells without a screen: what drives a consultation, and silence for JSON. Plain lines are in `plain`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..engine.facts import Value
from ..probes.consult import Consultation
from ..probes.events import SKIP, Asked, Ended, Event, HandsOn, Reply
from ..probes.result import Result


class Helper(Protocol):
    """Somebody who acts and answers in the person's place: the bench's simulated hands."""

    def do(self, hands_id: str) -> bool: ...
    def answer(self, fact_name: str) -> Value | None: ...


def run(case: Consultation, respond: Callable[[Event], Reply]) -> Result:
    """Drive a consultation to its end; `respond` sees every event and answers those that want it."""
    for event in case:
        if isinstance(event, Ended):
            respond(event)
            return event.result
        case.reply(respond(event))
    raise AssertionError("a consultation ends with Ended")


class Silent:
    """Says nothing; questions and hands go to the helper, if there is one."""

    def __init__(self, helper: Helper | None) -> None:
        self._helper = helper

    def __call__(self, event: Event) -> Value | None:
        """The helper's reply, or SKIP; consent is never given here: `--allow` did that before."""
        if self._helper is None:
            return SKIP
        match event:
            case Asked(fact):
                answer = self._helper.answer(fact)
                return SKIP if answer is None else answer
            case HandsOn(hands):
                return self._helper.do(hands.id) or SKIP
            case _:
                return None
