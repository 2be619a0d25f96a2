"""What can go wrong, by whose fault.

EspdoctorError
├── RulebookError(mistakes)   the author's: the rule files do not say what they should
├── Refused(hazard, what)     the person's decision: a step was not consented to
├── Cancelled(what)           the person's decision: stop now
├── JournalError(line, what)  a recorded case cannot be read any further
└── LinkError(port)           the world's: `probes/link_errors.py` has its leaves, each becomes facts

An error has fields; the sentence is made from them in `__str__`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .hazard import Hazard

if TYPE_CHECKING:
    from .causes import Place


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a rule file."""

    place: Place
    message: str
    """A sentence that starts small and has no full stop: it stands behind file:line:column."""
    hint: str = ""
    """What to write instead: "did you mean port.state?"."""

    def __str__(self) -> str:
        return f"{self.place}: {hinted(self.message, self.hint)}"


def hinted(message: str, hint: str) -> str:
    """The message, and behind it the hint where there is one."""
    return f"{message}; {hint}" if hint else message


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to this one; empty if none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, tuple(known), n=1)
    return f"did you mean {near[0]}?" if near else ""


class EspdoctorError(Exception):
    """Everything that espdoctor raises on purpose."""


class RulebookError(EspdoctorError):
    """The rule files have mistakes; all of all files, in the order of their places."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=_order))
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


class Refused(EspdoctorError):
    """A step needed more consent than was given."""

    def __init__(self, hazard: Hazard, what: str = "This step") -> None:
        self.hazard = hazard
        self.what = what
        super().__init__(hazard, what)

    def __str__(self) -> str:
        return f"{self.what} needs your consent: it can {_CAN[self.hazard]} (--allow {self.hazard})."


class Cancelled(EspdoctorError):
    """The person stopped it."""

    def __init__(self, what: str = "") -> None:
        self.what = what
        super().__init__(what)

    def __str__(self) -> str:
        return f"Stopped while {self.what}." if self.what else "Stopped."


class JournalError(EspdoctorError):
    """A recorded case has a line that cannot be read; what stands before it is good."""

    def __init__(self, line: int, what: str) -> None:
        self.line = line
        self.what = what
        super().__init__(line, what)

    def __str__(self) -> str:
        good = " All before it is good." if self.line > 1 else ""
        return f"Line {self.line} of the recorded case cannot be read: {self.what}.{good}"


_CAN = {
    Hazard.LISTEN: "listen to the board",
    Hazard.RESET: "restart the board",
    Hazard.WRITE: "write to the board's flash",
    Hazard.ERASE: "erase what is on the board",
}


def _order(mistake: Mistake) -> tuple[str, int, int]:
    return (mistake.place.file, mistake.place.line, mistake.place.column)
