"""The serial line: live, decoded, searchable; a marked part goes to the case as evidence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from ..listener import Listener
from ..serial_log import SerialLog
from ..widgets.keys import Keys
from ..widgets.serial_view import SerialView
from ..widgets.top import Top

RENEW_EVERY = 0.1
"""Seconds between two looks at what came."""

HINT = "words to look for, then Enter; n finds the next"


class SerialScreen(Screen[str | None]):
    """Dismissed with the marked part, or None. Without a listener it shows a log that somebody else fills."""

    CSS = """
    SerialScreen Input { dock: bottom; margin: 0 0 1 0; height: 3; border: round $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back"),
        Binding("enter", "hand_over", "Hand to the case", priority=False),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("plus", "speed(1)", "Speed", key_display="+"),
        Binding("a", "speed(0)", "Find speed"),
        Binding("r", "restart", "Restart board"),
    ]

    def __init__(self, log: SerialLog, renew: Callable[[], object], listener: Listener | None = None) -> None:
        """`renew` pours what came since into the log; the listener is started and stopped with the screen."""
        super().__init__()
        self._serial = log
        self._pour = renew
        self._listener = listener

    def compose(self) -> ComposeResult:
        """The lines; a field for words to look for comes when it is asked for."""
        yield Top()
        yield SerialView(self._serial)
        yield Keys()

    def on_mount(self) -> None:
        """Listen, and show what is there."""
        if self._listener is not None:
            self._listener.start()
        self._renewing = self.set_interval(RENEW_EVERY, self._renew)
        self._renew()
        self.query_one(SerialView).focus()

    async def on_unmount(self) -> None:
        """However the screen goes away, the board is freed; the next page need not wait for that."""
        if self._listener is not None:
            await asyncio.to_thread(self._listener.stop)

    def on_screen_suspend(self) -> None:
        """Out of sight nothing is drawn."""
        self._renewing.pause()

    def on_screen_resume(self) -> None:
        """What came meanwhile is shown at once."""
        if self.is_mounted:
            self._renewing.resume()
            self._renew()

    def leave(self) -> None:
        """End a page that was installed to be opened more than once, if it is not in sight just now."""
        if self.is_running and self not in self.app.screen_stack:
            self.app.uninstall_screen(self)
            self.remove()

    def _renew(self) -> None:
        self._pour()
        self.query_one(SerialView).renew()
        self.sub_title = self._listener.state if self._listener is not None else "serial line of this case"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only who listens here can change the speed or restart the board."""
        return self._listener is not None if action in ("speed", "restart") else True

    # ---------------------------------------------------------------- keys

    def action_speed(self, by: int) -> None:
        """The next speed of the list, or search for it again."""
        if self._listener is not None:
            self._listener.speed(by)

    def action_restart(self) -> None:
        """Press the reset line, to see the board start."""
        if self._listener is not None:
            self._listener.restart()

    def action_search(self) -> None:
        """Open the field."""
        if not self.query(Input):
            self.mount(field := Input(placeholder=HINT, max_length=100))
            field.focus()

    @on(Input.Submitted)
    def _search(self, event: Input.Submitted) -> None:
        event.stop()
        self._close_field()
        self.run_worker(self._find(event.value), exclusive=True)

    async def _find(self, words: str) -> None:
        """All lines are looked through, a slice at a time: most were never made into words."""
        view = self.query_one(SerialView)
        await view.prepare()
        found = view.search(words)
        self.notify(f"{found} lines" if found else "No line has these words.", markup=False)

    def _close_field(self) -> None:
        self.query(Input).remove()
        self.query_one(SerialView).focus()

    def action_hand_over(self) -> None:
        """The marked lines become evidence."""
        self.dismiss(self.query_one(SerialView).marked() or None)

    def action_back(self) -> None:
        """Close the field if it is open, else the page."""
        if self.query(Input):
            self._close_field()
        else:
            self.dismiss(None)
