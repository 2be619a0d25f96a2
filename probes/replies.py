"""What the loader's answers come to: a greeting, a word, and how many of the exchanges went well."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.facts import Fact, Value
from .heard import Heard
from .probe import fact

ENOUGH = 16
"""Exchanges for one word: with one byte in fifty lost or changed half of them fail. Then a line may be given up."""
_GOOD, _HOPELESS = 0.7, 0.2
"""Shares of exchanges."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """What came back, as a word of the fact `sync.reply`."""

    reply: str
    heard: Heard
    good: int = 0
    """Whole replies."""
    delay: float = 0.0
    """Seconds until they began to come."""

    @property
    def answered(self) -> bool:
        """Whether an ESP8266's loader is there."""
        return self.reply in ("ok", "late")

    @property
    def final(self) -> bool:
        """Whether asking again would tell nothing new: a loader answered, of whatever chip."""
        return self.answered or self.reply == "other-loader"


@dataclass(frozen=True, slots=True)
class Word:
    """32 bits, with the frame that they came in."""

    value: int
    heard: Heard

    def fact(self, name: str, value: Value) -> Fact:
        """A fact that follows from the word; the excerpt is the frame in hexadecimal."""
        span = (self.heard.offset, self.heard.offset + len(self.heard.data))
        return fact(name, value, self.heard.source, self.heard.data.hex(" "), span)


@dataclass(slots=True)
class Tally:
    """How the exchanges went, for judging the line."""

    asked: int = 0
    answered: int = 0
    torn: int = 0
    """Something came, and nothing whole. Silence is another thing: a chip may be busy."""

    @property
    def good(self) -> bool:
        """Whether nearly all came back whole."""
        return self.answered >= _GOOD * self.asked

    @property
    def spotless(self) -> bool:
        """Whether all came back whole."""
        return self.answered == self.asked

    @property
    def hopeless(self) -> bool:
        """Whether so few came back whole that nothing can be learned this way."""
        heard = self.answered + self.torn
        return heard >= ENOUGH and self.answered < _HOPELESS * heard
