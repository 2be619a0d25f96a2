"""The page about a library: each thing that was found, where, why it matters, and the change that mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..engine.checks import Check
from ..engine.facts import Evidence, Fact
from ..engine.rulebook import Rulebook
from .page import Known, Page
from .wording import safe

MOST_PLACES = 5
"""Places of one kind that are listed; the rest is counted."""

_WEIGHTS = {
    "stops": "It does not compile, or cannot work",
    "breaks": "It compiles, and goes wrong",
    "look": "It may be fine; have a look",
}


def make(known: Known, rulebook: Rulebook) -> Page | None:
    """None where nothing was found. Findings in the order of the table, the gravest first."""
    found = {str(fact.value): fact for fact in known.all("library.finding")}
    checks = [check for check in rulebook.tables.portability.checks if check.id in found]
    ordered = sorted(checks, key=lambda check: tuple(_WEIGHTS).index(check.weight))
    lines = [line for check in ordered for line in _finding(check, found[check.id])]
    return Page("The library, place by place", tuple(lines)) if lines else None


def _finding(check: Check, fact: Fact) -> Iterator[str]:
    yield f"{check.what} ({_WEIGHTS[check.weight].lower()})"
    yield from (f"    {line}" for line in _places(fact.because))
    yield f"  Why: {check.why}"
    yield f"  The change: {check.change}"


def _places(because: Sequence[Evidence]) -> Iterator[str]:
    for place in because[:MOST_PLACES]:
        yield f"{safe(place.source, 100)}:  {safe(place.excerpt.strip(), 90)}"
    if len(because) > MOST_PLACES:
        yield f"and {len(because) - MOST_PLACES} more places"
