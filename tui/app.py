"""The full screen: a start page, one consultation at a time, its last page."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Print
from textual.message import Message
from textual.screen import Screen

from .backroom import Backroom, load_screens
from .brisk import brisk
from .harmless import safe
from .outliving import outliving
from .plugged import Look, computer
from .screens.start import StartScreen

if TYPE_CHECKING:
    from ..engine.facts import Value
    from ..engine.rulebook import Rulebook
    from ..probes.result import Result

BREATH = 0.35
"""Seconds that a step on the bench stays in sight: its time flies, eyes do not."""

LIGHT, DARK = "textual-light", "textual-dark"

Wish = Callable[[Backroom], None]
"""What somebody wants as soon as the backroom is there."""


class EspdoctorApp(App[int]):
    """The start page is there at once; rules, cases and the other pages are loaded behind it."""

    TITLE = "espdoctor"
    # a terminal can be made narrower than one character of text needs (then Textual cannot wrap it)
    CSS = "OptionList, Input, TextArea, RichLog { min-width: 10; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False),
        Binding("f1", "keys", "Help", tooltip="What this part is for, and its keys"),
        Binding("f2", "light", "Light or dark", show=False),
        Binding("ctrl+p", "command_palette", "more", show=False, tooltip="Everything that can be done here"),
    ]

    class Ready(Message):
        """The backroom is there."""

        def __init__(self, backroom: Backroom) -> None:
            super().__init__()
            self.backroom = backroom

    class Unable(Message):
        """The backroom cannot be made."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    class Made(Message):
        """A page was made, or cannot be."""

        def __init__(self, page: Screen[None] | Exception) -> None:
            super().__init__()
            self.page = page

    class Read(Message):
        """A text was read."""

        def __init__(self, result: Result, rulebook: Rulebook) -> None:
            super().__init__()
            self.result = result
            self.rulebook = rulebook

    def __init__(
        self,
        prepare: Callable[[], Backroom],
        port: str | None = None,
        look: Look = computer,
        breath: float = BREATH,
    ) -> None:
        """`prepare` is called once, in a thread; `port` begins at once; `look` tells what is plugged in."""
        super().__init__()
        self.failure: Exception | None = None
        """Why it ended by itself; the one who ran it tells."""
        self._prepare = prepare
        self._port = port
        self._look_at_computer = look
        self._breath = breath
        self._backroom: Backroom | None = None
        self._wish: Wish | None = None
        """The last one that was uttered before the backroom was there."""
        self._brisk = ExitStack()
        self._making = False

    def get_driver_class(self) -> type[Driver]:
        """The system's, which outlives its terminal."""
        return outliving(super().get_driver_class())

    def get_default_screen(self) -> Screen[None]:
        """The start page lies under everything."""
        return StartScreen(self._look_at_computer)

    def on_mount(self) -> None:
        """Load what the next page needs; begin at once on the port that was named."""
        self._brisk.enter_context(brisk())
        self.begin_capture_print(self, stdout=False)
        self._leave_when_told()
        self.call_after_refresh(self._stock)
        if self._port is not None:
            self.begin(self._port)

    def _leave_when_told(self) -> None:
        """A terminal that is closed, or a system that shuts down, ends it as a key does: else the board would be left
        as it is at that moment, perhaps in reset."""
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, AttributeError, RuntimeError):  # Windows; a loop in another thread
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.exit, None, 1)

    def on_unmount(self) -> None:
        """The interpreter is as it was."""
        self._brisk.close()

    @work(thread=True, exit_on_error=False)
    def _stock(self) -> None:
        try:
            load_screens()
            self.post_message(self.Ready(self._prepare()))
        except Exception as error:
            self.post_message(self.Unable(error))

    @on(Ready)
    def _take_backroom(self, message: Ready) -> None:
        self._backroom = message.backroom
        if self._wish is not None:
            self._wish(message.backroom)

    @on(Unable)
    def _unable(self, message: Unable) -> None:
        self.failure = message.error
        self.exit(1)

    def _when_ready(self, wish: Wish) -> None:
        if self._backroom is not None:
            wish(self._backroom)
        else:
            self._wish = wish

    def on_print(self, event: Print) -> None:
        """What a part of the program says on standard error would be lost behind the screen."""
        if event.text.strip():
            self.notify(safe(event.text.strip(), 300), severity="warning", markup=False)

    # ---------------------------------------------------------------- keys and commands of every page

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """All that has a key here, and what every page has."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.description and binding.show and active.enabled:
                act = partial(self.run_action, binding.action, active.node)
                yield SystemCommand(binding.description, binding.tooltip or f"Key {binding.key}", act)
        yield SystemCommand("Light or dark", "Change between a light and a dark screen (F2)", self.action_light)
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        yield SystemCommand("Plain lines instead", "For screen readers: the same without a screen", self._plain)
        yield SystemCommand("Quit", "The case is kept, the board is let go", self.action_quit)

    def action_keys(self) -> None:
        """Show or hide what the part that has the focus is for, and its keys."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    def action_light(self) -> None:
        """From light to dark, and back."""
        self.theme = DARK if self.theme == LIGHT else LIGHT

    def _plain(self) -> None:
        self.notify("Quit, and enter: espdoctor check. It asks and tells the same, line by line.", timeout=15)

    # ---------------------------------------------------------------- from the start page to the others

    @on(StartScreen.Begin)
    def _begin(self, message: StartScreen.Begin) -> None:
        self.begin(message.url, message.said, message.answers)

    @on(StartScreen.Practise)
    def _practise(self, message: StartScreen.Practise) -> None:
        self._when_ready(partial(self._show_rehearsals, message))

    def _show_rehearsals(self, message: StartScreen.Practise, backroom: Backroom) -> None:
        from .screens.rehearse import RehearseScreen

        def chosen(url: str | None) -> None:
            if url:
                self.begin(url, message.said, message.answers)

        if backroom.rehearsals:
            self.push_screen(RehearseScreen(backroom.rehearsals, message.answers), chosen)

    @on(StartScreen.ReadOnly)
    def _read(self, message: StartScreen.ReadOnly) -> None:
        self._when_ready(partial(self._show_reading, message))

    def _show_reading(self, message: StartScreen.ReadOnly, backroom: Backroom) -> None:
        self.run_worker(partial(self._read_text, message, backroom), thread=True)

    def _read_text(self, message: StartScreen.ReadOnly, backroom: Backroom) -> None:
        """In a thread: a log can be long."""
        from ..probes.triage import triage

        result = triage(backroom.rulebook, message.text, "what you told", message.answers)
        self.post_message(self.Read(result, backroom.rulebook))

    @on(Read)
    def _show_read(self, message: Read) -> None:
        from .screens.result import ResultScreen

        self.push_screen(ResultScreen(message.result, message.rulebook))

    @on(StartScreen.Listen)
    def _listen(self, message: StartScreen.Listen) -> None:
        if message.url:
            self._when_ready(partial(self._show_serial, message.url))
        else:
            self.notify("No board is seen here. Plug it in; its port then appears in the list.", markup=False)

    def _show_serial(self, url: str, _backroom: Backroom) -> None:
        from . import opening

        def marked(text: str | None) -> None:
            if text:
                self.begin(url, text)

        self.push_screen(opening.listening(url), marked)

    def begin(self, url: str, said: str = "", answers: tuple[tuple[str, Value], ...] = ()) -> None:
        """Open a consultation on a port ("" finds one)."""
        self._when_ready(partial(self._consult, url, said, answers))

    def _consult(self, url: str, said: str, answers: tuple[tuple[str, Value], ...], backroom: Backroom) -> None:
        from . import opening

        self._open(partial(opening.consultation, backroom, url, said, answers, self._breath))

    def _open(self, make: Callable[[], Screen[None]]) -> None:
        """Show a page that takes a moment to be made, one at a time."""
        if not self._making:
            self._making = True
            self.run_worker(partial(self._make, make), thread=True)

    def _make(self, make: Callable[[], Screen[None]]) -> None:
        from ..engine.errors import EspdoctorError

        try:
            self.post_message(self.Made(make()))
        except (EspdoctorError, OSError, ValueError) as error:
            self.post_message(self.Made(error))

    @on(Made)
    def _show_made(self, message: Made) -> None:
        self._making = False
        if isinstance(message.page, Screen):
            self.push_screen(message.page)
        else:
            self.notify(safe(str(message.page), 300), severity="error", markup=False)

    @on(StartScreen.EarlierCases)
    def _earlier(self, _message: StartScreen.EarlierCases) -> None:
        self._when_ready(self._show_cases)

    def _show_cases(self, backroom: Backroom) -> None:
        from . import opening
        from .screens.cases import CasesScreen

        def chosen(name: str | None) -> None:
            if name is not None:
                self._open(partial(opening.gone_on_with, backroom, name, self._breath))

        if backroom.casebook is not None:
            self.push_screen(CasesScreen(backroom.casebook, backroom.rulebook), chosen)
