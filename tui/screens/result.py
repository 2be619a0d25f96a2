"""The end of a case: what was wrong, how we know, what was done, the proof."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.console import Group
from rich.padding import Padding
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from ...engine.rulebook import Rulebook
from ...probes.result import Result
from .. import pages, wording
from ..widgets.top import Top
from .why import WhyScreen

FILE = "espdoctor-result.txt"


class ResultScreen(Screen[None]):
    """A page one would like to send to somebody."""

    CSS = """
    ResultScreen { align: center top; }
    ResultScreen > VerticalScroll { max-width: 100; padding: 1 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss", "New case"),
        Binding("w", "why", "Why"),
        Binding("e", "export", "Save as text"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self, result: Result, rulebook: Rulebook) -> None:
        super().__init__()
        self.result = result
        page = wording.last_page(result, rulebook.hands, rulebook.vocabulary.kinds)
        self._page = [*page, *pages.lines(result.facts, rulebook)]

    def compose(self) -> ComposeResult:
        """One scrolling page; its headline and headings are bold."""
        yield Top()
        with VerticalScroll(can_focus=True):
            yield Static(Group(*(_hanging(line) for line in self._page)), markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """The page has the focus, so that the keys scroll it."""
        self.sub_title = "proven" if self.result.verified else wording.VERDICTS[self.result.verdict].lower()
        self.query_one(VerticalScroll).focus()

    def action_why(self) -> None:
        """Why the first cause is the first, down to the characters that were read."""
        if self.result.findings:
            self.app.push_screen(WhyScreen(self.result.findings[0]))

    def action_export(self) -> None:
        """Write the page into the folder that the program was started in."""
        path = free_name(Path.cwd())
        try:
            path.write_text("\n".join(self._page) + "\n", encoding="utf-8")
        except OSError as error:
            self.notify(f"It could not be saved as {path}: {error.strerror}.", severity="error", markup=False)
            return
        self.notify(f"Saved as {path}", markup=False)


def _hanging(line: str) -> Padding:
    """A line that keeps its indentation where it is wrapped; a heading has none and is bold."""
    words = line.lstrip(" ")
    return Padding(Text(words, style="" if words != line else "bold"), (0, 0, 0, len(line) - len(words)))


def free_name(folder: Path) -> Path:
    """A name in the folder that no file has yet: nobody's earlier page is written over."""
    path, number = folder / FILE, 2
    while path.exists():
        path, number = folder / FILE.replace(".", f"-{number}."), number + 1
    return path
