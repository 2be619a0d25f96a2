"""The suspects with their belief as bars; Enter on one tells why."""

from __future__ import annotations

from rich.text import Text
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ...engine.belief import Finding
from .. import wording

MOST_SHOWN = 6
WORTH_SHOWING = 0.02
NOBODY = "Nothing stands out yet."


class Suspects(OptionList):
    """Best first. The list is rebuilt only when it changed, so that the highlight stays where it was."""

    HELP = """\
## Suspects
What may be wrong, the most likely first. *Enter* or a click on one tells why, and what speaks against it, down to the
characters that were read. They move as more is seen.
"""

    DEFAULT_CSS = """
    Suspects { border: round $primary; padding: 0 1; background: transparent; }
    Suspects:focus { border: round $accent; }
    """

    class Chosen(Message):
        """Somebody wants to know why."""

        def __init__(self, cause: str) -> None:
            super().__init__()
            self.cause = cause

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.border_title = "Suspects"
        self._findings: tuple[Finding, ...] = ()

    def show(self, findings: tuple[Finding, ...]) -> None:
        """Take over what is believed now."""
        shown = tuple(finding for finding in findings if _suspected(finding))[:MOST_SHOWN]
        ruled_out = sum(1 for finding in findings if finding.state == "ruled-out")
        self.border_subtitle = f"{ruled_out} ruled out · w: why"
        if [(f.cause.id, f.probability) for f in shown] != [(f.cause.id, f.probability) for f in self._findings]:
            self._findings = shown
            self._draw()

    def _draw(self) -> None:
        at = self.highlighted
        lines = [Option(self._line(finding), id=finding.cause.id) for finding in self._findings]
        self.set_options(lines or [Option(NOBODY, disabled=True)])
        if self._findings:
            self.highlighted = min(at or 0, len(self._findings) - 1)

    def on_resize(self, event: Resize) -> None:
        """The bars are as wide as there is room."""
        self._draw()

    def _line(self, finding: Finding) -> Text:
        belief = wording.percent(finding.probability)
        if self.screen.has_class("-narrow"):
            return Text(f"{belief:>4} {finding.cause.title}", no_wrap=True, overflow="ellipsis")
        width = max(8, self.scrollable_content_region.width - 6)
        return Text(f"{finding.cause.title}\n{wording.bar(finding.probability, width)} {belief:>4}\n")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        # by its id: the list may have moved since the key was pressed
        self.post_message(self.Chosen(event.option_id or ""))


def _suspected(finding: Finding) -> bool:
    """Something speaks for it; how common a cause is does not make it a suspect."""
    return finding.state != "ruled-out" and bool(finding.firings) and finding.probability >= WORTH_SHOWING
