"""The serial line at the bottom: the last characters that were read, made harmless."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from ...engine.facts import Fact
from .. import wording

PINS = (("GPIO15", 4), ("GPIO0", 2), ("GPIO2", 1))


class WireLine(Static):
    """One line: where it was read, the characters, and the boot pins where they were seen."""

    DEFAULT_CSS = """
    WireLine { height: 1; background: $panel; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__("serial  nothing was read yet", markup=False)

    def show(self, facts: tuple[Fact, ...]) -> None:
        """Take the newest fact that was read from the line."""
        read = [f for f in facts if f.because[0].excerpt and f.name.split(".")[0] in ("boot", "sync", "app", "link")]
        if not read:
            return
        first = read[-1].because[0]
        line = Text(f"{wording.safe(first.source, 30)}  ", no_wrap=True, overflow="ellipsis")
        line.append(wording.safe(first.excerpt, 200).strip(), style="reverse")
        mode = next((f.value for f in read if f.name.endswith(".mode")), None)
        if isinstance(mode, int):
            line.append("  " + levels(mode))
        self.update(line)


def levels(mode: int) -> str:
    """The boot pins of a mode in words: GPIO15, GPIO0, GPIO2 are its bits from the left."""
    return "  ".join(f"{pin} {'HIGH' if mode & bit else 'low'}" for pin, bit in PINS)
