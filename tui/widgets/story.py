"""The case so far: what was said, asked, done and seen."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text
from textual.events import Resize
from textual.widgets import RichLog

from .. import wording

MOST_LINES = 500
WHO = 6
"""Columns of the word in front."""


class Story(RichLog):
    """Lines that only grow; the newest is in sight. They are wrapped anew when the width changes."""

    HELP = """\
## The case
What was said, asked, done and seen so far, the newest at the end. All of it is kept, also when you quit in the middle.
"""

    DEFAULT_CSS = """
    Story { border: round $primary; padding: 0 1; scrollbar-size-vertical: 1; background: transparent; }
    Story:focus { border: round $accent; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False, wrap=True, max_lines=MOST_LINES, min_width=10)
        self.border_title = "The case"
        self._told: list[Table] = []
        self._width = 0

    def tell(self, who: str, what: str, dim: bool = False) -> None:
        """Add a line: who (you, port, boot, FIX ...) and what."""
        row = Table.grid(padding=0)
        row.add_column(width=WHO)
        row.add_column(overflow="fold")
        row.add_row(Text(who, style="bold"), Text(wording.safe(what, 300), style="dim" if dim else ""))
        self._told = [*self._told[-MOST_LINES:], row]
        self.write(row, expand=True)

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        width = self.scrollable_content_region.width
        if width == self._width:
            return
        self._width = width
        self.clear()
        for row in self._told:
            self.write(row, expand=True)
