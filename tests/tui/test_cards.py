"""What the Now panel shows of an event."""

from __future__ import annotations

import pytest

from espdoctor.engine.boards import Board, on_table
from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes.events import SKIP, Advised, Asked, Consent, FixEnded, HandsOn, Started
from espdoctor.tui import cards

RULES = rulebook()


def question() -> Asked:
    ask = RULES.vocabulary.kinds["wiring.rx_tx"].ask
    assert ask is not None
    return Asked("wiring.rx_tx", ask, "it matters")


def test_a_question_can_always_be_left_open() -> None:
    card = cards.of(question(), rehearsal=False)

    assert [choice.reply for choice in card.choices] == ["crossed", "straight", "open-to-board", "open", SKIP]
    assert card.why == "it matters"


def test_at_a_rehearsal_the_first_choice_is_to_let_the_bench_tell() -> None:
    assert cards.of(question(), rehearsal=True).choices[0].helped
    assert not any(choice.helped for choice in cards.of(question(), rehearsal=False).choices)


def test_a_step_for_hands_shows_its_lines_its_values_and_its_picture() -> None:
    hands = RULES.hands["set-baud"]
    card = cards.of(HandsOn(hands, (("baud.best", 460800),), "why"), rehearsal=False)

    assert "1. Set the upload speed to 460800" in card.lines
    assert [choice.reply for choice in card.choices] == [True, SKIP]
    assert cards.of(HandsOn(RULES.hands["join-rx-tx"], (), ""), rehearsal=True).picture.strip().startswith("adapter")


def test_at_a_rehearsal_only_the_bench_can_do_it() -> None:
    card = cards.of(HandsOn(RULES.hands["replug"], (), ""), rehearsal=True)

    assert [(choice.helped, choice.reply) for choice in card.choices] == [(True, None), (False, SKIP)]


def test_consent_says_what_it_does_to_the_board() -> None:
    card = cards.of(Consent(Hazard.ERASE, "Erasing"), rehearsal=True)

    assert "erases flash memory" in card.lines[0]
    assert [choice.reply for choice in card.choices] == [True, False]


def test_what_is_going_on_has_nothing_to_choose() -> None:
    assert cards.started(Started("x", "Listening", 4, "")).choices == ()


def test_a_question_without_choices_is_answered_by_typing() -> None:
    ask = RULES.vocabulary.kinds["library.path"].ask
    assert ask is not None
    card = cards.asked(Asked("library.path", ask, "it tells"))

    assert card.types
    assert [choice.reply for choice in card.choices] == [SKIP]
    assert not cards.of(question(), rehearsal=False).types


@pytest.mark.parametrize("board", RULES.tables.boards, ids=lambda board: board.id)
def test_every_step_for_hands_has_a_picture_that_fits_a_narrow_terminal(board: Board) -> None:
    for hands in RULES.hands.values():
        lines = cards.of(HandsOn(hands, (), "", board), rehearsal=False).picture.splitlines()

        assert lines, hands.id
        assert len(lines) <= 10, hands.id
        assert all(len(line) <= 54 for line in lines), [line for line in lines if len(line) > 54]


def test_a_step_for_hands_is_told_and_drawn_for_the_board_that_it_is_done_on() -> None:
    board = on_table(RULES.tables.boards, {"board.kind": "d1-mini"})
    card = cards.of(HandsOn(RULES.hands["free-gpio2"], (), "", board), rehearsal=False)

    assert "1. Pull off every wire, LED and sensor at D4 (GPIO2)" in card.lines
    assert "[D4]" in card.picture


def test_the_boot_pins_are_drawn_where_a_step_has_to_do_with_them() -> None:
    known = (("boot.after_run.mode", 2),)

    assert "GPIO2" in cards.of(HandsOn(RULES.hands["free-gpio2"], known, ""), rehearsal=False).picture.splitlines()[-1]
    assert "must be" not in cards.of(HandsOn(RULES.hands["close-holder"], known, ""), rehearsal=False).picture


def test_a_step_names_what_was_found_and_the_reason_comes_last_and_is_harmless() -> None:
    known = (("port.holder", "putty \x1b[2J"),)
    card = cards.of(HandsOn(RULES.hands["close-holder"], known, "putty \x1b[2J has it open"), rehearsal=False)

    assert card.lines[0] == "1. Close putty \\x1b[2J"
    assert card.why == "putty \\x1b[2J has it open"


@pytest.mark.parametrize(("verified", "words"), [(True, "proven"), (False, "did not help"), (None, "not carried out")])
def test_how_a_repair_ended_is_one_line(verified: bool | None, words: str) -> None:
    cause = RULES.causes["port-busy"]
    line = cards.outcome(FixEnded(cause, cause.fixes[0], verified, ""))

    assert words in line
    assert cause.fixes[0].title in line


def test_an_answer_waits_until_it_was_read() -> None:
    told = Advised(RULES.causes["port-busy"], "Close \x1b[2J{port.url}.", (("port.url", "COM3"),))
    card = cards.of(told, rehearsal=True)

    assert "Close" in card.lines[0]
    assert card.lines[0].endswith("COM3.")
    assert "\x1b" not in card.lines[0]
    assert [(choice.reply, choice.helped) for choice in card.choices] == [(None, False)]
