"""The serial line at the bottom: the last characters that were read, made harmless."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.widgets import Static

from ...engine.facts import Fact
from ...engine.measures import levels
from .. import wording
from ..serial_log import SerialLog

LISTEN_EVERY = 0.1
"""Seconds between two looks at the wire."""

OURS = ("sent", "wire", "place")
"""Kinds of lines that the board did not say."""


class WireLine(Static):
    """One line: where it was read, the characters, and the boot pins where they were seen."""

    DEFAULT_CSS = """
    WireLine { height: 1; background: $panel; padding: 0 1; }
    """

    def __init__(self, log: SerialLog, renew: Callable[[], bool]) -> None:
        """`renew` brings the log up to date and tells whether anything is new."""
        super().__init__("serial  nothing was read yet", markup=False)
        self._serial = log
        self._renew = renew
        self._excerpt = ""
        self._levels = ""
        self._line = Text()

    def show(self, facts: tuple[Fact, ...]) -> None:
        """Take the newest characters that were read from the line, and the pins that they tell of."""
        for fact in facts:
            first = fact.because[0]
            if not first.source.startswith("serial"):
                continue
            if first.excerpt != self._excerpt:
                self._excerpt, self._levels = first.excerpt, ""
            if fact.name.endswith(".mode"):
                self._levels = levels(fact.value)
            self._draw(first.source)

    def on_mount(self) -> None:
        """Look at the wire from now on."""
        self.set_interval(LISTEN_EVERY, self.follow)

    def follow(self) -> None:
        """The newest line that the board itself has said, live."""
        if not self._renew():
            return
        last = next((line for line in reversed(self._serial.lines) if line.kind not in OURS), None)
        if last is not None:
            shown = Text("serial  ", no_wrap=True, overflow="ellipsis").append(f"{last.note}  " if last.note else "")
            self._put(shown.append(last.text, style="reverse"))

    def _put(self, line: Text) -> None:
        """One line stays one line: nothing else moves, so nothing is laid out anew."""
        if line != self._line:
            self._line = line
            self.update(line, layout=False)

    def _draw(self, source: str) -> None:
        line = Text(f"{wording.safe(source, 30)}  ", no_wrap=True, overflow="ellipsis")
        line.append(f"{self._levels}  " if self._levels else "")
        self._put(line.append(wording.safe(self._excerpt.strip(), 200), style="reverse"))
