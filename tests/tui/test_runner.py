"""The thread of a consultation: events out, replies in, and no way to hang."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from textual.message import Message

from espdoctor.engine.errors import Cancelled
from espdoctor.engine.hazard import Hazard
from espdoctor.probes.events import Consent, Event, Observed, Reply, Started
from espdoctor.tui.messages import Believed, Broke, Happened
from espdoctor.tui.runner import Runner

PATIENCE = 30
"""Seconds until a thread is taken to hang."""


class Case:
    """A consultation by hand: yields what it is given and keeps the replies."""

    def __init__(self, *events: Event | Exception) -> None:
        self.events, self.replies, self.cancelled = events, list[Reply](), False
        self.session = SimpleNamespace(findings=())

    def __iter__(self) -> Iterator[Event]:
        for event in self.events:
            if isinstance(event, Exception):
                raise event
            yield event

    def reply(self, value: Reply) -> None:
        self.replies.append(value)

    def cancel(self) -> None:
        self.cancelled = True


def begun(case: Case, **options: Any) -> tuple[Runner, queue.Queue[Message]]:
    posted: queue.Queue[Message] = queue.Queue()
    runner = Runner(case, posted.put, **options)  # type: ignore[arg-type]
    runner.start()
    return runner, posted


CONSENT = Consent(Hazard.RESET, "restart")
STARTED = Started("x", "Looking", 1, "")


def test_after_facts_came_what_is_believed_follows() -> None:
    _, posted = begun(Case(Observed(())))
    assert isinstance(posted.get(timeout=PATIENCE), Happened)
    assert isinstance(posted.get(timeout=PATIENCE), Believed)


def test_events_come_in_order_and_the_reply_goes_back() -> None:
    case = Case(STARTED, CONSENT, STARTED)
    runner, posted = begun(case)
    first, second = posted.get(timeout=PATIENCE), posted.get(timeout=PATIENCE)
    runner.reply(True)
    third = posted.get(timeout=PATIENCE)

    assert [m.event for m in (first, second, third) if isinstance(m, Happened)] == [STARTED, CONSENT, STARTED]
    assert case.replies == [True]


def test_a_reply_that_has_to_be_found_out_is_found_out_in_the_thread_of_the_consultation() -> None:
    case = Case(CONSENT)
    runner, posted = begun(case)
    posted.get(timeout=PATIENCE)
    runner.reply(lambda: threading.current_thread().name)
    runner._thread.join(PATIENCE)

    assert case.replies == ["consultation"]


def test_stopping_wakes_a_question_that_waits() -> None:
    case = Case(CONSENT)
    runner, posted = begun(case)
    posted.get(timeout=PATIENCE)
    runner.stop(PATIENCE)

    assert case.cancelled
    assert case.replies == [None]


def test_stopping_cuts_short_the_pause_for_eyes() -> None:
    case = Case(STARTED)
    runner, posted = begun(case, breath=10.0 * PATIENCE)
    posted.get(timeout=PATIENCE)
    runner.stop(PATIENCE)

    assert not runner._thread.is_alive()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Cancelled("looking"), "Stopped while looking."),
        (RuntimeError("\x1b[2J"), "espdoctor itself failed (RuntimeError: \\x1b[2J)."),
    ],
)
def test_an_error_ends_the_thread_with_a_harmless_sentence(error: Exception, sentence: str) -> None:
    _, posted = begun(Case(error))
    message = posted.get(timeout=PATIENCE)

    assert isinstance(message, Broke)
    assert message.sentence == sentence
