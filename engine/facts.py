"""A fact is one thing known, with the very characters that it was read from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Value = bool | int | float | str
"""What a fact can say: a scalar of YAML. Enumerations are strings."""

Kind = Literal["probe", "transcript", "paste", "said", "derived"]
"""Where evidence comes from, in the order of trust: see TRUST."""

TRUST: dict[Kind, int] = {"probe": 4, "transcript": 3, "paste": 2, "said": 1, "derived": 0}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a fact is believed: the characters, and where and when they were seen."""

    source: str
    """For people: "serial 74880 baud", "log.txt line 12", "you said"."""
    excerpt: str
    """The characters themselves, as they were read. Hostile: escape before showing."""
    kind: Kind = "probe"
    attempt: int = 0
    """How many times the world had been changed (a fix, hands) when it was seen."""
    at: float = 0.0
    """Seconds since the case began."""
    span: tuple[int, int] | None = None
    """Bytes in the transcript (or characters in the text) that it was read from."""
    doubtful: bool = field(default=False, repr=False)
    """Read among spoilt characters, so perhaps wrongly: nothing is certain by it. No part of a fact's id."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name of the vocabulary, a value, and at least one piece of evidence."""

    name: str
    value: Value
    because: tuple[Evidence, ...]

    @property
    def id(self) -> str:
        """The same for the same content, so that a journal can retract it whatever the order was."""
        parts = repr((self.name, self.value, self.because))
        return hashlib.sha256(parts.encode("utf-8", "backslashreplace")).hexdigest()[:12]

    @property
    def rank(self) -> tuple[int, float, int, str]:
        """Of two facts that exclude each other the greater rank holds.

        Latest attempt, then latest time in the evidence, then the better source; the
        repr of the value only so that the order of telling never decides.
        """
        best = max(self.because, key=lambda e: (e.attempt, e.at, TRUST[e.kind]))
        return (best.attempt, best.at, TRUST[best.kind], repr(self.value))

    @property
    def attempt(self) -> int:
        """The latest attempt in its evidence."""
        return max([evidence.attempt for evidence in self.because])

    @property
    def doubtful(self) -> bool:
        """Whether no piece of evidence is free of doubt."""
        return all(evidence.doubtful for evidence in self.because)

    def doubted(self) -> Fact:
        """The same fact, read where it may have been read wrongly."""
        return replace(self, because=tuple(replace(e, doubtful=True) for e in self.because))

    def at_attempt(self, attempt: int, at: float) -> Fact:
        """The same fact, seen at that attempt and time (a probe does not know either)."""
        return Fact(self.name, self.value, tuple([replace(e, attempt=attempt, at=at) for e in self.because]))


def by_name(facts: Iterable[Fact]) -> dict[str, tuple[Fact, ...]]:
    """The facts by name, those of one name in their order."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.name, []).append(fact)
    return {name: tuple(ones) for name, ones in found.items()}
