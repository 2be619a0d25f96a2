"""What a board has printed on it, and what is marked in its drawing."""

from __future__ import annotations

import pytest

from espdoctor.engine.boards import NAMELESS, WORDS, Board, on_table
from espdoctor.engine.vocabulary import EnumType
from espdoctor.knowledge import rulebook

RULES = rulebook()
BOARDS = RULES.tables.boards
MINI = Board(
    "mini",
    "Mini",
    "┌─D3─TX─┐\n│ ◉ RST │\n└─RST───┘",
    (("gpio0", "D3"), ("reset-button", "◉ RST"), ("reset", "RST")),
    (),
)
WIDEST, TALLEST = 52, 5


def test_a_pin_is_called_by_both_its_names_and_one_that_is_not_printed_by_its_usual_one() -> None:
    words = MINI.words

    assert (words["board.gpio0"], words["board.gpio2"], words["board.reset"]) == ("D3 (GPIO0)", "GPIO2", "RST")


def test_what_a_step_touches_is_marked_and_nothing_else_moves() -> None:
    assert MINI.marked(["gpio0", "reset-button"]) == "┌[D3]TX─┐\n│[◉ RST]│\n└─RST───┘"


def test_a_pin_is_not_taken_for_the_button_of_its_name() -> None:
    assert MINI.marked(["reset"]).splitlines()[2] == "└[RST]──┘"


def test_what_a_board_does_not_have_marks_nothing() -> None:
    assert MINI.marked(["flash-pins"]) == MINI.drawing


def test_a_board_that_is_not_known_by_name_is_the_other_one() -> None:
    assert on_table(BOARDS, {"board.kind": "esp-01"}).id == "esp-01"
    assert on_table(BOARDS, {}).id == on_table(BOARDS, {"board.kind": "none such"}).id == "other"
    assert on_table((), {}) is NAMELESS


def test_who_has_chosen_a_board_in_the_tool_has_most_likely_that_one() -> None:
    assert on_table(BOARDS, {"setup.board": "d1-mini-pro"}).id == "d1-mini"
    assert on_table(BOARDS, {"setup.board": "nodemcu", "board.kind": "esp-01"}).id == "esp-01"
    assert not [one for board in BOARDS for one in board.menu if RULES.vocabulary.problem("setup.board", one)]


def test_every_board_that_can_be_told_has_its_drawing() -> None:
    kind = RULES.vocabulary.kinds["board.kind"].type

    assert isinstance(kind, EnumType)
    assert {board.id for board in BOARDS} == set(kind.words)


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.id)
def test_a_drawing_fits_beside_the_case_on_a_screen_of_110_columns(board: Board) -> None:
    lines = board.drawing.splitlines()

    assert len(lines) <= TALLEST
    assert max(map(len, lines)) <= WIDEST


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.id)
def test_every_word_of_a_step_is_said_and_every_spot_of_it_marked(board: Board) -> None:
    labels = dict(board.labels)

    assert set(board.words) == {f"board.{word}" for word in WORDS}
    for hands in RULES.hands.values():
        drawn = board.marked(hands.marks)
        assert not [spot for spot in hands.marks if spot in labels and f"[{labels[spot]}]" not in drawn]
