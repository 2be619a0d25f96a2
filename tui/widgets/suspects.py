"""The suspects with their belief as bars; Enter on one tells why."""

from __future__ import annotations

from rich.text import Text
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ...engine.belief import Finding
from .. import wording

MOST_SHOWN = 6
WORTH_SHOWING = 0.02


class Suspects(OptionList):
    """Best first. The list is rebuilt only when it changed, so that the highlight stays where it was."""

    DEFAULT_CSS = """
    Suspects { border: round $primary; padding: 0 1; }
    Suspects:focus { border: round $accent; }
    """

    class Chosen(Message):
        """Somebody wants to know why."""

        def __init__(self, finding: Finding) -> None:
            super().__init__()
            self.finding = finding

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.border_title = "Suspects"
        self._shown: tuple[Finding, ...] = ()

    def show(self, findings: tuple[Finding, ...]) -> None:
        """Take over what is believed now."""
        shown = tuple(f for f in findings if f.state != "ruled-out" and f.probability >= WORTH_SHOWING)[:MOST_SHOWN]
        ruled_out = sum(1 for finding in findings if finding.state == "ruled-out")
        self.border_subtitle = f"ruled out: {ruled_out} · Enter: why"
        if shown == self._shown:
            return
        at = self.highlighted
        self._shown = shown
        self.clear_options()
        self.add_options([Option(self._line(finding), id=finding.cause.id) for finding in shown])
        if shown:
            self.highlighted = min(at or 0, len(shown) - 1)

    def _line(self, finding: Finding) -> Text:
        width = max(8, self.size.width - 6) if self.size.width else 20
        belief = wording.percent(finding.probability)
        if self.has_class("-compact"):
            return Text(f"{belief:>4} {finding.cause.title}", no_wrap=True, overflow="ellipsis")
        return Text(f"{belief:>4} {finding.cause.title}\n{wording.bar(finding.probability, width)}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.post_message(self.Chosen(self._shown[event.option_index]))
