"""Words without which a pattern cannot match: looked for first, in the shape of a line or of a whole text.

What a set of patterns can be made to do by a hostile text (an automaton with ever new states), a list of plain words
cannot. So the words decide which patterns see which lines.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

from .shapes import shape, small

MOST_WORDS = 130
"""Words for one place of a pattern; a place that could be more words than that is passed over."""
LEAST = 1
"""Worth of a needle that is looked for at all."""
ENOUGH = 8
"""Worth of a needle that needs no second one beside it."""
MOST_NEEDLES = 3
"""That are looked for, of one pattern."""
_COMMON = """
a an and as at be by error file for from has have in is it loop new no not of ok on one open or other out read sensor
set size some test that the then there this time to tool v was when with without
"""
COMMON = frozenset(_COMMON.split())
"""Words that stand in lines of any kind: they are looked for only where a pattern has nothing better."""

LONG_NUMBER = 4
"""Digits of a number that does not stand in every line."""

_FEW = 10
"""Characters of a range that are written out one by one."""
EDGE = "\0"
"""Stands for the edge of a word (`\\b`), which no pattern holds as a character."""

Words = tuple[str, ...]
Needles = tuple[Words, ...]


@lru_cache(maxsize=4096)
def needles(pattern: str) -> Needles:
    """What is found in the shape of every line that the pattern matches: one word at least of each needle.

    The best needle first. None if there is nothing worth looking for, or the pattern cannot be read or holds what only
    `re` understands.
    """
    try:
        found = _of_all(parsed(pattern))
    except (re.error, _Foreign):
        return ()
    return tuple(_fewest(one.words) for one in (found[:1] if found and found[0].worth >= ENOUGH else found))


def parsed(pattern: str) -> Iterable[Any]:
    """The pattern in pieces, by the parser of `re`. Raises re.error."""
    pieces: Iterable[Any] = _parser.parse(pattern, re.ASCII)
    return pieces


def _fewest(words: Words) -> Words:
    """Without words that hold another one of them."""
    kept: list[str] = []
    for word in sorted(set(words), key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return tuple(sorted(kept))


def spelled(word: str) -> str:
    """The word without its edges."""
    return word.replace(EDGE, "")


def expression(words: Iterable[str]) -> str:
    """A regular expression that finds one of the words in a shape."""
    return "|".join(re.escape(word).replace(EDGE, r"\b") for word in words)


class _Foreign(Exception):
    """A piece of a pattern that is not in the common subset of `re` and RE2."""


@dataclass(frozen=True, slots=True)
class _Needle:
    """Words one of which must be there, and what they are worth."""

    words: Words
    worth: int
    """Characters of the shortest word, one for a word that is common."""


_Ranked = tuple[_Needle, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of a piece of a pattern."""

    exact: Words | None
    """All that it can match, if that is a few words."""
    within: _Ranked = ()
    """Where that is more, what is in all that it matches."""
    begins: bool = False
    """Whether more may follow on what is exact: it is a beginning only."""


def _of_all(tokens: Iterable[Any]) -> _Ranked:
    """The needles of a sequence: its best pieces, the best first."""
    worthy = [one for one in _pieces(tokens) if one.worth >= LEAST]
    return tuple(sorted(worthy, key=lambda one: (-min(one.worth, ENOUGH), len(one.words)))[:MOST_NEEDLES])


def _pieces(tokens: Iterable[Any]) -> Iterable[_Needle]:
    """In their order, none within another: runs of neighbours that are known exactly, and what is between them."""
    run: Words = ("",)
    for seen in _each(tokens):
        longer = _lengthened(run, seen.exact)
        if longer is not None and not seen.begins:
            run = longer
            continue
        yield _written(longer or run)
        run = ("",) if longer is not None else seen.exact or ("",)
        yield from seen.within
    yield _written(run)


def _lengthened(run: Words, exact: Words | None) -> Words | None:
    """The run with what follows on it; None where that is not known, or would be more words and no better needle."""
    longer = _joined(run, exact)
    if longer is not None and len(longer) > len(run) and _written(run).worth >= ENOUGH:
        return None
    return longer


