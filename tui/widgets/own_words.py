"""A line for what the person says in own words; a log that is pasted into it is kept whole, beside it."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input

MOST_SAID = 2000
"""Characters that can be typed; what is longer is a log, and is pasted."""

HINT = "say it in your own words, or paste here what your tool said"


class OwnWords(Input):
    """One line to type into."""

    HELP = """\
## In your own words
Type what happens, or paste the red lines of your tool: I read error messages of the Arduino IDE, esptool, PlatformIO
and others. You can leave this empty.
"""

    class Pasted(Message):
        """More than one line was pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, id: str) -> None:  # noqa: A002 - the name that every widget has for it
        super().__init__(id=id, placeholder=HINT, max_length=MOST_SAID, select_on_focus=False)
        self.border_title = "If you like"

    def keep(self, log: str) -> None:
        """Say that a log is kept, or none."""
        lines = len(log.splitlines())
        self.placeholder = f"your log of {lines} lines is kept; add words here if you like" if log else HINT
        self.border_title = f"A log of {lines} lines, and your words" if log else "If you like"

    def _on_paste(self, event: events.Paste) -> None:
        """One line is typed text; more of them are a log. Controls are dropped: they would move the cursor."""
        text = event.text
        if len(text.strip().splitlines()) > 1 or len(text) > MOST_SAID:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(text))
            return
        event.text = "".join(character for character in text if character.isprintable())
