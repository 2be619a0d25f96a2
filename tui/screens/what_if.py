"""What each answer to a question would change: shown before it is given, so that nobody answers blindly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ...engine.explain import Outlook
from ...engine.vocabulary import Question
from .. import wording

LEADS_FROM = 0.1
"""Belief below which nobody would be named."""


class WhatIfScreen(ModalScreen[None]):
    """A page over the consultation."""

    CSS = """
    WhatIfScreen { align: center middle; }
    WhatIfScreen > VerticalScroll { width: 80; max-width: 95%; height: auto; max-height: 90%; border: heavy $accent;
                                    background: $surface; padding: 1 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f", "dismiss", "Back")]

    def __init__(self, question: Question, outlooks: Iterable[Outlook]) -> None:
        super().__init__()
        self._question = question
        self._outlooks = {outlook.value: outlook for outlook in outlooks}

    def compose(self) -> ComposeResult:
        """The question, and a line or two for each answer."""
        page = Text(self._question.question + "\n", style="bold")
        for value, words in self._question.choices:
            page.append(f"\nIf you say: {words}\n", style="bold")
            page.append(f"   {outcome(self._outlooks.get(value))}\n", style="not bold")
        page.append("\nEscape: back", style="not bold dim")
        with VerticalScroll(can_focus=True):
            yield Static(page, markup=False)


def outcome(outlook: Outlook | None) -> str:
    """Who would be suspected then, and how much."""
    leader = outlook.leader if outlook else None
    if outlook is None or leader is None or leader.probability < LEADS_FROM:
        return "Nothing would stand out."
    sure = "I would be sure" if outlook.verdict == "diagnosed" else "I would suspect most"
    return f"{sure}: {leader.cause.title} ({wording.percent(leader.probability)})"
