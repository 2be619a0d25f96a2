"""The one thing to do now: what, why, its picture, and the answers that are possible."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from ...probes.pace import Pace
from .. import progress
from ..cards import Card, Choice

MOST_TYPED = 2000
"""Characters of an answer that is typed: longer than any path."""

LEAST = 3
"""Lines of a card that are in sight however many answers there are."""

MORE = "Page Down: more"


class Now(Vertical):
    """Shows one card at a time. What is long scrolls; the answers are always in sight, and have the focus."""

    HELP = """\
## The one thing to do now
Choose with the arrow keys and *Enter*, by its number, or with the mouse. *s* skips what you do not know or cannot do,
*b* takes your last answer back, *Page Up* and *Page Down* scroll what is longer than the panel.
"""

    DEFAULT_CSS = """
    Now { border: heavy $accent; padding: 0 1; }
    Now > #card { height: auto; scrollbar-size-vertical: 1; }
    Now Static { height: auto; }
    Now #title { text-style: bold; }
    Now #body { margin-top: 1; }
    Now #picture { margin-top: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Now > #choices { height: auto; max-height: 80%; margin-top: 1; padding: 0; border: none; background: transparent; }
    Now #why { color: $text-muted; margin-top: 1; }
    Now ProgressBar { margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_card(-1)", show=False, priority=True),
        Binding("pagedown", "scroll_card(1)", show=False, priority=True),
    ]

    class Answered(Message):
        """The person chose from that card."""

        def __init__(self, card: Card, choice: Choice) -> None:
            super().__init__()
            self.card = card
            self.choice = choice

    def __init__(self) -> None:
        super().__init__()
        self.border_title = "Now"
        self._card = Card("")
        self._pace = Pace()

    def compose(self) -> ComposeResult:
        """Title, body, picture, what is possible, progress, reason."""
        with VerticalScroll(id="card", can_focus=False):
            yield Static(id="title", markup=False)
            yield Static(id="body", markup=False)
            yield Static(id="picture", markup=False)
            yield ProgressBar(id="progress", show_eta=False)
            yield Static(id="why", markup=False)
        yield Input(id="typed", placeholder="type or paste it here, then Enter", max_length=MOST_TYPED)
        yield OptionList(id="choices", markup=False)

    def show(self, card: Card) -> None:
        """Put a card up."""
        self._card = card
        self._put("title", card.title)
        self._put("body", "\n".join(card.lines))
        self._put("picture", card.picture.rstrip())
        self._put("why", f"Why: {card.why}" if card.why else "")
        self.query_one("#progress", ProgressBar).display = False
        choices = self.query_one("#choices", OptionList)
        choices.set_options([Option(f"[{n}] {choice.words}") for n, choice in enumerate(card.choices, 1)])
        choices.display = bool(card.choices)
        if card.choices:
            choices.highlighted = 0
        self._offer_typing(card.types)
        if card.choices or card.types:
            (self.query_one("#typed") if card.types else choices).focus(scroll_visible=False)
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)
        self.call_after_refresh(self._fit)

    def action_scroll_card(self, by: int) -> None:
        """Half a card up or down: what is longer than the panel."""
        card = self.query_one("#card", VerticalScroll)
        card.scroll_relative(y=by * max(1, card.size.height // 2), animate=False)

    def on_resize(self) -> None:
        """The answers keep their place in sight."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """What is above the answers gets the rest of the height."""
        below = (self.query_one("#typed"), self.query_one("#choices"))
        taken = sum(one.outer_size.height + one.styles.margin.height for one in below if one.display)
        card = self.query_one("#card")
        card.styles.max_height = max(LEAST, self.size.height - taken)
        self.border_subtitle = MORE if card.virtual_size.height > self.size.height - taken else ""
        self.query_one("#choices").refresh(layout=True)

    def _offer_typing(self, types: bool) -> None:
        typed = self.query_one("#typed", Input)
        typed.value = ""
        typed.display = types

    def _put(self, where: str, words: str) -> None:
        panel = self.query_one("#" + where, Static)
        panel.update(Text(words, no_wrap=where == "picture", overflow="ellipsis"))
        panel.display = bool(words)

    def tell(self, outcome: str) -> None:
        """What came of the last repair; it stays in the border until the next."""
        self.border_title = Text(f"Now  {outcome}")

    def progress(self, note: str, done: int, total: int, elapsed: float = 0.0) -> None:
        """How far the thing that is going on has come, after so many seconds."""
        if note:
            self._put("body", progress.line(note, done, total, self._pace.at(done, total, elapsed)))
        bar = self.query_one("#progress", ProgressBar)
        bar.display = total > 0
        if total > 0:
            bar.update(total=total, progress=done)

    @property
    def card(self) -> Card:
        """What is shown."""
        return self._card

    def choose(self, index: int) -> None:
        """Give the answer with that place in the list; once a card."""
        if index < len(self._card.choices):
            self._answer(self._card.choices[index])

    def _answer(self, choice: Choice) -> None:
        """Give this answer; the card offers nothing any more."""
        card, self._card = self._card, Card(self._card.title)
        self.query_one("#choices", OptionList).display = False
        self.query_one("#typed", Input).display = False
        self.post_message(self.Answered(card, choice))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.choose(event.option_index)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter after typing; an empty line is no answer."""
        event.stop()
        words = event.value.strip()
        if words and self._card.types:
            self._answer(Choice(words, words))
