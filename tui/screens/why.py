"""Why a suspect is suspected, and what speaks against it, down to the characters that were read."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ...engine.belief import Finding
from ...engine.explain import Silence
from .. import wording
from ..fact_words import Kinds


class WhyScreen(ModalScreen[None]):
    """A page over the consultation or the result."""

    CSS = """
    WhyScreen { align: center middle; }
    WhyScreen > VerticalScroll { width: 90%; height: 90%; border: heavy $accent; background: $surface; padding: 1 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,w", "dismiss", "Back")]

    def __init__(self, finding: Finding, kinds: Kinds, silences: tuple[Silence, ...] = ()) -> None:
        """`silences`: the rules of the cause that do not count."""
        super().__init__()
        self._finding = finding
        self._kinds = kinds
        self._silences = silences

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll(can_focus=True):
            yield Static(self._page(), markup=False)

    def _page(self) -> Text:
        finding = self._finding
        page = Text(f"{finding.cause.title}  {wording.percent(finding.probability)}\n", style="bold")
        page.append(f"{finding.cause.about}\n", style="not bold")
        page.append("\nWhat speaks for it\n")
        shown: set[str] = set()
        for firing in finding.firings:
            page.append(f"• {wording.safe(firing.sentence(), 600)}\n", style="not bold")
            for fact in firing.used:
                if fact.id not in shown:
                    page.append(f"    {wording.seen_line(fact, self._kinds)}\n", style="not bold")
                    page.append(f"      {fact.name} = {wording.safe(str(fact.value), 60)}\n", style="not bold dim")
                shown.add(fact.id)
        if not finding.firings:
            page.append("Nothing yet; it is only how often it happens.\n", style="not bold")
        if self._silences:
            page.append("\nWhat did not hold, or is not known yet\n")
        for silence in self._silences:
            page.append(f"• {wording.silence_line(silence, self._kinds)}\n", style="not bold")
        page.append("\nEscape: back", style="not bold dim")
        return page
