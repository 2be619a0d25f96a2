"""The first screen: which board, or a rehearsal on the bench."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Header, Input, OptionList, Static
from textual.widgets.option_list import Option

from ...probes.host import PortInfo
from .. import wording

WELCOME = (
    "Your ESP8266 will not upload, start or run? Plug it in and choose its port below.\n"
    "I look first, ask only what I cannot see, and say what I am going to do before I do it."
)
LOOK_EVERY = 1.0
"""Seconds between two looks at the list of ports."""


class StartScreen(Screen[None]):
    """Ports appear and vanish live; where there is none the bench is offered."""

    CSS = """
    StartScreen #welcome { padding: 1 2; }
    StartScreen #said { margin: 0 2; }
    StartScreen #ports { margin: 1 2; height: 1fr; border: round $primary; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.quit", "Quit")]

    class Begin(Message):
        """Somebody chose where to look."""

        def __init__(self, url: str, said: str) -> None:
            super().__init__()
            self.url = url
            self.said = said

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._faults = faults
        """(url, title) of the rehearsals."""
        self._ports: tuple[PortInfo, ...] | None = None

    def compose(self) -> ComposeResult:
        """Welcome, the list, the words."""
        yield Header()
        yield Static(WELCOME, id="welcome", markup=False)
        yield OptionList(id="ports", markup=False)
        yield Input(placeholder="If you like: what did your tool say? Paste its last lines here.", id="said")
        yield Footer()

    def on_mount(self) -> None:
        """Look at once, and again and again."""
        self.query_one("#ports", OptionList).border_title = "Where is the board?"
        self._look()
        self.set_interval(LOOK_EVERY, self._look)
        self.query_one("#ports", OptionList).focus()

    def _look(self) -> None:
        from ...probes.host_real import real_host

        ports = tuple(port for port in real_host().ports() if port.kind == "usb")
        if ports == self._ports:
            return
        self._ports = ports
        listed = self.query_one("#ports", OptionList)
        listed.clear_options()
        listed.add_options([Option(Text(f"{p.url}  {wording.safe(p.title, 60)}"), id=p.url) for p in ports])
        listed.add_option(Option(self._computer_line(bool(ports)), id="auto"))
        listed.add_option(None)
        listed.add_options([Option(f"Rehearse: {title}", id=url) for url, title in self._faults])
        listed.highlighted = 0 if ports else 2 if self._faults else 0

    @staticmethod
    def _computer_line(found: bool) -> str:
        return "I don't know: look for it" if found else "No board is seen: find out why"

    @on(OptionList.OptionSelected, "#ports")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        url = event.option.id or "auto"
        self.post_message(self.Begin("" if url == "auto" else url, self.query_one("#said", Input).value))
