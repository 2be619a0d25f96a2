"""One page of details, and the facts that it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..engine.facts import Fact, Value, by_name


@dataclass(frozen=True, slots=True)
class Page:
    """A title and lines that are safe to show."""

    title: str
    lines: tuple[str, ...]
    wanted: bool = True
    """It belongs to the end of the case; else it is there for who looks for it."""
    first: bool = False
    """It is what the person came for: it stands above the reasons."""


@dataclass(frozen=True, slots=True)
class Known:
    """Facts by name."""

    by_name: Mapping[str, tuple[Fact, ...]]

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Known:
        """All of them; several of one name keep their order."""
        return cls(by_name(facts))

    def all(self, name: str) -> tuple[Fact, ...]:
        """Every fact of that name."""
        return self.by_name.get(name, ())

    def value(self, name: str) -> Value | None:
        """The value of a fact that has one, None where it is not known."""
        facts = self.all(name)
        return facts[0].value if facts else None

    def number(self, name: str) -> int | None:
        """The same where it is a whole number."""
        value = self.value(name)
        return value if isinstance(value, int) else None

    def text(self, name: str) -> str:
        """The same as text, "" where it is not known."""
        value = self.value(name)
        return "" if value is None else str(value)
