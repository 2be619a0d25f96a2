"""The words of the knowledge base: cause, rule, fix. Values only; `load` makes them, `chain` uses them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .conditions import Condition
from .facts import Value
from .hazard import Hazard

Level = Literal["certain", "likely", "possible", "against", "excludes"]
Base = Literal["common", "occasional", "rare"]
Effort = Literal["look", "button", "wire", "part", "computer"]
"""What a hands-on step asks of a person."""


TOPICS = ("port", "power", "upload", "boot", "flash", "crash", "build", "know")
"""The folders that causes lie in, in the order in which faults hide one another: what stands first is mended first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the rule files something stands; line and column count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Rule:
    """If `when` holds and `unless` is not known to hold: evidence for or against the cause, or a derived fact."""

    id: str
    """Unique in the rulebook: "upload/not-in-download-mode#no-sequence-works"."""
    cause: str | None
    """None for a rule that only derives facts (`states`)."""
    level: Level | None
    when: Condition
    unless: Condition | None
    states: tuple[tuple[str, Value], ...]
    because: str
    """A sentence for a tired beginner; {fact.name} stands for the fact's value."""
    place: Place
    shared: bool = False
    """Many causes have it in the same words (`vocabulary.Speaks`), so a case of one of them tests it for all."""


@dataclass(frozen=True, slots=True)
class FixStep:
    """One thing to do: exactly one of `hands` (a hands-on step), `action` (we do it) or `advice` (words)."""

    hands: str | None = None
    action: str | None = None
    advice: str | None = None
    options: tuple[tuple[str, Value], ...] = ()
    """Arguments of the action, e.g. mode: dout."""


@dataclass(frozen=True, slots=True)
class Verify:
    """A fix is done when these probes were run again and the expectation holds."""

    probes: tuple[str, ...]
    expect: Condition
    for_seconds: float = 0.0
    never: Condition | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: when it applies, its steps, what must be observed again, and what proves it."""

    id: str
    title: str
    when: Condition | None
    steps: tuple[FixStep, ...]
    verify: Verify | None
    """None: advice that the program cannot prove (a part to buy, a menu to set)."""
    hazard: Hazard
    affects: tuple[str, ...]
    """Patterns of fact names, `boot.*`, that a step of this fix makes outdated."""
    chance: Level = "likely"
    """How often it helps when the cause is right."""
    place: Place = field(default_factory=lambda: Place("", 0))
    way_round: bool = False
    """It makes the trouble bearable and leaves it there (a button to hold): once proven, nobody looks for it again."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What can be wrong."""

    id: str
    title: str
    base: Base
    explains: tuple[str, ...]
    """Causes whose evidence this one takes over when it is believed more."""
    rules: tuple[Rule, ...]
    fixes: tuple[Fix, ...]
    sources: tuple[str, ...]
    topic: str
    """The folder that it lies in: one of TOPICS."""
    about: str
    """Two or three sentences for a beginner: what it is, how it comes about."""
    place: Place
    answer: str = ""
    """What is said at once when somebody asks for this, before anything is looked at."""
    told: tuple[str, ...] = ()
    """How people tell of it, in sentences as they write them: see `likeness`."""


@dataclass(frozen=True, slots=True)
class Hands:
    """A hands-on step of the closed list in hands.yaml."""

    id: str
    title: str
    steps: tuple[str, ...]
    picture: str
    """A drawing in characters, "" for none; the board's own comes below it where `marks` name something on it."""
    cost: Effort
    seconds: float
    affects: tuple[str, ...]
    """What the hands themselves make outdated, besides what the fix says."""
    place: Place
    teaches: tuple[tuple[str, str], ...] = ()
    """Facts that hold once it is done, each with the known fact whose value it takes: a setting that was set."""
    marks: tuple[str, ...] = ()
    """What it touches on the board: `boards.SPOTS`."""

    @property
    def differs(self) -> bool:
        """It looks or reads different from one board to the next."""
        return bool(self.marks) or any("{board." in text for text in (*self.steps, self.picture))
