"""What a fact says in short plain words: the `said` of facts.yaml, with the value put in.

A value without words tells a person nothing that matters: it is not shown, `why` and the case have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..engine import braces
from ..engine.facts import Fact, Value
from ..engine.measures import MEASURES, size
from ..engine.vocabulary import FactKind

Kinds = Mapping[str, FactKind]
"""The vocabulary: facts by name."""

TOPICS: Mapping[str, str] = {
    "board": "board",
    "port": "port",
    "usb": "port",
    "host": "port",
    "lines": "reset",
    "boot": "boot",
    "sync": "line",
    "link": "line",
    "baud": "speed",
    "power": "power",
    "chip": "chip",
    "efuse": "chip",
    "flash": "flash",
    "image": "file",
    "app": "runs",
    "library": "source",
}
"""The first part of a fact's name -> the word in front of its line. What a person told is "you"."""


def said(fact: Fact, kinds: Kinds) -> str:
    """What the fact says, "" where it tells a person nothing that matters. Not yet safe to show: values are as read."""
    kind = kinds.get(fact.name)
    words = kind.said if kind is not None else ""
    if not isinstance(words, str):
        return dict(words).get(fact.value, "")
    return braces.filled(words, lambda one: _WAYS[one.inside](fact.value))


def answered(fact: Fact, kinds: Kinds) -> str:
    """The value for a field of a form: in the words of the answer that says it, a size with its unit, or as it stands.

    Not yet safe to show: values are as read.
    """
    kind = kinds.get(fact.name)
    choices = kind.ask.choices if kind is not None and kind.ask else ()
    sized = kind is not None and "{size}" in kind.said
    return dict(choices).get(fact.value) or (size(fact.value) if sized else str(fact.value))


def _told_by_person(fact: Fact) -> str:
    """Their own words, where it was them who told."""
    return fact.because[0].excerpt if fact.because[0].kind in ("said", "paste") else ""


def topic(fact: Fact) -> str:
    """The word in front of the fact's line."""
    if _told_by_person(fact):
        return "you"
    return TOPICS.get(fact.name.split(".")[0], "")


class News:
    """Tells of each fact only what has changed since it was last told."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._told: dict[str, str] = {}

    def of(self, facts: Iterable[Fact]) -> list[tuple[str, str]]:
        """(topic, sentence) of every fact that says something new, in order."""
        fresh: dict[tuple[str, str], None] = {}
        for fact in facts:
            words = _told_by_person(fact) or said(fact, self._kinds)
            if words and self._told.get(fact.name) != words:
                fresh[topic(fact), words] = None
            self._told[fact.name] = words
        return list(fresh)


_WAYS: Mapping[str, Callable[[Value], str]] = {"value": str, **MEASURES}
"""Each of `vocabulary.WAYS`."""
