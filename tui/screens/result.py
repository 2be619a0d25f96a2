"""The end of a case: what was wrong, how we know, what was done, the proof."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Header, Static

from ...engine.rulebook import Rulebook
from ...probes.result import Result
from .. import wording


class ResultScreen(Screen[None]):
    """A page one would like to send to somebody."""

    CSS = """
    ResultScreen > VerticalScroll { padding: 1 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "again", "New case"),
        Binding("e", "export", "Save as text"),
    ]

    def __init__(self, result: Result, rulebook: Rulebook) -> None:
        super().__init__()
        self._result = result
        self._rulebook = rulebook

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        yield Header()
        with VerticalScroll(can_focus=True):
            yield Static(Text("\n".join(wording.last_page(self._result, self._rulebook.hands))), markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """The page has the focus, so that the keys scroll it."""
        self.sub_title = wording.VERDICTS[self._result.verdict]
        self.query_one(VerticalScroll).focus()

    def action_again(self) -> None:
        """Back to the start."""
        self.app.pop_screen()

    def action_export(self) -> None:
        """Write the page beside the person's other files."""
        from pathlib import Path

        path = Path.cwd() / "espdoctor-result.txt"
        try:
            path.write_text("\n".join(wording.last_page(self._result, self._rulebook.hands)) + "\n", encoding="utf-8")
        except OSError as error:
            self.notify(f"It could not be saved as {path}: {error.strerror}.", severity="error", markup=False)
            return
        self.notify(f"Saved as {path}", markup=False)
