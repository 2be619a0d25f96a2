"""The probe `library`: reads the source of a library that a person named, and looks for what does not suit the chip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..engine.checks import Spot
from ..engine.errors import Cancelled
from ..engine.facts import Evidence, Fact
from ..engine.portability import look
from ..engine.steps import ProbeInfo
from . import source_tree
from .given_path import given
from .probe import Observation, World, fact

MOST_PLACES = 50
"""Places of one kind that are kept as evidence."""
FEW_PLACES, FEW_FILES = 12, 3
"""Up to so many places in so many files a person can change by hand (FAQ a03: "well localized")."""
_GRAVITY = ("nothing", "look", "breaks", "stops")
_WORDS = {
    "part": "It is very large: only a part of it was read.",
    "no-sources": "There are no source files in that folder.",
    "absent": "There is nothing at that place.",
    "unreadable": "It cannot be read.",
    "many": "These are many libraries: name one of them.",
    "archive": "This is an archive: unpack it first.",
    "firmware": "This is a compiled firmware and no source.",
    "other-file": "This file is no source.",
}


class Library:
    """Touches no port, runs nothing that it reads, and follows no link out of the folder."""

    info = ProbeInfo(
        name="library",
        title="Reading the library's source",
        settles=("library.state", "library.files", "library.finding", "library.worst", "library.spread"),
        needs=(("library.path", ()),),
        seconds=1.0,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises Cancelled."""
        tree = source_tree.read(given(str(world.known["library.path"])))
        if world.stop.is_set():
            raise Cancelled("reading the library")
        state = fact("library.state", tree.state, "the folder", tree.words)
        yield Observation((state,), note=_WORDS.get(tree.state, ""))
        if tree.files:
            yield Observation(_found(look(tree.files, world.tables.portability), tree))


def _found(spots: Sequence[Spot], tree: source_tree.Tree) -> tuple[Fact, ...]:
    worst = max((spot.weight for spot in spots), key=_GRAVITY.index, default="nothing")
    stopping = [spot for spot in spots if spot.weight == "stops"]
    few = len(stopping) <= FEW_PLACES and len({spot.file for spot in stopping}) <= FEW_FILES
    by_check: dict[str, list[Spot]] = {}
    for spot in spots:
        by_check.setdefault(spot.check.id, []).append(spot)
    return (
        fact("library.files", len(tree.files), "the folder", tree.words),
        *(Fact("library.finding", name, _places(found)) for name, found in by_check.items()),
        fact("library.worst", worst, "the source", spots[0].excerpt[:200] if spots else tree.words),
        fact("library.spread", "none" if not stopping else "few" if few else "all-over", "the source", tree.words),
    )


def _places(spots: Sequence[Spot]) -> tuple[Evidence, ...]:
    return tuple(Evidence(f"{spot.file} line {spot.line}", spot.excerpt[:200]) for spot in spots[:MOST_PLACES])


probe = Library()
