"""Earlier cases: a list, and one of them told, to read or to go on with."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ...engine.errors import EspdoctorError
from ...engine.rulebook import Rulebook
from ...probes.casebook import Casebook
from .. import case_line
from ..case_story import outcome
from ..harmless import safe
from ..retold import retold
from ..widgets.keys import Keys
from ..widgets.top import Top

MOST = 100
"""Cases that are listed, the newest first."""
AT_ONCE = 10
"""Of them, those that are shown before the others are read."""
GO_ON = "[1] Go on with this case: look at the board again"
NOBODY = "There is no case yet. Every consultation becomes one by itself."


class CasesScreen(Screen[str | None]):
    """Dismissed with the name of the case to go on with, or None."""

    CSS = """
    CasesScreen OptionList { height: 1fr; border: round $primary; padding: 0 1; background: transparent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", "Back")]

    class Listed(Message):
        """The cases were read."""

        def __init__(self, lines: list[tuple[str, Text]]) -> None:
            super().__init__()
            self.lines = lines

    class Retold(Message):
        """A case was read."""

        def __init__(self, name: str, lines: list[str]) -> None:
            super().__init__()
            self.name = name
            self.lines = lines

    def __init__(self, casebook: Casebook, rulebook: Rulebook) -> None:
        super().__init__()
        self._casebook = casebook
        self._rulebook = rulebook

    def compose(self) -> ComposeResult:
        """The list."""
        yield Top()
        yield OptionList(markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Read the files behind the page."""
        self.sub_title = "earlier cases, the newest first"
        self._read()

    @work(thread=True, exit_on_error=False)
    def _read(self) -> None:
        lines: list[tuple[str, Text]] = []
        for name in self._casebook.names()[:MOST]:
            lines.append((name, self._line(name)))
            if len(lines) == AT_ONCE:
                self.post_message(self.Listed([*lines]))
        self.post_message(self.Listed(lines))

    def _line(self, name: str) -> Text:
        try:
            first, second = case_line.of(name, self._casebook.read(name), self._rulebook)
        except (EspdoctorError, OSError) as error:
            first, second = name, f"it cannot be read: {safe(str(error), 200)}"
        return Text(f"{first}\n", style="bold").append(f"   {second}", style="not bold")

    @on(Listed)
    def _listed(self, message: Listed) -> None:
        cases = self.query_one(OptionList)
        at = cases.highlighted or 0
        cases.set_options([Option(line, id=name) for name, line in message.lines] or [Option(NOBODY, disabled=True)])
        cases.highlighted = at if message.lines else None
        cases.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._retell(event.option.id or "")

    @work(thread=True, exclusive=True)
    def _retell(self, name: str) -> None:
        """A long case takes a moment: it is thought through anew."""
        try:
            reading = self._casebook.read(name)
            lines = [*retold(reading, self._rulebook), *outcome(reading, self._rulebook)]
        except (EspdoctorError, OSError) as error:
            lines = [f"This case cannot be read. {safe(str(error), 200)}"]
        self.post_message(self.Retold(name, lines))

    @on(Retold)
    def _show_case(self, message: Retold) -> None:
        self.app.push_screen(CaseScreen(message.name, message.lines), self._read_through)

    def _read_through(self, name: str | None) -> None:
        if name is not None:
            self.dismiss(name)

    def action_back(self) -> None:
        """To the start page."""
        self.dismiss(None)


class CaseScreen(ModalScreen[str | None]):
    """One case as it happened. Dismissed with its name to go on with it."""

    CSS = """
    CaseScreen { align: center middle; }
    CaseScreen > VerticalScroll { width: 94%; height: 90%; border: heavy $accent; background: $surface; padding: 0 1; }
    CaseScreen OptionList { height: auto; border: none; background: transparent; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back"),
        Binding("1", "go_on", show=False),
        Binding("2", "back", show=False),
    ]

    def __init__(self, name: str, lines: list[str]) -> None:
        super().__init__()
        self._case_name = name
        self._lines = lines

    def compose(self) -> ComposeResult:
        """What can be done with it, and the story."""
        with VerticalScroll(can_focus=False):
            yield OptionList(Option(GO_ON), Option("[2] Back"), markup=False)
            yield Static(Text("\n".join(self._lines)), markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._case_name if event.option_index == 0 else None)

    def action_go_on(self) -> None:
        """Look at the board again, with what was said and answered."""
        self.dismiss(self._case_name)

    def action_back(self) -> None:
        """To the list."""
        self.dismiss(None)
