"""The boards as boards.yaml says them."""

from __future__ import annotations

from espdoctor.engine.boards import Board
from espdoctor.engine.load_boards import boards
from rulefiles import at_desk

TEXT = """\
mini:
  title: Mini
  source: somewhere
  drawing: |2
      ┌─D3─6─7─┐
  labels: {gpio0: D3, flash-pins: 6─7}
  hold: Hold
  press: Press
  let-go: Let go
"""


def loaded(text: str) -> tuple[tuple[Board, ...], list[str]]:
    return at_desk(boards, text)


def test_a_board_says_everything_about_itself() -> None:
    found, mistakes = loaded(TEXT)

    assert mistakes == []
    assert found == (
        Board(
            id="mini",
            title="Mini",
            drawing="  ┌─D3─6─7─┐",
            labels=(("gpio0", "D3"), ("flash-pins", "6─7")),
            deeds=(("hold", "Hold"), ("press", "Press"), ("let-go", "Let go")),
        ),
    )


def test_what_is_said_to_be_printed_must_stand_in_the_drawing() -> None:
    _, mistakes = loaded(TEXT.replace("gpio0: D3", "gpio0: D4"))

    assert mistakes == ["6:19: D4 does not stand in the drawing; with a blank or ─ around it"]


def test_a_board_has_every_deed_and_only_spots_that_there_are() -> None:
    _, mistakes = loaded(TEXT.replace("gpio0: D3", "gpio3: D3").replace("  hold: Hold\n", ""))

    assert mistakes == ["2:3: hold is missing", "6:12: there is nothing called gpio3 here; did you mean gpio2?"]
