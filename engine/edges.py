"""Edges of words (`\\b`) that stand beside a letter outside ASCII, where neither RE2 nor `re.ASCII` ever finds one.

Both know the letters a to z only: `\\bпорт` asks for a letter or a digit right before the word, and so misses it
everywhere that it is meant to be found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from .errors import Mistake
from .needles import parsed
from .rulebook import Signature
from .shown import shown

_WORD = "a"
"""Stands for a character that an edge knows as one of a word."""
_OTHER = " "
"""Stands for any other that is no letter, and for what is not known."""
_NOTHING = ""
"""Stands for a piece that can be empty: its neighbour counts. Where it can be a space as well, that will do."""

_Ends = frozenset[str]
"""What can stand at one end of a piece: the three above, or the word outside ASCII that it is."""

_UNKNOWN = frozenset((_WORD, _OTHER))
_EMPTY = frozenset((_NOTHING,))


def edge_mistakes(signatures: Iterable[Signature]) -> Iterator[Mistake]:
    """The signatures with such an edge in their pattern."""
    for signature in signatures:
        if found := beside(signature.pattern):
            yield Mistake(signature.place, told(found), HINT)


HINT = r"leave out \b on that side: (?:\b(?:port|com)\b|порт)"


def told(words: Sequence[str]) -> str:
    """The mistake in words."""
    listed = ", ".join(map(shown, words))
    return rf"a word edge (\b) knows only the letters a to z, so beside {listed} none is ever found"


def beside(pattern: str) -> tuple[str, ...]:
    """The words outside ASCII beside which the pattern wants an edge; none if it cannot be read."""
    if pattern.isascii() or r"\b" not in pattern:
        return ()
    try:
        tokens = parsed(pattern)
    except re.error:
        return ()
    return tuple(dict.fromkeys(_within(list(tokens), _Around(frozenset((_OTHER,)), frozenset((_OTHER,))))))


@dataclass(frozen=True, slots=True)
class _Around:
    """What can stand right before a piece, and right behind it."""

    before: _Ends
    behind: _Ends


def _within(tokens: Sequence[Any], around: _Around) -> Iterator[str]:
    """The words beside edges, in a sequence that stands between these neighbours."""
    for at, (kind, about) in enumerate(tokens):
        if str(kind) in _NO_EDGES:
            continue
        before = _or(_of_all(tokens[:at], -1), around.before)
        behind = _or(_of_all(tokens[at + 1 :], 0), around.behind)
        if str(about) == "AT_BOUNDARY":
            yield from _lost(before, behind)
            yield from _lost(behind, before)
        for inside, again in _insides(str(kind), about):
            first, last = (_of_all(inside, side) - _EMPTY if again else frozenset() for side in (0, -1))
            yield from _within(inside, _Around(before | last, behind | first))


def _lost(here: _Ends, there: _Ends) -> Iterator[str]:
    """The foreign words on this side, unless a letter of a to z or a digit stands on the other in any case."""
    if there != frozenset((_WORD,)):
        yield from sorted(_foreign(here))


def _foreign(ends: _Ends) -> _Ends:
    return ends - {_WORD, _OTHER, _NOTHING}


def _insides(kind: str, about: Any) -> Iterator[tuple[list[Any], bool]]:
    """The sequences in a piece, and whether each can follow on itself."""
    if kind == "BRANCH":
        yield from ((list(branch), False) for branch in about[1])
    elif kind == "SUBPATTERN":
        yield list(about[-1]), False
    elif kind in _REPEATS:
        yield list(about[2]), about[1] > 1


def _or(ends: _Ends, neighbour: _Ends) -> _Ends:
    """The ends, and where they are nothing, the neighbour's."""
    return (ends - _EMPTY) | neighbour if _NOTHING in ends else ends


def _of_all(tokens: Sequence[Any], side: int) -> _Ends:
    """What can stand at one end of a sequence: at its beginning (0) or at its end (-1)."""
    found = _EMPTY
    for at in range(len(tokens)) if side == 0 else range(len(tokens) - 1, -1, -1):
        found = _or(found, _of(tokens, at, side))
        if _NOTHING not in found:
            break
    return found


def _of(tokens: Sequence[Any], at: int, side: int) -> _Ends:
    kind, about = str(tokens[at][0]), tokens[at][1]
    if kind == "LITERAL":
        return frozenset((_literal(tokens, at, side),))
    if kind == "AT":
        return _EMPTY if str(about) == "AT_BOUNDARY" else frozenset((_OTHER,))
    if kind == "IN":
        return reduce(frozenset.union, map(_one_of, about), frozenset())
    insides = [_of_all(inside, side) for inside, _ in _insides(kind, about)]
    found = reduce(frozenset.union, insides) if insides else _UNKNOWN
    may_lack = kind in _REPEATS and not about[0] and _OTHER not in found
    return found | _EMPTY if may_lack else found


def _literal(tokens: Sequence[Any], at: int, side: int) -> str:
    """The character by what it is; a letter outside ASCII with the letters that go on from it."""
    sign = _sign(tokens[at][1])
    if sign in (_WORD, _OTHER):
        return sign
    run = ""
    for kind, code in tokens[at:] if side == 0 else reversed(tokens[: at + 1]):
        if str(kind) != "LITERAL" or not _letter(chr(code)):
            break
        run += chr(code)
    return run if side == 0 else run[::-1]


def _one_of(item: Any) -> _Ends:
    kind, about = str(item[0]), item[1]
    if kind == "LITERAL":
        return frozenset((_sign(about),))
    if kind == "RANGE":
        return frozenset(map(_sign, about))
    return frozenset((_WORD,)) if str(about) in ("CATEGORY_DIGIT", "CATEGORY_WORD") else _UNKNOWN


def _sign(code: int) -> str:
    sign = chr(code)
    if sign.isascii():
        return _WORD if sign.isalnum() or sign == "_" else _OTHER
    return sign if _letter(sign) else _OTHER


def _letter(sign: str) -> bool:
    """Whether it is part of a word: a letter of any script, or what is written above or below one."""
    return unicodedata.category(sign)[0] in "LM"


_NO_EDGES = frozenset(("LITERAL", "IN", "ANY", "NOT_LITERAL"))
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
