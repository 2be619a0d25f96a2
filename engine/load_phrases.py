"""phrases.yaml: turns of phrase that signatures ask for near their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .desk import Desk
from .nearby import Phrase, signs
from .source import Node

_KEYS = ("says", "denied", "beyond", "before", "behind")


def phrases(desk: Desk, node: Node | None) -> Mapping[str, Phrase]:
    """Every phrase by its name; a pattern that cannot be read is a mistake."""
    return {key.text: _one(desk, item) for key, item in desk.entries(node)}


def _one(desk: Desk, node: Node) -> Phrase:
    entry = desk.table(node, (), _KEYS)
    says, denied, beyond, before, behind = (_whole_words(desk, entry.get(key)) for key in _KEYS)
    return Phrase(says, denied, beyond, before, behind, signs(beyond))


def _whole_words(desk: Desk, node: Node | None) -> str:
    """Any of the listed patterns, as words of their own; "" for none."""
    either = "|".join(_readable(desk, node))
    return rf"\b(?:{either})\b" if either else ""


def _readable(desk: Desk, node: Node | None) -> Iterator[str]:
    for item in desk.items(node):
        pattern = desk.raw(item)
        try:
            re.compile(pattern)
        except re.error as error:
            desk.wrong(item, f"this pattern cannot be read: {error}")
        else:
            yield pattern
