"""A question whose answer is a place is asked again where nothing lies there."""

from __future__ import annotations

from pathlib import Path

import pytest

from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes.asking import MOST_TRIES
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import SKIP, Asked, Event, Reply
from espdoctor.probes.link import doors

SAID = "this library does not work"


def asked(*replies: Reply) -> tuple[list[Asked], Consultation]:
    """The questions for the library that were put, over answers in their order."""
    case = Consultation(doors("sim://nodemcu"), rulebook(), Settings(Hazard.LISTEN, can_ask=True, said=SAID))
    waiting, questions = list(replies), list[Asked]()
    for event in case:
        case.reply(_reply(event, waiting, questions))
    return questions, case


def _reply(event: Event, waiting: list[Reply], questions: list[Asked]) -> Reply:
    if isinstance(event, Asked) and event.fact == "library.path":
        questions.append(event)
        return waiting.pop(0)
    return SKIP


def test_a_slip_of_the_pen_is_told_and_the_question_put_again(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("PORTB = 1;", encoding="utf-8")

    questions, case = asked(str(tmp_path / "nope"), str(tmp_path))

    assert len(questions) == 2
    assert "nothing at that place" in questions[1].why
    assert "nope" in questions[1].why
    assert case.session.findings[0].cause.id == "library-not-for-esp8266"


def test_who_insists_is_taken_at_their_word(tmp_path: Path) -> None:
    questions, case = asked(*[str(tmp_path / "nope")] * MOST_TRIES)

    assert len(questions) == MOST_TRIES
    assert case.session.known["library.state"] == "absent"


@pytest.mark.parametrize("replies", [(SKIP,), ("\0nope", SKIP), ("x" * 5000, SKIP)], ids=["at once", "nul", "long"])
def test_the_question_can_be_left_open_at_any_time(replies: tuple[Reply, ...]) -> None:
    questions, case = asked(*replies)

    assert len(questions) == len(replies)
    assert "library.path" not in case.session.known
