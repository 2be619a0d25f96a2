"""Sentences for people, in which {fact.name} stands for the fact's value."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from .desk import Desk, did_you_mean
from .shown import shown
from .source import Node
from .vocabulary import Vocabulary


def sentence(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> str:
    """The words; every {name} in them must be a fact."""
    text = desk.text(node)
    if node is None or ("{" not in text and "}" not in text):
        return text
    for name in PLACEHOLDER.findall(text):
        if name not in vocabulary.kinds:
            hint = did_you_mean(name, vocabulary.kinds)
            desk.wrong(node, f"{{{shown(name)}}} in this sentence is no fact", hint)
    if set(PLACEHOLDER.sub("", text)) & {"{", "}"}:
        desk.wrong(node, "a bracket in this sentence stands alone", "{fact.name} gives the fact's value")
    return text


def patterns(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Patterns of facts' names, as in `boot.*`; each must stand for a fact at least."""
    found = desk.texts(node)
    for item, pattern in zip(desk.items(node) if found else (), found, strict=True):
        if not _stands_for_some(pattern, vocabulary):
            desk.wrong(item, f"{shown(pattern)} stands for no fact", did_you_mean(pattern, vocabulary.kinds))
    return found


PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def _stands_for_some(pattern: str, vocabulary: Vocabulary) -> bool:
    if pattern in vocabulary.kinds:
        return True
    if pattern.endswith(".*") and "*" not in pattern[:-1]:
        return any(name.startswith(pattern[:-1]) for name in vocabulary.kinds)
    return any(fnmatchcase(name, pattern) for name in vocabulary.kinds)
