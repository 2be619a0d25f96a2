"""What waits for an answer of the person, and the answer that goes back: one at a time. No Textual here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..probes.events import SKIP, Advised, Asked, Back, Consent, HandsOn, Reply, Told
from .cards import Card, Choice
from .cards import of as card_of
from .shells import Helper, Silent

Waits = Advised | Asked | Consent | HandsOn
"""What the consultation waits at."""

Later = Callable[[], Reply]
"""Gives the reply, and may take its time: hands that pull a plug and put it in again."""


class Exchange:
    """Decides nothing: it keeps the one event that waits, and what was said while none did."""

    def __init__(self, reply: Callable[[Reply | Later], object], helper: Helper | None) -> None:
        """`reply` takes the answers, or what will find them; `helper`: the bench's hands, at a rehearsal."""
        self._reply = reply
        self._helper = Silent(helper) if helper else None
        self._told: list[str] = []
        self._card: Card | None = None
        self.waiting: Waits | None = None
        """The event that waits for an answer."""

    @property
    def rehearses(self) -> bool:
        """Whether somebody acts in the person's place."""
        return self._helper is not None

    @property
    def takes_words(self) -> bool:
        """Whether words of the person, or a way back, would be taken now."""
        return isinstance(self.waiting, Asked | HandsOn | Consent)

    @property
    def can_skip(self) -> bool:
        """Whether "I don't know" or "I can't" would be an answer."""
        return isinstance(self.waiting, Asked | HandsOn)

    def ask(self, event: Waits) -> Card | None:
        """What to show for it; None where something that was said meanwhile is the answer already."""
        if self._told and not isinstance(event, Advised):
            words, self._told = "\n".join(self._told), []
            self._reply(Told(words))
            return None
        self.waiting, self._card = event, card_of(event, self.rehearses)
        return self._card

    def answer(self, card: Card, choice: Choice) -> str | None:
        """A choice of a card; returns the words for the case, None where that card does not wait any more."""
        event = self.waiting
        if event is None or card is not self._card:
            return None
        # hands take their time, and the screen has none to wait
        self._give(partial(self._helper, event) if choice.helped and self._helper is not None else choice.reply)
        return choice.words if isinstance(event, HandsOn | Consent) or choice.reply == SKIP else ""

    def back(self) -> bool:
        """Take the last answer back; returns whether that was possible now."""
        return self.takes_words and self._give(Back())

    def skip(self) -> bool:
        """Go on without an answer; returns whether that was possible now."""
        return self.can_skip and self._give(SKIP)

    def tell(self, words: str) -> None:
        """More words: at once where something waits for an answer, else at the next question."""
        if self.takes_words:
            self._give(Told(words))
        else:
            self._told.append(words)

    def end(self) -> None:
        """Nothing waits any more."""
        self.waiting = self._card = None

    def _give(self, reply: Reply | Later) -> bool:
        self.end()
        self._reply(reply)
        return True
