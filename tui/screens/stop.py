"""Really stop? Asked before a consultation is left, because a write that is cut off is no small thing."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

CALM = "The board is let go and runs again as it did. What was found so far is shown."
WRITING = (
    "The flash is being written just now. Stopped here, the board will not start until it is written again.\n"
    "If you can, let it finish."
)


class StopScreen(ModalScreen[bool]):
    """Dismissed with True to stop."""

    CSS = """
    StopScreen { align: center middle; }
    StopScreen > Vertical { width: 66; max-width: 95%; height: auto; border: heavy $accent; background: $surface;
                            padding: 1 2; }
    StopScreen #question { text-style: bold; margin-bottom: 1; }
    StopScreen OptionList { height: auto; margin-top: 1; border: none; background: transparent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", "Go on"),
        Binding("1", "answer(True)", show=False),
        Binding("2", "answer(False)", show=False),
    ]

    def __init__(self, writing: bool) -> None:
        super().__init__()
        self._writing = writing

    def compose(self) -> ComposeResult:
        """What it means, and the two answers; the safer one is first in reach while something is written."""
        with Vertical():
            yield Static("Stop here?", id="question", markup=False)
            yield Static(WRITING if self._writing else CALM, markup=False)
            yield OptionList(Option("[1] Stop"), Option("[2] Go on"), markup=False)

    def on_mount(self) -> None:
        """Enter does what is safe."""
        answers = self.query_one(OptionList)
        answers.highlighted = 1 if self._writing else 0
        answers.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index == 0)

    def action_answer(self, stop: bool) -> None:
        """By its number, or Escape."""
        self.dismiss(stop)
