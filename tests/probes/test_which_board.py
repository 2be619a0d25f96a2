"""The board is asked for where a step for hands looks different on each, once, and never where it is known."""

from __future__ import annotations

from espdoctor.engine.boards import KIND
from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import SKIP, Asked, Event, HandsOn, Reply
from espdoctor.probes.link import doors
from espdoctor.probes.which_board import step_for

RULES = rulebook()


def consultation() -> Consultation:
    return Consultation(doors("sim://nodemcu"), RULES, Settings(Hazard.LISTEN, can_ask=True))


def step(case: Consultation, hands: str, reply: Reply = SKIP) -> tuple[list[Event], HandsOn]:
    """What is said before the step, over this answer, and the step."""
    telling = step_for(case, RULES.hands[hands], "why")
    said: list[Event] = []
    while True:
        try:
            said.append(next(telling))
        except StopIteration as end:
            return said, end.value
        case.reply(reply)


def questions(events: list[Event]) -> list[str]:
    return [event.fact for event in events if isinstance(event, Asked)]


def test_the_board_is_asked_for_and_the_step_is_done_on_it() -> None:
    said, hands_on = step(consultation(), "free-gpio2", "esp-01")

    assert questions(said) == [KIND]
    assert hands_on.board.id == "esp-01"
    assert (KIND, "esp-01") in hands_on.known


def test_a_step_that_is_the_same_on_every_board_asks_nothing() -> None:
    assert step(consultation(), "close-holder")[0] == []


def test_who_has_said_what_is_chosen_in_the_tool_is_not_asked() -> None:
    case = consultation()
    case.session.answer("setup.board", "nodemcu", 0.0)
    said, hands_on = step(case, "free-gpio2")

    assert (questions(said), hands_on.board.id) == ([], "nodemcu")


def test_who_does_not_know_is_asked_once_and_sees_a_board_that_stands_for_all() -> None:
    case = consultation()
    first, hands_on = step(case, "free-gpio2")

    assert (questions(first), hands_on.board.id) == ([KIND], "other")
    assert step(case, "free-gpio0")[0] == []


def test_a_simulated_board_says_itself_which_one_it_is() -> None:
    settings = Settings(Hazard.RESET, can_ask=True, treat=True)
    case = Consultation(doors("sim://d1-mini?fault=gpio2-low&seed=1"), RULES, settings)
    seen: list[Event] = []
    for event in case:
        seen.append(event)
        case.reply(True if isinstance(event, HandsOn) else SKIP)

    boards = {event.board.id for event in seen if isinstance(event, HandsOn)}
    assert KIND not in questions(seen)
    assert boards == {"d1-mini"}
