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
from .sieve import telling

if TYPE_CHECKING:
    from .causes import Cause
    from .rulebook import Rulebook, Signature


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """Of signatures and causes in their order."""

    grams: Grams
    """What each signature cannot match without, ready to be looked for."""
    telling: str
    """Words without which no line of a long text tells anything that a tool says (see `sieve`)."""
    speller: Speller
    """The words that tools say."""
    tales: Tales
    """What people tell of the causes."""


def lookup(signatures: Sequence[Signature], causes: Mapping[str, Cause]) -> Lookup:
    """What is looked for on behalf of these signatures and causes."""
    known = [needles_of(one) for one in signatures]
    of_tools = [found for one, found in zip(signatures, known, strict=True) if one.weight == "tool"]
    return Lookup(
        grams=Grams(known),
        telling=telling([found[0] if found else () for found in of_tools]),
        speller=Speller(line for one in signatures if one.weight == "tool" for line in one.matches),
        tales=Tales({cause.id: cause.told for cause in causes.values() if cause.told}),
    )


def needles_of(signature: Signature) -> Needles:
    """What is in the shape of every line in which it counts; none if nothing is known."""
    said = needles(signature.near.says)[:1] if signature.near and signature.near.says else ()
    return (*said, *needles(signature.pattern))


@lru_cache(maxsize=4)
def lookup_of(rulebook: Rulebook) -> Lookup:
    """The one that came with the rulebook, or one that is made now."""
    return rulebook.lookup or lookup(rulebook.signatures, rulebook.causes)
