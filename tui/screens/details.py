"""Every page that the facts of a case fill: the flash drawn to scale, the eFuse, USB before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.console import Group
from rich.padding import Padding
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ..hanging import hanging
from ..page import Page

NOTHING = "Nothing that was seen in this case has a page of its own."


class DetailsScreen(ModalScreen[None]):
    """A page over the result, scrolled by keys or wheel."""

    CSS = """
    DetailsScreen { align: center middle; }
    DetailsScreen > VerticalScroll { width: 95%; max-width: 120; height: 90%; border: heavy $accent;
                                     background: $surface; padding: 1 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,d", "dismiss", "Back")]

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__()
        self._pages = pages

    def compose(self) -> ComposeResult:
        """The pages below each other."""
        with VerticalScroll(can_focus=True):
            yield Static(Group(*self._lines()), markup=False)

    def on_mount(self) -> None:
        """The keys scroll it."""
        self.query_one(VerticalScroll).focus()

    def _lines(self) -> list[Padding]:
        if not self._pages:
            return [Padding(Text(NOTHING))]
        lines = []
        for page in self._pages:
            lines += [Padding(Text(page.title, style="bold"), (0, 0, 1, 0)), *map(hanging, page.lines), Padding("")]
        return [*lines, Padding(Text("Escape: back", style="dim"))]
