"""What is looked for in texts, made ready once for a rulebook and kept with it: that takes longer than most texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .grams import Grams
from .likeness import Tales
from .mending import Speller
from .needles import Needles, needles

if TYPE_CHECKING:
    from .causes import Cause
    from .rulebook import Rulebook, Signature


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """Of signatures and causes in their order."""

    needles: tuple[Needles, ...]
    """What each signature cannot match without."""
    grams: Grams
    """The same, ready to be looked for."""
    speller: Speller
    """The words that tools say."""
    tales: Tales
    """What people tell of the causes."""


def lookup(signatures: Sequence[Signature], causes: Mapping[str, Cause]) -> Lookup:
    """What is looked for on behalf of these signatures and causes."""
    known = tuple(one.needles or needles(one.pattern) for one in signatures)
    return Lookup(
        needles=known,
        grams=Grams(known),
        speller=Speller(line for one in signatures if one.weight == "tool" for line in one.matches),
        tales=Tales({cause.id: cause.told for cause in causes.values() if cause.told}),
    )


@lru_cache(maxsize=4)
def lookup_of(rulebook: Rulebook) -> Lookup:
    """The one that came with the rulebook, or one that is made now."""
    return rulebook.lookup or lookup(rulebook.signatures, rulebook.causes)
