"""What stands in braces in a sentence of the rules: {fact}, {fact:measure}, {fact|words where it is not known}."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_BRACES = re.compile(r"\{([^{}]*)\}")


class Braced(NamedTuple):
    """The parts of what stands between two braces."""

    inside: str
    """All of it, as it was written."""
    name: str
    measure: str
    """One of `measures.MEASURES`; "" for the value as it is."""
    otherwise: str
    """What stands there where the fact is not known; "" where nothing is said of that."""


def braced(sentence: str) -> Iterator[Braced]:
    """All of them, in order."""
    return map(_parted, _BRACES.findall(sentence))


def filled(sentence: str, words: Callable[[Braced], str]) -> str:
    """The sentence with the words for each in its place."""
    return _BRACES.sub(lambda found: words(_parted(found[1])), sentence)


def _parted(inside: str) -> Braced:
    before, _, otherwise = inside.partition("|")
    name, _, measure = before.partition(":")
    return Braced(inside, name, measure, otherwise)
