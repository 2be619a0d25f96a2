"""Words without which a pattern cannot match: looked for first, in one pass over a whole text.

What a set of patterns can be made to do by a hostile text (an automaton with ever new states), a list of plain words
cannot. So the words decide which lines the patterns see at all.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

MOST_WORDS = 130
"""Words for one place of a pattern; a place that could be more words than that is passed over."""
LEAST = 1
"""Worth of a needle that is looked for at all."""
_COMMON = """
a an and as at be by error file for from has have in is it loop new no not of ok on one open or other out read sensor
set size some test that the then there this time to tool v was when with without
"""
COMMON = frozenset(_COMMON.split())
"""Words that stand in lines of any kind: they are looked for only where a pattern has nothing better."""

_FEW = 10
"""Characters of a range that are written out one by one."""
_FEW_DIGITS = 4
"""Digits of a number that may stand everywhere."""
_EDGE = "\0"
"""Stands for the edge of a word (`\\b`), which no pattern holds as a character."""

Words = tuple[str, ...]


def needle(pattern: str) -> str:
    """A simple regular expression that is found, in any case, in every line that the pattern matches.

    "" if there is nothing worth looking for, or the pattern cannot be read.
    """
    try:
        found = _of_all(_parser.parse(pattern, re.ASCII))
    except re.error:
        return ""
    return "|".join(map(_escaped, found.words)) if found.worth >= LEAST else ""


@dataclass(frozen=True, slots=True)
class Needle:
    """Words one of which must be there, and what they are worth."""

    words: Words
    worth: int
    """Characters of the shortest word, one for a word that is common."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of a piece of a pattern."""

    exact: Words | None
    """All that it can match, if that is a few words."""
    within: Needle | None = None
    """Where that is more, what is in all that it matches."""
    begins: bool = False
    """Whether more may follow on what is exact: it is a beginning only."""


def _of_all(tokens: Iterable[Any]) -> Needle:
    """The needle of a sequence: its best piece."""
    return max(_pieces(tokens), key=lambda one: one.worth)


def _pieces(tokens: Iterable[Any]) -> Iterable[Needle]:
    """In their order, none within another: runs of neighbours that are known exactly, and what is between them."""
    run: Words = ("",)
    for seen in map(_seen, tokens):
        longer = _joined(run, seen.exact)
        if longer is not None and not seen.begins:
            run = longer
            continue
        yield _written(longer or run)
        run = ("",) if longer is not None else seen.exact or ("",)
        if seen.within:
            yield seen.within
    yield _written(run)


def _seen(token: Any) -> _Seen:
    kind, about = token
    read = _READERS.get(str(kind))
    return read(about) if read else _UNKNOWN


def _literal(code: int) -> _Seen:
    return _Seen((chr(code).lower(),))


def _one_of(items: Sequence[Any]) -> _Seen:
    """One of some characters; of a class with more than digits in it nothing is known."""
    signs: dict[str, None] = {}
    for kind, about in items:
        if str(kind) == "LITERAL":
            signs[chr(about).lower()] = None
        elif str(about) == "CATEGORY_DIGIT":
            signs.update(dict.fromkeys("0123456789"))
        elif str(kind) == "RANGE" and about[1] - about[0] < _FEW:
            signs.update(dict.fromkeys(chr(code).lower() for code in range(about[0], about[1] + 1)))
        else:
            return _UNKNOWN
    return _Seen(tuple(signs))


def _either(about: Any) -> _Seen:
    branches = about[1]
    exact = [words for words in map(_exact, branches) if words is not None]
    if len(exact) == len(branches) and sum(map(len, exact)) <= MOST_WORDS:
        return _Seen(tuple(dict.fromkeys(word for words in exact for word in words)))
    within = [_of_all(branch) for branch in branches]
    return _Seen(None, Needle(tuple(word for one in within for word in one.words), min(one.worth for one in within)))


def _group(about: Any) -> _Seen:
    exact = _exact(about[-1])
    return _Seen(exact, None if exact is not None else _of_all(about[-1]))


def _repeated(about: Any) -> _Seen:
    least, most, inside = about
    exact = _exact(inside)
    if exact is not None and most == 1:
        return _Seen(exact if least else tuple(dict.fromkeys(("", *exact))))
    if exact is not None and least:
        return _Seen(exact, begins=True)
    return _Seen(None, _of_all(inside) if least else None)


def _place(about: Any) -> _Seen:
    return _Seen((_EDGE if str(about) == "AT_BOUNDARY" else "",))


_UNKNOWN = _Seen(None)
_READERS: dict[str, Callable[[Any], _Seen]] = {
    "LITERAL": _literal,
    "IN": _one_of,
    "BRANCH": _either,
    "SUBPATTERN": _group,
    "MAX_REPEAT": _repeated,
    "MIN_REPEAT": _repeated,
    "AT": _place,
}


def _exact(tokens: Iterable[Any]) -> Words | None:
    """All that a sequence can match, if that is a few words."""
    empty: Words | None = ("",)
    return reduce(_joined, (None if seen.begins else seen.exact for seen in map(_seen, tokens)), empty)


def _joined(first: Words | None, second: Words | None) -> Words | None:
    if first is None or second is None or len(first) * len(second) > MOST_WORDS:
        return None
    return tuple(dict.fromkeys(one + other for one in first for other in second))


def _written(words: Words) -> Needle:
    return Needle(words, min(map(_worth, words)))


def _worth(word: str) -> int:
    said = word.replace(_EDGE, "").strip(" .,:")
    if len(said) < _FEW_DIGITS and said.replace(".", "").replace(",", "").isdigit():
        return max(0, len(said) - 2)
    return 1 if said in COMMON else len(said)


def _escaped(word: str) -> str:
    return "".join(r"\b" if sign == _EDGE else _SPECIAL.sub(r"\\\g<0>", sign) for sign in word)


_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")
# The parser of `re` itself; it moved into the package in Python 3.11.
_parser: Any = getattr(re, "_parser", None) or importlib.import_module("sre_parse")
