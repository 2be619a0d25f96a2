"""In which form to keep the last page."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from .. import exports

CASE = "case"


class ExportScreen(ModalScreen[Path | OSError | None]):
    """Dismissed with the file that was written, with what was in the way, or with None."""

    CSS = """
    ExportScreen { align: center middle; }
    ExportScreen > Vertical { width: 76; max-width: 96%; height: auto; border: heavy $accent; background: $surface;
                              padding: 1 2; }
    ExportScreen OptionList { height: auto; margin-top: 1; border: none; background: transparent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        *[Binding(str(n), f"choose({n - 1})", show=False) for n in range(1, 6)],
    ]

    def __init__(self, page: exports.Lines, case: Path | None, folder: Path) -> None:
        """`case`: the file of the recorded case, if there is one; `folder`: where to write."""
        super().__init__()
        self._page = page
        self._case = case
        self._folder = folder
        self._forms = [*exports.FORMS, *([CASE] if case is not None else [])]

    def compose(self) -> ComposeResult:
        """The forms."""
        words = [exports.FORMS[form].words if form != CASE else exports.CASE_WORDS for form in self._forms]
        options = [Option(f"[{number}] {line}") for number, line in enumerate([*words, "Back"], 1)]
        with Vertical():
            yield Static(f"Save this page in {self._folder} as", markup=False)
            yield OptionList(*options, markup=False)

    def on_mount(self) -> None:
        """Text is the first."""
        choices = self.query_one(OptionList)
        choices.highlighted = 0
        choices.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_choose(event.option_index)

    def action_choose(self, index: int) -> None:
        """By its number, Enter or a click."""
        if index >= len(self._forms):
            self.dismiss(None)
            return
        try:
            self.dismiss(self._save(self._forms[index]))
        except OSError as error:
            self.dismiss(error)

    def _save(self, form: str) -> Path:
        if form == CASE and self._case is not None:
            return exports.save_case(self._case, self._folder)
        return exports.save(form, self._page, self._folder)

    def action_back(self) -> None:
        """Write nothing."""
        self.dismiss(None)
