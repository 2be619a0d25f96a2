"""The boot pins as a drawing."""

from __future__ import annotations

from espdoctor.engine.boards import NAMELESS, on_table
from espdoctor.knowledge import rulebook
from espdoctor.tui import pins

STEP = ("boot.*", "sync.*")
MINI = on_table(rulebook().tables.boards, {"board.kind": "d1-mini"})


def test_the_pin_that_is_wrong_is_drawn_by_the_name_that_the_board_has_for_it() -> None:
    assert pins.drawn({"boot.after_run.mode": 2}, STEP, MINI) == " ▲ D4 (GPIO2) was ▁▁ low, and must be ▔▔ HIGH"


def test_a_pin_that_is_high_at_the_loader_is_wrong() -> None:
    assert pins.drawn({"boot.after_loader.mode": 3}, STEP, NAMELESS) == " ▲ GPIO0 was ▔▔ HIGH, and must be ▁▁ low"


def test_two_pins_that_are_wrong_are_both_drawn() -> None:
    assert len(pins.drawn({"boot.after_run.mode": 6}, STEP, MINI).splitlines()) == 2


def test_where_nothing_is_wrong_or_nothing_is_known_nothing_is_drawn() -> None:
    assert pins.drawn({"boot.after_run.mode": 3, "boot.after_loader.mode": 1}, STEP, MINI) == ""
    assert pins.drawn({}, STEP, MINI) == ""
    assert pins.drawn({"boot.after_run.mode": 2}, ("port.*",), MINI) == ""
