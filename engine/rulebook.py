"""The whole knowledge base as one frozen value; `load` makes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .boards import Board
from .causes import Cause, Hands, Place, Rule
from .checks import NO_CHECKS, Portability
from .conditions import Condition
from .facts import Value
from .layouts import Layout
from .nearby import Phrase
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from .lookup import Lookup

BRACED = re.compile(r"\{(\w+)\}")
"""`{name}` in a signature's states: the value is what the pattern's group of that name matched."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A pattern of lines in pasted text, and the facts that it states."""

    id: str
    pattern: str
    """A regular expression in the common subset of `re` and RE2; named groups may give values."""
    states: tuple[tuple[str, Value | str], ...]
    """Fact name -> value, or "{group}" for what a named group matched."""
    weight: str = "tool"
    """`tool`: words of a program. `words`: plain words of a person, weak evidence."""
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    place: Place = field(default_factory=lambda: Place("", 0))
    near: Phrase | None = None
    """What must be said near a match for it to count."""

    @property
    def tells_values(self) -> bool:
        """Whether what it states depends on the characters that it matches."""
        return any(isinstance(value, str) and BRACED.fullmatch(value) for _, value in self.states)


@dataclass(frozen=True, slots=True)
class Tables:
    """What is looked up by name."""

    portability: Portability = NO_CHECKS
    """What keeps a library's source from running on the chip."""
    layouts: tuple[Layout, ...] = ()
    """How a core lays out the flash."""
    boards: tuple[Board, ...] = ()
    """The boards that are known by name."""


NO_TABLES = Tables()


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """Vocabulary, causes, hands, derivations, signatures. Equal to itself alone, so that an index of it can be kept."""

    vocabulary: Vocabulary
    causes: Mapping[str, Cause]
    hands: Mapping[str, Hands]
    rules: tuple[Rule, ...]
    """Every rule of every cause and every derivation, in the order of files."""
    healthy: Condition
    unhealthy: Condition | None
    signatures: tuple[Signature, ...]
    sha256: str
    """Of all texts that it was made from, so that a case can say which rules it was solved with."""
    tables: Tables = NO_TABLES
    lookup: Lookup | None = None
    """What is looked for in texts, made ready (see `lookup_of`)."""
