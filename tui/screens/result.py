"""The end of a case: what was wrong, how we know, what was done, the proof."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.console import Group
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from ...engine.rulebook import Rulebook
from ...probes.result import Result
from .. import pages, wording
from ..hanging import hanging
from ..last_page import last_page
from ..widgets.keys import Keys
from ..widgets.top import Top
from .details import DetailsScreen
from .export import ExportScreen
from .why import WhyScreen


class ResultScreen(Screen[None]):
    """A page one would like to send to somebody."""

    CSS = """
    ResultScreen { align: center top; }
    ResultScreen > VerticalScroll { max-width: 100; padding: 1 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss", "New case"),
        Binding("w", "why", "Why"),
        Binding("d", "details", "Details", tooltip="The flash, the eFuse, USB: what was read of them"),
        Binding("e", "export", "Save", tooltip="As text, Markdown, a picture, or the case itself"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self, result: Result, rulebook: Rulebook, case: Path | None = None) -> None:
        """`case`: where the case is recorded, if it is."""
        super().__init__()
        self._case = case
        self.result = result
        self._kinds = rulebook.vocabulary.kinds
        self._page = last_page(result, rulebook)
        self._details = pages.pages(result.facts, rulebook)

    def compose(self) -> ComposeResult:
        """One scrolling page; its headline and headings are bold."""
        yield Top()
        with VerticalScroll(can_focus=True):
            yield Static(Group(*(hanging(line, "bold") for line in self._page)), markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """The page has the focus, so that the keys scroll it."""
        ending = wording.announced(self.result.verdict, self.result.findings).lower()
        self.sub_title = "proven" if self.result.verified else ending
        self.query_one(VerticalScroll).focus()

    def action_why(self) -> None:
        """Why the first cause is the first, down to the characters that were read."""
        if self.result.findings:
            self.app.push_screen(WhyScreen(self.result.findings[0], self._kinds))

    def action_details(self) -> None:
        """Every page, those too that do not belong to the end of this case."""
        self.app.push_screen(DetailsScreen(self._details))

    def action_export(self) -> None:
        """Keep the page, in a form to choose, in the folder that the program was started in."""
        self.app.push_screen(ExportScreen(self._page, self._case, Path.cwd()), self._saved)

    def _saved(self, end: Path | OSError | None) -> None:
        if isinstance(end, OSError):
            self.notify(f"It could not be saved: {end.strerror}.", severity="error", markup=False)
        elif end is not None:
            self.notify(f"Saved as {end}", markup=False)
