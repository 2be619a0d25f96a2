"""The closed vocabulary: what facts there are, which values they take, who can tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import translate
from typing import Literal

from .causes import Level, Place
from .errors import did_you_mean, hinted
from .facts import Fact, Value
from .measures import MEASURES

Cost = Literal["look", "wire", "part"]


@dataclass(frozen=True, slots=True)
class IntType:
    """A whole number, both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class FloatType:
    """A number, both ends included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class EnumType:
    """One of these words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoolType:
    """True or false."""


@dataclass(frozen=True, slots=True)
class TextType:
    """Any characters; rules can only ask whether they are known or equal."""


FactType = IntType | FloatType | EnumType | BoolType | TextType


@dataclass(frozen=True, slots=True)
class Question:
    """How a person is asked for a fact."""

    question: str
    help: str
    choices: tuple[tuple[Value, str], ...]
    cost: Cost
    place: bool = False
    """The answer is a file or a folder that is there."""
    again: str = ""
    """How it is put after a repair, where what was true before may have changed; "" where it is put as before."""


Said = str | tuple[tuple[Value, str], ...]
"""One sentence for all values, in which a word of `WAYS` in braces stands for the value; or one for each value."""

WAYS = ("value", *MEASURES)
"""How a value is put into a sentence: as it stands, as bytes (4 MB), as the levels of the boot pins."""


VOICES = ("in-words", "told")
"""Keys of a cause's file by which what people write speaks for it: why it does, and how people tell of it."""


@dataclass(frozen=True, slots=True)
class Speaks:
    """The values of the fact are causes, and each cause whose file says `by` has a rule that such a value fires."""

    by: str
    """A key of a cause's file: see VOICES."""
    rule: str
    """The rule's id within the cause."""
    level: Level
    because: str = ""
    """The reason that all causes share; "" where each gives its own."""


@dataclass(frozen=True, slots=True)
class FactKind:
    """One entry of facts.yaml."""

    name: str
    about: str
    type: FactType
    keeps: Literal["one", "many"]
    learned: tuple[str, ...]
    """`probe/NAME`, `action/NAME`, `text`, `ask`, `rule`."""
    ask: Question | None
    affected_by: tuple[str, ...]
    private: bool
    place: Place
    narrows: tuple[tuple[Value, tuple[str, ...]], ...] = ()
    """A value that says what the case is about, with the topics of the causes to which it keeps looks and questions."""
    said: Said = ""
    """What it tells a person in plain words; a value without words tells nothing that matters."""
    speaks: Speaks | None = None

    def topics(self, value: Value) -> tuple[str, ...]:
        """The topics that this value narrows the case to; none where it does not."""
        return next((topics for one, topics in self.narrows if one == value), ())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts by name."""

    kinds: Mapping[str, FactKind]
    unsure: frozenset[str] = frozenset()
    """Facts whose own entry has a mistake: while a rulebook is read, nothing is said about their values."""

    def matching(self, pattern: str) -> frozenset[str]:
        """The names that a pattern such as `boot.*` stands for."""
        return frozenset(filter(re.compile(translate(pattern)).match, self.kinds))

    def problem(self, name: str, value: Value) -> str | None:
        """What is wrong with this value for this fact, as a sentence; None if it is right."""
        if name not in self.kinds:
            return hinted(f"there is no fact {name}", did_you_mean(name, self.kinds))
        return None if name in self.unsure else problem_of(self.kinds[name].type, value)

    def allowed(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """Those that are right: a recorded case may have others, of older rules."""
        return (fact for fact in facts if not self.problem(fact.name, fact.value))

    def parse(self, name: str, text: str) -> Value:
        """The value that the text stands for, as in `--answer NAME=TEXT`. Raises ValueError with a sentence."""
        kind = self.kinds.get(name)
        value = _parsed(kind.type, text) if kind else text
        problem = self.problem(name, value)
        if problem:
            raise ValueError(f"{name}={text}: {problem}")
        return value


MOST_LISTED = 12
"""Words that a message lists of those that are right: more than most facts have, and few enough to be read."""

_WORDS_OF_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def _parsed(kind: FactType, text: str) -> Value:
    word = text.strip()
    try:
        match kind:
            case BoolType():
                return _WORDS_OF_TRUTH.get(word.lower(), word)
            case IntType():
                # Programs print 0x1f, and 02 for 2; people write 921600.
                return int(word, 16 if word.lower().startswith("0x") else 10)
            case FloatType():
                return float(word)
            case EnumType(words):
                return next((known for known in words if known.lower() == word.lower()), word)
            case TextType():
                return word
    except ValueError:
        return word


def _some(words: Sequence[str]) -> str:
    """The words; of many the first, and how many there are, for a list that long is not read."""
    left = len(words) - MOST_LISTED
    return ", ".join(words) if left <= 0 else f"{', '.join(words[:MOST_LISTED])} and {left} more"


def problem_of(kind: FactType, value: Value) -> str | None:
    """What is wrong with this value for a fact of this type, as a sentence; None if it is right."""
    match kind:
        case BoolType():
            return None if isinstance(value, bool) else "it must be true or false"
        case TextType():
            return None if isinstance(value, str) else "it must be text"
        case EnumType(words):
            if isinstance(value, str) and value in words:
                return None
            return hinted(f"it must be one of {_some(words)}", did_you_mean(str(value), words))
        case IntType(low, high):
            good = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
            return None if good else f"it must be a whole number from {low} to {high}"
        case FloatType(low, high):
            good = isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high
            return None if good else f"it must be a number from {low} to {high}"
