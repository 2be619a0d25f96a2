"""What a library's source is looked through for (rules/library.yaml), and a place where something was found: values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .causes import Place
from .preprocessor import Macros

Weight = Literal["stops", "breaks", "look"]
"""It does not compile or cannot work; it runs and does the wrong thing; it may be fine, and deserves a look."""
Where = Literal["code", "text", "handler", "stretch", "gap", "variable"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look for, and what to do about it. In `needs` and `unless` of a variable {name} is its name."""

    id: str
    weight: Weight
    where: Where
    pattern: str
    what: str
    why: str
    change: str
    sources: tuple[str, ...]
    unless: str = ""
    """Where this is found anywhere in the source, there is nothing to find; for a handler, what marks a good one."""
    but: str = ""
    """A line that has this too is no finding."""
    not_after: str = ""
    """Nor is one that comes after a line with this."""
    declared: tuple[str, ...] = ()
    """Of these types its variable must be, and its `other` one if the pattern has such a group."""
    needs: str = ""
    """A variable counts only where this, with its name for {name}, is found in the same file."""
    until: str = ""
    """The end of a stretch."""
    longest: int = 0
    """Lines that a stretch or a gap may have."""
    finds: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    place: Place = field(default_factory=lambda: Place("", 0))


@dataclass(frozen=True, slots=True)
class Portability:
    """All that is known about moving a library to the chip."""

    macros: Macros
    checks: tuple[Check, ...]

    def check(self, name: str) -> Check | None:
        """The check of that id."""
        return next((one for one in self.checks if one.id == name), None)


NO_CHECKS = Portability(Macros({}), ())


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a check found."""

    check: Check
    file: str
    line: int
    excerpt: str
    """The line as it is compiled. From outside: bound and escape it before it is shown."""
    sure: bool = True
    """False where the line hangs on a macro of which nothing is known."""

    @property
    def weight(self) -> Weight:
        """How grave it is here."""
        return self.check.weight if self.sure else "look"
