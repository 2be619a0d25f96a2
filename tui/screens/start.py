"""The first screen: what is wrong, and where is the board; where there is none the bench is offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Header, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from ...engine.facts import Value
from ...probes.host import PortInfo
from .. import wording
from ..complaints import COMPLAINTS
from ..messages import PortsSeen

WELCOME = "I look at your ESP8266 board, find what is wrong, help you mend it, and prove that it works."
LOOK_EVERY = 1.0
"""Seconds between two looks at the list of ports."""

ANY_PORT, PRACTISE = "any-port", "practise"


class StartScreen(Screen[None]):
    """Ports appear and vanish live."""

    CSS = """
    StartScreen { align: center top; }
    StartScreen #page { max-width: 96; height: 1fr; padding: 0 1; overflow-y: auto; }
    StartScreen #welcome { padding: 0 1; margin: 0 0 1 0; height: auto; text-style: bold; }
    StartScreen OptionList { border: round $primary; padding: 0 1; height: auto; background: transparent; }
    StartScreen #where { min-height: 4; max-height: 12; }
    StartScreen #said { height: 4; border: round $primary; background: transparent; }
    StartScreen OptionList:focus, StartScreen #said:focus { border: round $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "practise", "Practise"),
        Binding("q", "app.quit", "Quit"),
    ]

    class Begin(Message):
        """Somebody chose where to look, and perhaps said what is wrong."""

        def __init__(self, url: str, said: str, answers: tuple[tuple[str, Value], ...]) -> None:
            super().__init__()
            self.url = url
            self.said = said
            self.answers = answers

    class Practise(Message):
        """Somebody wants to practise on the bench."""

    def __init__(self, look: Callable[[], tuple[PortInfo, ...]], can_practise: bool) -> None:
        """`look` lists the computer's ports; it is called from another thread."""
        super().__init__()
        self._look_at_ports = look
        self._can_practise = can_practise
        self._ports: tuple[PortInfo, ...] | None = None

    def compose(self) -> ComposeResult:
        """What, where, and words for those who have some."""
        yield Header(icon="≡")
        with Vertical(id="page"):
            yield Static(WELCOME, id="welcome", markup=False)
            yield OptionList(*[Option(one.words) for one in COMPLAINTS], id="what", markup=False)
            yield OptionList(id="where", markup=False)
            yield TextArea(id="said", tab_behavior="focus", show_line_numbers=False, highlight_cursor_line=False)
        yield Footer()

    def on_mount(self) -> None:
        """Look at once, and again and again."""
        what = self.query_one("#what", OptionList)
        what.border_title = "1  What is wrong?"
        what.highlighted = 0
        self.query_one("#where", OptionList).border_title = "2  Where is the board?"
        self.query_one("#said").border_title = "If you like: paste here what your tool said"
        self._list(())
        self._look()
        self.set_interval(LOOK_EVERY, self._look)
        what.focus()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _look(self) -> None:
        self.post_message(PortsSeen(tuple(port for port in self._look_at_ports() if port.kind == "usb")))

    @on(PortsSeen)
    def _seen(self, message: PortsSeen) -> None:
        self._list(message.ports)

    def _list(self, ports: tuple[PortInfo, ...]) -> None:
        """Show what there is; the highlight stays with what it was on, as long as that is there."""
        if ports == self._ports:
            return
        self._ports = ports
        where = self.query_one("#where", OptionList)
        before = where.highlighted_option.id if where.highlighted_option else None
        options = [Option(_port_line(port), id=port.url) for port in ports]
        options.append(Option(_any_line(bool(ports)), id=ANY_PORT))
        if self._can_practise:
            options.insert(len(options) if ports else 0, Option(_practise_line(bool(ports)), id=PRACTISE))
        where.set_options(options)
        ids = [option.id for option in options]
        where.highlighted = ids.index(before) if before in ids and before != PRACTISE else 0

    @on(OptionList.OptionSelected, "#what")
    def _what_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.query_one("#where", OptionList).focus()

    @on(OptionList.OptionSelected, "#where")
    def _where_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id == PRACTISE:
            self.action_practise()
            return
        url = "" if event.option.id == ANY_PORT else event.option.id or ""
        complaint = COMPLAINTS[self.query_one("#what", OptionList).highlighted or 0]
        self.post_message(self.Begin(url, self.query_one("#said", TextArea).text, complaint.answers))

    def action_practise(self) -> None:
        """To the simulated boards."""
        if self._can_practise:
            self.post_message(self.Practise())


def _port_line(port: PortInfo) -> Text:
    line = Text(wording.safe(port.url, 60), style="bold")
    return line.append("  " + wording.safe(port.title, 60), style="not bold")


def _any_line(found: bool) -> str:
    return "I don't know which: find it for me" if found else "My board is plugged in: find out why it is not listed"


def _practise_line(found: bool) -> str:
    return "Practise on a simulated board" + ("" if found else " (no real board is seen here)")
