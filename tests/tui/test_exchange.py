"""One thing waits at a time; only its own card answers it."""

from __future__ import annotations

from espdoctor.engine.hazard import Hazard
from espdoctor.engine.vocabulary import Question
from espdoctor.knowledge import rulebook
from espdoctor.probes.events import SKIP, Asked, Back, Consent, HandsOn, Reply, Told
from espdoctor.tui.cards import Card, Choice
from espdoctor.tui.exchange import Exchange, Later

WHICH = Asked("board.led", Question("Is the LED on?", "", (("yes", "Yes"), ("no", "No")), "look"), "")
MAY_I = Consent(Hazard.RESET, "Restarting the board")
DO_IT = HandsOn(next(iter(rulebook().hands.values())), (), "")


class Hands:
    def do(self, hands_id: str) -> bool:
        return hands_id == DO_IT.hands.id

    def answer(self, fact_name: str) -> str:
        return f"{fact_name} seen"


def exchange(helper: Hands | None = None) -> tuple[Exchange, list[Reply | Later]]:
    replies: list[Reply | Later] = []
    return Exchange(replies.append, helper), replies


def asked(one: Exchange, event: Asked | Consent | HandsOn) -> Card:
    card = one.ask(event)
    assert card is not None
    return card


def test_a_choice_of_the_card_that_waits_goes_back_once() -> None:
    one, replies = exchange()
    card = asked(one, WHICH)

    assert one.answer(card, card.choices[1]) == ""
    assert one.answer(card, card.choices[0]) is None
    assert replies == ["no"]
    assert one.waiting is None


def test_an_answer_to_an_earlier_question_does_not_answer_the_next_one() -> None:
    one, replies = exchange()
    first = asked(one, WHICH)
    assert one.skip()
    asked(one, MAY_I)

    assert one.answer(first, first.choices[0]) is None
    assert replies == [SKIP]
    assert one.waiting is MAY_I


def test_what_was_consented_to_or_left_out_is_told_in_the_case() -> None:
    one, _ = exchange()
    consent = asked(one, MAY_I)
    assert one.answer(consent, consent.choices[0]) == "Yes, go on"
    question = asked(one, WHICH)
    assert one.answer(question, question.choices[-1]) == "I don't know"


def test_at_a_rehearsal_the_hands_of_the_bench_answer_and_work() -> None:
    one, replies = exchange(Hands())
    question = asked(one, WHICH)
    one.answer(question, question.choices[0])
    step = asked(one, DO_IT)
    one.answer(step, step.choices[0])

    assert [reply() for reply in replies if callable(reply)] == ["board.led seen", True]


def test_what_is_told_goes_at_once_to_what_waits_else_to_the_next_question() -> None:
    one, replies = exchange()
    one.tell("it smells")
    assert one.ask(WHICH) is None
    assert asked(one, WHICH).title == "Is the LED on?"
    one.tell("and it is hot")

    assert replies == [Told("it smells"), Told("and it is hot")]
    assert one.waiting is None


def test_all_that_is_told_while_nothing_waits_is_told_at_the_next_question() -> None:
    one, replies = exchange()
    one.tell("it smells")
    one.tell("and it is hot")

    assert one.ask(WHICH) is None
    assert replies == [Told("it smells\nand it is hot")]


def test_back_and_skip_only_where_they_are_an_answer() -> None:
    one, replies = exchange()
    assert not one.back()
    assert not one.skip()
    asked(one, MAY_I)
    assert not one.skip()
    assert one.back()

    assert replies == [Back()]


def test_what_has_ended_takes_no_answer() -> None:
    one, replies = exchange()
    card = asked(one, WHICH)
    one.end()

    assert one.answer(card, Choice("late", True)) is None
    assert replies == []
