"""The case so far: what was said, asked, done and seen."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import RichLog

from .. import wording


class Story(RichLog):
    """Lines that only grow; the newest is in sight."""

    DEFAULT_CSS = """
    Story { border: round $primary; padding: 0 1; scrollbar-size-vertical: 1; }
    Story:focus { border: round $accent; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False, wrap=True, max_lines=500, min_width=10)
        self.border_title = "The case"

    def tell(self, who: str, what: str) -> None:
        """Add a line: who (you, port, boot, fix ...) and what."""
        line = Text(f"{who:<5} ", style="bold")
        line.append(wording.safe(what, 300), style="not bold")
        self.write(line)
