"""Looks again and again at what is plugged in, in a thread, and tells its screen."""

from __future__ import annotations

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker

from ..plugged import Look, Plugged

LOOK_EVERY = 1.0
"""Seconds between two looks."""


class Lookout(Widget):
    """Shows nothing."""

    DEFAULT_CSS = "Lookout { display: none; }"

    class Seen(Message):
        """What is plugged in now."""

        def __init__(self, plugged: Plugged) -> None:
            super().__init__()
            self.plugged = plugged

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look_at_computer = look
        self._under_way: Worker[None] | None = None

    def on_mount(self) -> None:
        """Look as soon as the page is drawn (what looks is imported then), and go on."""
        self.call_after_refresh(self.look_again)
        self.set_interval(LOOK_EVERY, self.look_again)

    def look_again(self) -> None:
        """Look, where the page is on top and the last look is over: Windows and macOS take seconds for one."""
        at_rest = self._under_way is None or self._under_way.is_finished
        if at_rest and self.app.screen is self.screen:
            self._under_way = self.look()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def look(self) -> None:
        """One look."""
        self.post_message(self.Seen(self._look_at_computer()))
