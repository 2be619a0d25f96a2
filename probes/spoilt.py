"""How many messages of a loader that answers arrive spoilt: greetings and replies, of which every byte is known."""

from __future__ import annotations

from dataclasses import dataclass

from .loader import Loader

GREETINGS = 20
"""Each is 46 bytes out and 112 back."""
_WHOLE = 8
"""Replies to one greeting."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A count of messages."""

    spoilt: int
    total: int
    words: str = "messages were spoilt or lost"

    @property
    def shown(self) -> str:
        """For people."""
        return f"{self.spoilt} of {self.total} {self.words}"


def count(talk: Loader, greetings: int = GREETINGS) -> Spoilt:
    """A greeting that gets no reply counts as one spoilt message, else each reply that is not whole.

    Raises LinkError, Cancelled.
    """
    spoilt = total = 0
    for _ in range(greetings):
        good = talk.greet((talk.patience,)).good
        total += 1 + (_WHOLE if good else 0)
        spoilt += (_WHOLE - good) if good else 1
    return Spoilt(spoilt, total)
