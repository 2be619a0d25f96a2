"""The one thing to do now: what, why, its picture, and the answers that are possible."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from ...probes.events import Reply
from ..cards import Card


class Now(VerticalScroll):
    """Shows one card at a time. The list of choices has the focus whenever there is something to choose."""

    DEFAULT_CSS = """
    Now { border: heavy $accent; padding: 0 1; }
    Now > #title { text-style: bold; margin-bottom: 1; }
    Now > #why { color: $text-muted; margin-top: 1; }
    Now > #choices { height: auto; margin-top: 1; border: none; background: transparent; }
    Now > ProgressBar { margin-top: 1; }
    """

    can_focus = False

    class Answered(Message):
        """The person chose."""

        def __init__(self, reply: Reply, words: str) -> None:
            super().__init__()
            self.reply = reply
            self.words = words

    def __init__(self) -> None:
        super().__init__()
        self.border_title = "Now"
        self._card = Card("")

    def compose(self) -> ComposeResult:
        """Title, body, what is possible, progress, reason."""
        yield Static(id="title", markup=False)
        yield Static(id="body", markup=False)
        yield ProgressBar(id="progress", show_eta=False)
        yield OptionList(id="choices", markup=False)
        yield Static(id="why", markup=False)

    def show(self, card: Card) -> None:
        """Put a card up."""
        self._card = card
        self.query_one("#title", Static).update(Text(card.title))
        self.query_one("#body", Static).update(Text("\n".join(card.lines)))
        self.query_one("#why", Static).update(Text(f"Why this: {card.why}" if card.why else ""))
        self.query_one("#progress", ProgressBar).display = False
        choices = self.query_one("#choices", OptionList)
        choices.clear_options()
        choices.add_options([Option(f"{n}  {choice.words}") for n, choice in enumerate(card.choices, 1)])
        choices.display = bool(card.choices)
        if card.choices:
            choices.highlighted = 0
            choices.focus()
        self.scroll_home(animate=False)

    def progress(self, note: str, done: int, total: int) -> None:
        """How far the thing that is going on has come."""
        if note:
            self.query_one("#body", Static).update(Text(note))
        bar = self.query_one("#progress", ProgressBar)
        bar.display = total > 0
        if total > 0:
            bar.update(total=total, progress=done)

    @property
    def waiting(self) -> bool:
        """Whether an answer is wanted."""
        return bool(self._card.choices)

    def choose(self, index: int) -> None:
        """Give the answer with that place in the list."""
        if index < len(self._card.choices):
            choice = self._card.choices[index]
            self._card = Card(self._card.title)
            self.query_one("#choices", OptionList).display = False
            self.post_message(self.Answered(choice.reply, choice.words))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.choose(event.option_index)
