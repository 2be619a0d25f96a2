"""The lines of a serial log: follows the newest, can be searched, and a part of it can be marked.

Only the lines in sight are drawn, however many there are.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..serial_log import Line, SerialLog, matching

SIGNS = {"text": " ", "start": "▶", "crash": "✖", "place": "↳", "frame": "◂", "noise": "?", "sent": "▸", "wire": "·"}
"""What a line is, also without colours."""

STYLES = {
    "start": Style(bold=True),
    "crash": Style(bold=True, reverse=True),
    "place": Style(bold=True),
    "noise": Style(dim=True),
    "sent": Style(dim=True),
    "wire": Style(dim=True),
}
PLAIN = Style()
NOTE = Style(italic=True)
REVERSE = Style(reverse=True)
MARKED = Style(underline=True, bold=True)

A_SLICE = 20
"""Lines that are made into words in one go: some milliseconds, where each is a spoilt boot text."""

Parts = Iterator[tuple[str, Style]]
"""A line in pieces of one style each."""


class SerialView(ScrollView, can_focus=True):
    """Shows a `SerialLog`; call `renew` when it has grown."""

    HELP = """\
## What the board says
The newest line is in sight as long as the last line has the cursor. `▶` a start of the chip, `✖` a crash, `↳` where in
your program it was, `◂` an answer of the loader, `▸` what we said, `?` bytes that are no text at this speed.

Mark lines with *Space* at the first and the last one (or click), then *Enter* hands them to the case.
"""
    DEFAULT_CSS = """
    SerialView { height: 1fr; border: round $primary; background: transparent; }
    SerialView:focus { border: heavy $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,g", "move(-100000)", show=False),
        Binding("end,G", "move(100000)", show=False),
        Binding("space", "mark", "Mark"),
        Binding("n", "next(1)", "Next found"),
        Binding("N", "next(-1)", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    def __init__(self, log: SerialLog) -> None:
        super().__init__()
        self._serial = log
        self._drawn = 0
        self._known = 0
        self._follows = True
        self._from: int | None = None
        self._words = ""
        self._base = PLAIN

    # ---------------------------------------------------------------- what is shown

    def renew(self) -> None:
        """Take over what is new."""
        new = self._serial.total - self._drawn
        if new <= 0:
            return
        gone = max(0, new + self._known - len(self._serial.lines))
        self._drawn = self._serial.total
        self._known = len(self._serial.lines)
        self.virtual_size = Size(self.size.width, self._known)
        if self._from is not None:
            self._from = max(0, self._from - gone)
        self.cursor = self._known - 1 if self._follows else max(0, self.cursor - gone)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """As wide as there is room."""
        self.virtual_size = Size(self.scrollable_content_region.width, self._known)
        self.watch_cursor()

    def render_lines(self, crop: Region) -> list[Strip]:
        """All lines in sight have the page's own style under theirs, which is dear to find out."""
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line in sight."""
        width = self.scrollable_content_region.width
        at = y + round(self.scroll_offset.y)
        lines = self._serial.lines
        if at >= len(lines):
            return Strip.blank(width)
        base = self._base + REVERSE if at == self.cursor and self.has_focus else self._base
        parts = self._found(self._parts(lines[at], at)) if self._words else self._parts(lines[at], at)
        strip = Strip([Segment(text, base + style) for text, style in parts])
        if strip.cell_length <= width:
            return strip.adjust_cell_length(width, base)
        return Strip([*strip.crop(0, width - 1), Segment("…", base)], width)

    def _parts(self, line: Line, at: int) -> Parts:
        marked = self._is_marked(at)
        style = STYLES.get(line.kind, PLAIN)
        yield f"{'┃' if marked else ' '}{line.at:9.3f} {SIGNS[line.kind]} ", PLAIN
        yield line.text, style + MARKED if marked else style
        if line.note:
            yield f"   ← {line.note}", NOTE

    def _found(self, parts: Parts) -> Parts:
        """The same, with the words that are looked for set off."""
        words = re.compile(f"({re.escape(self._words)})", re.IGNORECASE)
        for text, style in parts:
            for number, piece in enumerate(words.split(text)):
                yield piece, style + REVERSE if number % 2 else style

    def _is_marked(self, at: int) -> bool:
        return self._from is not None and min(self._from, self.cursor) <= at <= max(self._from, self.cursor)

    # ---------------------------------------------------------------- moving, marking, searching

    def watch_cursor(self) -> None:
        """The cursor is always in sight; on the last line it goes along with what comes."""
        self._follows = self.cursor >= self._known - 1
        height = self.scrollable_content_region.height
        top = round(self.scroll_offset.y)
        if self.cursor < top or self.cursor >= top + height:
            y = self.cursor if self.cursor < top else self.cursor - height + 1
            self.scroll_to(y=max(0, y), animate=False, force=True)
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Within the lines that there are."""
        return max(0, min(cursor, len(self._serial.lines) - 1))

    def action_move(self, by: int) -> None:
        """So many lines down."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """So many pages down."""
        self.cursor += by * max(1, self.scrollable_content_region.height - 1)

    def action_mark(self) -> None:
        """From here on; or nothing any more."""
        self._from = None if self._from is not None else self.cursor
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """The cursor goes to the line; with Shift, all from the cursor to the line is marked."""
        at = event.y - 1 + round(self.scroll_offset.y)
        if event.shift and self._from is None:
            self._from = self.cursor
        self.cursor = at

    async def prepare(self) -> None:
        """Make all lines into words, a slice at a time, so that keys are answered in between."""
        lines = [*self._serial.lines]
        for at in range(0, len(lines), A_SLICE):
            for line in lines[at : at + A_SLICE]:
                _ = line.told
            await asyncio.sleep(0)

    def search(self, words: str) -> int:
        """Mark the words wherever they stand, and go to the last line that has them; returns how many have."""
        self._words = words
        found = matching(self._serial.lines, words) if words else []
        if found:
            self.cursor = found[-1]
        self.refresh()
        return len(found)

    def action_next(self, by: int) -> None:
        """To the next line that was found, below or above."""
        found = matching(self._serial.lines, self._words) if self._words else []
        ahead = [at for at in found if (at - self.cursor) * by > 0]
        if ahead:
            self.cursor = ahead[0] if by > 0 else ahead[-1]

    def marked(self) -> str:
        """The marked lines, or the one with the cursor, as they were said."""
        lines = self._serial.lines
        return "\n".join(line.text for at, line in enumerate(lines) if self._is_marked(at) or at == self.cursor)
