"""A page for a whole log: paste, look at it, go on."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from ..harmless import safe

MOST_PASTED = 400_000
"""Characters that are taken; the end of a longer text is kept, where the error stands."""
LONGEST_LINE = 5000
"""Characters of a line; a longer one is cut, so that nothing has to be wrapped for seconds."""

WORDS = "Paste here what your tool said, or what the board prints: all of it, the more the better."


class PasteScreen(ModalScreen[str | None]):
    """Dismissed with the text, or with None to leave things as they were."""

    CSS = """
    PasteScreen { align: center middle; }
    PasteScreen > Vertical { width: 96; max-width: 96%; height: 90%; border: heavy $accent; background: $surface;
                             padding: 0 1; }
    PasteScreen TextArea { height: 1fr; border: round $primary; background: transparent; }
    PasteScreen OptionList { height: auto; border: none; background: transparent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Use it", priority=True),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = harmless_log(text)

    def compose(self) -> ComposeResult:
        """The text, and two ways on."""
        with Vertical():
            yield Static(WORDS, markup=False)
            yield TextArea(self._text, tab_behavior="focus", soft_wrap=False, highlight_cursor_line=False)
            yield OptionList(
                Option("Use this text (Ctrl+S)", id="take"), Option("Back without it (Escape)", id="back"), markup=False
            )

    def on_mount(self) -> None:
        """With a text there, Enter uses it; without one it can be pasted at once."""
        choices = self.query_one(OptionList)
        choices.highlighted = 0
        (choices if self._text else self.query_one(TextArea)).focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id == "take":
            self.action_take()
        else:
            self.action_back()

    def action_take(self) -> None:
        """Use the text as it stands."""
        self.dismiss(harmless_log(self.query_one(TextArea).text))

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)


def harmless_log(text: str) -> str:
    """The end of the text, line by line without anything that could act on a terminal."""
    return "\n".join(_line(line) for line in text[-MOST_PASTED:].splitlines())


def _line(line: str) -> str:
    return line if line.isprintable() and len(line) <= LONGEST_LINE else safe(line, LONGEST_LINE)
