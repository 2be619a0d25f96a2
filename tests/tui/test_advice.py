"""Hands-on steps and repairs as lines, on any board."""

from __future__ import annotations

from dataclasses import replace

import pytest

from espdoctor.engine.boards import NAMELESS, Board
from espdoctor.knowledge import rulebook
from espdoctor.probes.result import Treated
from espdoctor.tui.advice import after_failure, drawing, filled, fix_lines, hands_lines
from told import CAUSE, FIXED

RULES = rulebook()
BOARDS = {board.id: board for board in RULES.tables.boards}


def test_blanks_are_filled_with_what_is_known_and_stay_blanks_else() -> None:
    assert filled("set {baud.best}, then {port.group}", {"baud.best": 9600}) == "set 9600, then …"
    assert filled("{a}", {"a": "\x1b[2J"}) == "\\x1b[2J"
    assert filled("a } b { c", {}) == "a } b { c"
    assert filled("close {port.holder|the program}", {}) == "close the program"
    assert filled("close {port.holder|the program}", {"port.holder": "putty"}) == "close putty"


def test_after_a_fix_in_vain_the_others_come_and_at_last_the_same_steps_once_more() -> None:
    titles = [fix.title for fix in CAUSE.fixes]
    in_vain = replace(FIXED, treated=tuple(Treated(CAUSE.id, title, False) for title in titles))
    first = after_failure(replace(in_vain, treated=()), RULES)
    last = after_failure(in_vain, RULES)

    assert first[0] == "What else can be done"
    assert last[0].startswith("Go through these steps once more")
    assert first[1:] == last[1:]
    assert "espdoctor report" in last[-1]


def test_every_hands_on_step_can_be_told_without_knowing_anything() -> None:
    for hands in RULES.hands.values():
        lines = hands_lines(hands, {}, NAMELESS)
        assert lines[0] == hands.title
        assert not [line for line in lines if "{" in line]


def test_every_fix_can_be_told_to_somebody_who_does_it_alone() -> None:
    for cause in RULES.causes.values():
        for fix in cause.fixes:
            assert len(fix_lines(fix, RULES, {})) > 1


@pytest.mark.parametrize("board", BOARDS.values(), ids=lambda board: board.id)
def test_every_step_reads_well_on_every_board(board: Board) -> None:
    for hands in RULES.hands.values():
        lines = hands_lines(hands, {}, board)
        assert not [line for line in lines if "{" in line]


@pytest.mark.parametrize(
    ("board", "first", "marked"),
    [
        ("nodemcu", "Hold the FLASH button down", "[◉ FLASH]"),
        ("d1-mini", "Join D3 to G by a wire (this board has no FLASH button)", "[D3]"),
        ("esp-01", "Join GPIO0 to GND by a wire", "[GPIO0]"),
        ("sonoff", "Hold the button of the switch down (it is joined to GPIO0)", "[◉ button]"),
    ],
)
def test_a_step_names_and_marks_what_is_printed_on_the_board(board: str, first: str, marked: str) -> None:
    hands = RULES.hands["hold-flash-press-reset"]

    assert hands_lines(hands, {}, BOARDS[board])[1] == f"  1. {first}"
    assert marked in drawing(hands, {}, BOARDS[board])


def test_a_wiring_step_has_its_wires_above_the_board_that_they_go_to() -> None:
    drawn = drawing(RULES.hands["swap-rx-tx"], {}, BOARDS["esp-12e"])

    assert drawn.index("adapter") < drawn.index("ESP-12E")
    assert "╲╱──  TXD" in drawn
    assert "[RXD]" in drawn


def test_a_step_that_touches_no_board_shows_none() -> None:
    assert drawing(RULES.hands["close-holder"], {}, BOARDS["nodemcu"]).count("NodeMCU") == 0
