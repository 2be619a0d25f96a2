"""Sentences for people, in which {fact.name} stands for the fact's value."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase

from .boards import WORDS
from .braces import braced, filled
from .desk import Desk
from .errors import did_you_mean
from .measures import MEASURES
from .shown import shown
from .source import Node, Word
from .vocabulary import Vocabulary


def sentence(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> str:
    """The words; every {name} in them must be a fact."""
    text = desk.text(node)
    _filled(desk, node, text, vocabulary.kinds)
    return text


def plain(desk: Desk, node: Node | None) -> str:
    """Words in which nothing is filled in."""
    text = desk.text(node)
    if node is not None and set(text) & {"{", "}"}:
        desk.wrong(node, "no fact's value is put into these words, so they have no brackets")
    return text


def instruction(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> str:
    """Words for somebody's hands; every {name} in them must be a fact or a word of the board."""
    text = desk.text(node)
    _filled(desk, node, text, (*vocabulary.kinds, *BOARD_WORDS))
    return text


def drawing(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> str:
    """A drawing in characters, filled as an instruction is. Blanks at its start belong to it, so it is not trimmed."""
    text = desk.text(node, empty=True)
    _filled(desk, node, text, (*vocabulary.kinds, *BOARD_WORDS))
    return desk.raw(node, empty=True) if isinstance(node, Word) else ""


def _filled(desk: Desk, node: Node | None, text: str, names: Collection[str]) -> None:
    """Complain about every {name} that nothing is known to stand for."""
    if node is None or ("{" not in text and "}" not in text):
        return
    for _, name, measure, _ in braced(text):
        if measure and measure not in MEASURES:
            desk.wrong(node, f"{shown(measure)} is no way to say a value", did_you_mean(measure, MEASURES))
        if name not in names:
            desk.wrong(node, f"{{{shown(name)}}} in this sentence is no fact", did_you_mean(name, names))
    if set(filled(text, lambda _: "")) & {"{", "}"}:
        desk.wrong(node, "a bracket in this sentence stands alone", "{fact.name} gives the fact's value")


def patterns(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Patterns of facts' names, as in `boot.*`; each must stand for a fact at least."""
    found = desk.texts(node)
    for item, pattern in zip(desk.items(node) if found else (), found, strict=True):
        if not _stands_for_some(pattern, vocabulary):
            desk.wrong(item, f"{shown(pattern)} stands for no fact", did_you_mean(pattern, vocabulary.kinds))
    return found


BOARD_WORDS = tuple(f"board.{word}" for word in WORDS)


def _stands_for_some(pattern: str, vocabulary: Vocabulary) -> bool:
    if pattern in vocabulary.kinds:
        return True
    if pattern.endswith(".*") and "*" not in pattern[:-1]:
        return any(name.startswith(pattern[:-1]) for name in vocabulary.kinds)
    return any(fnmatchcase(name, pattern) for name in vocabulary.kinds)