def _each(tokens: Iterable[Any]) -> Iterator[_Seen]:
    """What is known of each token; letters that follow each other are one."""
    letters = ""
    for token in tokens:
        if str(token[0]) == "LITERAL":
            letters += _sign(token[1])
            continue
        if letters:
            yield _Seen((letters,))
            letters = ""
        yield _seen(token)
    if letters:
        yield _Seen((letters,))


def _seen(token: Any) -> _Seen:
    kind, about = token
    if (read := _READERS.get(str(kind))) is None:
        raise _Foreign
    return read(about)


@lru_cache(maxsize=1024)
def _sign(code: int) -> str:
    return small(shape(chr(code)))


def _one_of(items: Sequence[Any]) -> _Seen:
    """One of some characters; of a class with more than digits in it nothing is known."""
    signs: dict[str, None] = {}
    for kind, about in items:
        if str(kind) == "LITERAL":
            signs[_sign(about)] = None
        elif str(about) == "CATEGORY_DIGIT":
            signs["0"] = None
        elif str(kind) == "RANGE" and about[1] - about[0] < _FEW:
            signs.update(dict.fromkeys(map(_sign, range(about[0], about[1] + 1))))
        else:
            return _UNKNOWN
    return _Seen(tuple(signs))


def _either(about: Any) -> _Seen:
    branches = about[1]
    exact = [words for words in map(_exact, branches) if words is not None]
    if len(exact) == len(branches) and sum(map(len, exact)) <= MOST_WORDS:
        return _Seen(tuple(dict.fromkeys(word for words in exact for word in words)))
    return _Seen(None, tuple(map(_any_of, _ranked([_of_all(branch) for branch in branches]))))


def _ranked(branches: Sequence[_Ranked]) -> Iterator[Sequence[_Needle]]:
    """The best of every branch, then the second best; a branch that has no more gives its last again."""
    if all(branches):
        for rank in range(max(map(len, branches))):
            yield [found[min(rank, len(found) - 1)] for found in branches]


def _any_of(needles: Sequence[_Needle]) -> _Needle:
    return _Needle(tuple(word for one in needles for word in one.words), min(one.worth for one in needles))


def _group(about: Any) -> _Seen:
    exact = _exact(about[-1])
    return _Seen(exact, () if exact is not None else _of_all(about[-1]))


def _repeated(about: Any) -> _Seen:
    least, most, inside = about
    exact = _exact(inside)
    if exact is not None and most == 1:
        return _Seen(exact if least else tuple(dict.fromkeys(("", *exact))))
    if exact is not None and least:
        return _Seen(exact, begins=True)
    return _Seen(None, _of_all(inside) if least else ())


def _place(about: Any) -> _Seen:
    return _Seen((EDGE if str(about) == "AT_BOUNDARY" else "",))


def _unknown(_about: Any) -> _Seen:
    return _UNKNOWN


_UNKNOWN = _Seen(None)
_READERS: dict[str, Callable[[Any], _Seen]] = {
    "IN": _one_of,
    "BRANCH": _either,
    "SUBPATTERN": _group,
    "MAX_REPEAT": _repeated,
    "MIN_REPEAT": _repeated,
    "AT": _place,
    "ANY": _unknown,
    "NOT_LITERAL": _unknown,
}


def _exact(tokens: Iterable[Any]) -> Words | None:
    """All that a sequence can match, if that is a few words."""
    empty: Words | None = ("",)
    return reduce(_joined, (None if seen.begins else seen.exact for seen in _each(tokens)), empty)


def _joined(first: Words | None, second: Words | None) -> Words | None:
    if first is None or second is None or len(first) * len(second) > MOST_WORDS:
        return None
    return tuple(dict.fromkeys(one + other for one in first for other in second))


def _written(words: Words) -> _Needle:
    return _Needle(words, min(map(_worth, words)))


def _worth(word: str) -> int:
    """Characters, but for digits: any number holds those. A long number is worth little, but something."""
    said = spelled(word).strip(" .,:")
    if said in COMMON:
        return min(len(said), 2)
    return len(said.replace("0", "")) or int(len(said) >= LONG_NUMBER)


# The parser of `re` itself; it moved into the package in Python 3.11.
_parser: Any = getattr(re, "_parser", None) or importlib.import_module("sre_parse")
