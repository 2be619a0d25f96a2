"""Plug the board in now: what the computer notices of it, as it happens."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ..harmless import safe
from ..plugged import Look, Plugged, bridge_words
from ..widgets.lookout import Lookout

WAITING = "Plug the board in now. If it is in already, pull it out, wait three seconds, and plug it in again."
NOTHING = "Nothing has appeared so far."
FIND_OUT = "Nothing comes: find out why"


class PlugScreen(ModalScreen[str | None]):
    """Dismissed with the port that appeared, with "" to find out why none does, or with None."""

    CSS = """
    PlugScreen { align: center middle; }
    PlugScreen > Vertical { width: 76; max-width: 96%; height: auto; border: heavy $accent; background: $surface;
                            padding: 1 2; }
    PlugScreen #seen { margin: 1 0; height: auto; text-style: bold; }
    PlugScreen OptionList { height: auto; border: none; background: transparent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def __init__(self, look: Look, before: Plugged) -> None:
        """`before`: what is there already."""
        super().__init__()
        self._look_at_computer = look
        self._before = before
        self._fresh = Plugged()

    def compose(self) -> ComposeResult:
        """What to do, what was noticed, and the ways on."""
        with Vertical():
            yield Static(WAITING, markup=False)
            yield Static(NOTHING, id="seen", markup=False)
            yield OptionList(markup=False)
        yield Lookout(self._look_at_computer)

    def on_mount(self) -> None:
        """Nothing yet."""
        self._show()

    @on(Lookout.Seen)
    def _seen(self, message: Lookout.Seen) -> None:
        """What is pulled out counts as not there: when it comes back it is new."""
        now = message.plugged
        self._before = Plugged(
            tuple(port for port in self._before.ports if port in now.ports),
            tuple(bridge for bridge in self._before.bridges if bridge in now.bridges),
        )
        fresh = now.beside(self._before)
        if fresh != self._fresh:
            self._fresh = fresh
            self._show()

    def _show(self) -> None:
        fresh = self._fresh
        found = [f"A port appeared: {safe(port.url, 60)}  {safe(port.title, 60)}" for port in fresh.ports]
        found += [f"A chip appeared: {bridge_words(bridge)}" for bridge in fresh.bridges]
        self.query_one("#seen", Static).update("\n".join(found) or NOTHING)
        choices = self.query_one(OptionList)
        ports = [Option(f"Go on with {safe(port.url, 60)}", id=port.url) for port in fresh.ports]
        choices.set_options([*ports, Option(FIND_OUT, id="find-out"), Option("Back (Escape)", id="back")])
        choices.highlighted = 0
        choices.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        ends = {"find-out": "", "back": None}
        self.dismiss(ends.get(event.option.id or "", event.option.id))

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)
