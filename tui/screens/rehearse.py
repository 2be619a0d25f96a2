"""Which case to practise: a few typical ones, a surprise, or all of them by what they are about."""

from __future__ import annotations

import random
from typing import ClassVar

from rich.padding import Padding
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ..rehearsals import Rehearsal, Said, grouped, matching, typical
from ..widgets.keys import Keys
from ..widgets.top import Top

WORDS = (
    "Here all is simulated: board, cable, computer, even your hands. Nothing can break.\n"
    "What shall be wrong with the board?"
)
FIND = "type a word of it to find it: pointer, cable, reset …"
SURPRISE, MORE = "surprise", "more"


class RehearseScreen(Screen[str | None]):
    """Dismissed with the URL of the bench, or None."""

    CSS = """
    RehearseScreen { align: center top; }
    RehearseScreen #page { max-width: 96; height: 1fr; padding: 0 1; }
    RehearseScreen #words { padding: 0 1; margin: 0 0 1 0; }
    RehearseScreen #find { display: none; }
    RehearseScreen.-all #find { display: block; }
    RehearseScreen OptionList { border: round $accent; padding: 0 1; height: auto; max-height: 1fr;
                                background: transparent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def __init__(self, rehearsals: tuple[Rehearsal, ...], said: tuple[Said, ...] = ()) -> None:
        """`said`: what was chosen as wrong; the list begins with faults that fit it."""
        super().__init__()
        self._rehearsals = rehearsals
        self._few = typical(rehearsals, said)

    def compose(self) -> ComposeResult:
        """A sentence and the list."""
        yield Top()
        with Vertical(id="page"):
            yield Static(WORDS, id="words", markup=False)
            yield Input(id="find", placeholder=FIND)
            yield OptionList(id="cases", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """The typical ones first."""
        self.sub_title = "practise"
        cases = self.query_one(OptionList)
        cases.add_options([Option(case.title, id=case.url) for case in self._few])
        cases.add_option(None)
        cases.add_option(Option("Surprise me: I want to find out myself", id=SURPRISE))
        more = len(self._rehearsals) - len(self._few)
        if more > 0:
            cases.add_option(Option(f"More: {more} others …", id=MORE))
        cases.highlighted = 0
        cases.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id == MORE:
            self._show_all()
        elif event.option.id == SURPRISE:
            self.dismiss(random.choice(self._rehearsals).url)
        else:
            self.dismiss(event.option.id)

    def _show_all(self) -> None:
        """All of them, and a line to find one by its words."""
        self.add_class("-all")
        self._list(self._rehearsals)
        self.query_one("#find").focus()

    def _list(self, rehearsals: tuple[Rehearsal, ...]) -> None:
        cases = self.query_one(OptionList)
        cases.clear_options()
        for heading, members in grouped(rehearsals):
            cases.add_option(Option(heading.upper(), disabled=True))
            cases.add_options([Option(Padding(case.title, (0, 0, 0, 2)), id=case.url) for case in members])
        cases.highlighted = 1 if rehearsals else None

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        self._list(matching(self._rehearsals, event.value))

    @on(Input.Submitted)
    def _take_first(self) -> None:
        self.query_one(OptionList).action_select()

    def on_key(self, event: Key) -> None:
        """The arrows go from the words to the list that they found."""
        if event.key in ("down", "up", "pagedown", "pageup") and self.query_one("#find").has_focus:
            self.query_one(OptionList).focus()

    def action_back(self) -> None:
        """To the start page."""
        self.dismiss(None)
