"""The first screen: what is wrong, and where is the board; where there is none the bench is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ..complaints import COMPLAINTS, Complaint
from ..harmless import safe
from ..plugged import Look, Plugged, bridge_words
from ..widgets.keys import Keys
from ..widgets.lookout import Lookout
from ..widgets.own_words import OwnWords
from ..widgets.top import Top

if TYPE_CHECKING:
    from ...engine.facts import Value
    from ...probes.host import PortInfo

WELCOME = "I find what is wrong with your ESP8266 board, help mend it, and prove it."

ANY_PORT, PRACTISE, PLUG, CASES, READ = "any-port", "practise", "plug", "cases", "read"

READING, ANSWERING = "No board here: only read my text", "No board here: only answer me"

WHAT_HELP = """\
## What is wrong?
Choose the line that is nearest to what you see, and press Enter. If none fits, take the first: I look for myself.
"""
WHERE_HELP = """\
## Where is the board?
What is plugged in appears here and vanishes by itself. Enter begins. Nothing is written to a board before you were
asked. *Practise* has simulated boards on which nothing can break.
"""


class What(OptionList):
    """The complaints."""

    HELP = WHAT_HELP


class Where(OptionList):
    """The ports, and the ways to go on without one."""

    HELP = WHERE_HELP


class StartScreen(Screen[None]):
    """Ports appear and vanish live."""

    DEFAULT_CSS = """
    StartScreen { align: center top; }
    StartScreen #page { max-width: 110; height: 1fr; padding: 0 1; }
    StartScreen #welcome { padding: 0 1; height: auto; text-style: bold; }
    StartScreen OptionList { border: round $primary; padding: 0 1; height: auto; background: transparent; }
    StartScreen #what { height: 1fr; min-height: 4; max-height: 16; }
    StartScreen #where { max-height: 6; min-height: 4; }
    StartScreen.-tall #where { max-height: 12; }
    StartScreen.-low #welcome { display: none; }
    StartScreen #said { height: 3; border: round $primary; background: transparent; }
    StartScreen OptionList:focus, StartScreen #said:focus { border: heavy $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "paste", "Log", tooltip="Read what your tool said"),
        Binding("r", "cases", "Cases", tooltip="Open a recorded case, or go on with it"),
        Binding("s", "serial", "Serial", tooltip="Listen to what a board says"),
        Binding("p", "practise", "Practise", tooltip="On a simulated board, where nothing can break"),
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

        def __init__(self, said: str = "", answers: tuple[tuple[str, Value], ...] = ()) -> None:
            super().__init__()
            self.said = said
            self.answers = answers

    class ReadOnly(Message):
        """Somebody has only a text or a question, and no board at hand."""

        def __init__(self, text: str, answers: tuple[tuple[str, Value], ...] = ()) -> None:
            super().__init__()
            self.text = text
            self.answers = answers

    class EarlierCases(Message):
        """Somebody wants to see recorded cases."""

    class Listen(Message):
        """Somebody wants to hear what a board says."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    def __init__(self, look: Look) -> None:
        """`look` tells what is plugged in; it is called from another thread."""
        super().__init__()
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-usual"), (34, "-tall")]
        self._look_at_computer = look
        self._plugged: Plugged | None = None
        self._long_text = ""

    def compose(self) -> ComposeResult:
        """What, words for those who have some, and where."""
        yield Top()
        with Vertical(id="page"):
            yield Static(WELCOME, id="welcome", markup=False)
            yield What(*[Option(one.words) for one in COMPLAINTS], id="what", markup=False)
            yield OwnWords(id="said")
            yield Where(id="where", markup=False)
        yield Keys()
        yield Lookout(self._look_at_computer)

    def on_mount(self) -> None:
        """The first list has the focus."""
        what = self.query_one("#what", OptionList)
        what.border_title = "1  What is wrong?"
        what.highlighted = 0
        self.query_one("#where", OptionList).border_title = "2  Where is the board?"
        self._list(Plugged())
        what.focus()

    # ---------------------------------------------------------------- what is plugged in

    @on(Lookout.Seen)
    def _seen(self, message: Lookout.Seen) -> None:
        self._list(message.plugged)

    def _list(self, plugged: Plugged) -> None:
        """Show what there is; the highlight stays where it was, or goes to what was plugged in just now."""
        if plugged == self._plugged:
            return
        fresh = plugged.beside(self._plugged).ports if self._plugged is not None else ()
        self._plugged = plugged
        self._show(fresh[0].url if fresh else None)

    def _show(self, highlight: str | None = None) -> None:
        where = self.query_one("#where", OptionList)
        before = where.highlighted_option.id if where.highlighted_option else None
        options = self._places(self._plugged or Plugged())
        where.set_options(options)
        ids = [option.id for option in options]
        kept = before if before != PRACTISE else None
        where.highlighted = next((ids.index(one) for one in (highlight, kept) if one in ids), 0)

    def _places(self, plugged: Plugged) -> list[Option]:
        found = bool(plugged.ports)
        words = READING if self._long_text else ANSWERING if self._complaint.asks and not found else ""
        reading = [Option(words, id=READ)] if words else []
        ports = [Option(_port_line(port), id=port.url) for port in plugged.ports]
        bridges = [Option(bridge_words(one), id=f"{ANY_PORT} {n}") for n, one in enumerate(plugged.bridges)]
        practise = Option(_practise_line(found), id=PRACTISE)
        ways = [Option("I plug the board in now: watch for it", id=PLUG), Option(_any_line(found), id=ANY_PORT)]
        here = [*ports, *bridges]
        return [*reading, *here, *ways, practise] if here else [*reading, practise, *ways]

    # ---------------------------------------------------------------- going on

    @on(OptionList.OptionHighlighted, "#what")
    def _what_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.query_one("#what").border_subtitle = self._complaint.words.partition(" (")[0]
        self._show()

    @on(OptionList.OptionSelected, "#what")
    @on(Input.Submitted)
    def _what_chosen(self, event: Message) -> None:
        event.stop()
        if isinstance(event, OptionList.OptionSelected) and not self._complaint.board:
            self._begin("")
        else:
            self.query_one("#where", OptionList).focus()

    @on(OptionList.OptionSelected, "#where")
    def _where_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        chosen = event.option.id or ""
        ways = {PRACTISE: self.action_practise, PLUG: self._watch_for_it, READ: self._read_only}
        way = ways.get(chosen)
        if way is not None:
            way()
        else:
            self._begin("" if chosen.startswith(ANY_PORT) else chosen)

    def _begin(self, url: str | None) -> None:
        if url is not None:
            self.post_message(self.Begin(url, self._said(), self._answers()))

    def _said(self) -> str:
        return "\n".join(part for part in (self.query_one("#said", Input).value.strip(), self._long_text) if part)

    @property
    def _complaint(self) -> Complaint:
        return COMPLAINTS[self.query_one("#what", OptionList).highlighted or 0]

    def _answers(self) -> tuple[tuple[str, Value], ...]:
        return self._complaint.answers

    def _watch_for_it(self) -> None:
        from .plug import PlugScreen

        self.app.push_screen(PlugScreen(self._look_at_computer, self._plugged or Plugged()), self._begin)

    def _read_only(self) -> None:
        self.post_message(self.ReadOnly(self._said(), self._answers() if self._complaint.asks else ()))

    @on(OwnWords.Pasted)
    def _pasted(self, message: OwnWords.Pasted) -> None:
        self._paste(message.text)

    def action_paste(self) -> None:
        """A page for a whole log."""
        self._paste(self._long_text)

    def _paste(self, text: str) -> None:
        from .paste import PasteScreen

        self.app.push_screen(PasteScreen(text), self._take_log)

    def _take_log(self, text: str | None) -> None:
        if text is None:
            return
        self._long_text = text.strip()
        self.query_one(OwnWords).keep(self._long_text)
        self._show(READ if self._long_text else None)
        self.query_one("#where", OptionList).focus()

    def action_cases(self) -> None:
        """To what was recorded."""
        self.post_message(self.EarlierCases())

    def action_serial(self) -> None:
        """To the serial line of the port that is highlighted, or of the first one."""
        ports = [port.url for port in (self._plugged or Plugged()).ports]
        option = self.query_one("#where", OptionList).highlighted_option
        chosen = option.id if option is not None and option.id in ports else None
        self.post_message(self.Listen(chosen or next(iter(ports), "")))

    def action_practise(self) -> None:
        """To the simulated boards."""
        self.post_message(self.Practise(self._said(), self._answers()))


def _port_line(port: PortInfo) -> Text:
    line = Text(safe(port.url, 60), style="bold")
    return line.append("  " + safe(port.title, 60), style="not bold")


def _any_line(found: bool) -> str:
    return "I don't know which: find it for me" if found else "My board is plugged in: find out why it is not listed"


def _practise_line(found: bool) -> str:
    return "Practise on a simulated board" + ("" if found else " (no real board is seen here)")
