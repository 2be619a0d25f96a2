"""facts.yaml to the closed vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import get_args

from .braces import braced
from .causes import TOPICS, Level
from .desk import Desk
from .facts import Value
from .load_words import plain
from .measures import MEASURES
from .shown import shown
from .source import Broken, Items, Node, Table, Word, broken
from .vocabulary import (
    VOICES,
    WAYS,
    BoolType,
    Cost,
    EnumType,
    FactKind,
    FactType,
    FloatType,
    IntType,
    Question,
    Said,
    Speaks,
    TextType,
    Vocabulary,
    problem_of,
)

CHANGES = ("reset", "hands", "flash", "computer", "fix")
"""What can happen to the world, for `affected-by`."""


def vocabulary(desk: Desk, node: Node | None, causes: Sequence[str] = ()) -> Vocabulary:
    """All facts of the file; `causes` are the values of those whose type is `cause`.

    A fact with a mistake in its type is `unsure`: nothing is said about its values.
    """
    kinds: dict[str, FactKind] = {}
    unsure: set[str] = set()
    for key, entry in desk.entries(node):
        before = desk.count
        if not _FACT.fullmatch(key.text):
            desk.wrong(key, f"{shown(key.text)} is not a fact's name", "write it as port.state or boot.after_run.mode")
        kinds[key.text] = _kind(desk, key, entry, causes)
        if desk.count > before or broken(entry):
            unsure.add(key.text)
    return Vocabulary(kinds, frozenset(unsure))


def _kind(desk: Desk, key: Word, node: Node, causes: Sequence[str]) -> FactKind:
    entry = desk.table(node, ("about", "type", "learned"), _OPTIONAL)
    before = desk.count
    kind = _type(desk, entry.get("type"), causes)
    sure = kind if desk.count == before else None
    question = _question(desk, entry["ask"], sure) if "ask" in entry else None
    learned = _learned(desk, entry.get("learned"))
    private = desk.truth(entry.get("private"))
    if "ask" in learned and question is None:
        desk.wrong(key, f"{shown(key.text)} is learned by asking, but there is no question", "add `ask:` to it")
    if question is not None and "ask" not in learned:
        learned = (*learned, "ask")
    return FactKind(
        name=key.text,
        about=desk.text(entry.get("about")),
        type=kind,
        keeps=desk.choice(entry.get("keeps"), ("one", "many"), "one"),
        learned=learned,
        ask=question,
        affected_by=tuple(desk.choice(item, CHANGES, "hands") for item in desk.items(entry.get("affected-by"))),
        private=private,
        place=desk.place(key),
        narrows=_narrows(desk, entry["narrows"], sure) if "narrows" in entry else (),
        said=_said(desk, entry["said"], sure, private) if "said" in entry else "",
        speaks=_speaks(desk, entry["speaks"], entry.get("type")) if "speaks" in entry else None,
    )


def _said(desk: Desk, node: Node, kind: FactType | None, private: bool) -> Said:
    """A sentence, or {value: sentence}."""
    if isinstance(node, Table):
        return _choices(desk, node, kind, "cannot be said")
    text = desk.text(node)
    for name in (one.inside for one in braced(text)):
        if name not in WAYS:
            desk.wrong(node, f"{{{shown(name)}}} is no way to say a value", "{value}, {size} or {pins}")
        elif private:
            desk.wrong(node, "the value of a private fact is not said")
        elif name in MEASURES and not isinstance(kind, IntType):
            desk.wrong(node, f"this is no number, so it has no {name}")
    return text


def _choices(desk: Desk, node: Node | None, kind: FactType | None, trouble: str) -> tuple[tuple[Value, str], ...]:
    """{value: words}; each must be a value of the fact."""
    found = []
    for key, words in desk.entries(node):
        problem = problem_of(kind, key.value) if kind else None
        if problem:
            desk.wrong(key, f"{shown(key.text)} {trouble}: {problem}")
        found.append((key.value, desk.text(words)))
    return tuple(found)


def _narrows(desk: Desk, node: Node, kind: FactType | None) -> tuple[tuple[Value, tuple[str, ...]], ...]:
    """{value: [topics]}"""
    found = []
    for key, topics in desk.entries(node):
        problem = problem_of(kind, key.value) if kind else None
        if problem:
            desk.wrong(key, f"{shown(key.text)} cannot narrow a case: {problem}")
        found.append((key.value, tuple(desk.choice(item, TOPICS, "know") for item in desk.items(topics))))
    return tuple(found)


def _speaks(desk: Desk, node: Node, kind: Node | None) -> Speaks:
    entry = desk.table(node, ("rule", "level"), ("by", "because"))
    if isinstance(kind, Word) and kind.text != "cause":
        desk.wrong(node, "a value speaks for a cause only where the values are causes", "type: cause")
    return Speaks(
        by=desk.choice(entry.get("by"), VOICES, VOICES[0]),
        rule=desk.name(entry.get("rule")),
        level=desk.choice(entry.get("level"), get_args(Level), "possible"),
        because=plain(desk, entry["because"]) if "because" in entry else "",
    )


def _learned(desk: Desk, node: Node | None) -> tuple[str, ...]:
    ways = desk.texts(node)
    if isinstance(node, Items) and not ways:
        desk.wrong(node, "nobody can learn this fact", "name a probe/NAME, text, rule or ask")
    for item, way in zip(desk.items(node) if ways else (), ways, strict=True):
        if way and not _WAY.fullmatch(way):
            desk.wrong(item, f"{shown(way)} is no way to learn a fact", "probe/NAME, action/NAME, text, rule or ask")
    return ways


# ---------------------------------------------------------------- types


def _type(desk: Desk, node: Node | None, causes: Sequence[str]) -> FactType:
    if isinstance(node, Table) and len(node.entries) == 1:
        ((key, inside),) = node.entries.values()
        if key.text in _BUILD:
            return _BUILD[key.text](desk, inside)
    if isinstance(node, Word) and node.text in _PLAIN:
        return _PLAIN[node.text]
    if isinstance(node, Word) and node.text == "cause":
        return EnumType(tuple(causes))
    if node is not None and not isinstance(node, Broken):
        desk.wrong(node, "this is no type", _TYPES)
    return TextType()


def _enum(desk: Desk, node: Node) -> FactType:
    words = desk.raws(node)
    for word in sorted({word for word in words if words.count(word) > 1}):
        desk.wrong(node, f"{shown(word)} is in the list twice")
    if not words:
        desk.wrong(node, "there is no word to choose from")
    return EnumType(words)


def _int(desk: Desk, node: Node) -> FactType:
    low, high = _ends(desk, node)
    if not (isinstance(low, int) and isinstance(high, int)):
        desk.wrong(node, "both ends of {int: [low, high]} are whole numbers")
        return TextType()
    return IntType(low, high)


def _float(desk: Desk, node: Node) -> FactType:
    return FloatType(*_ends(desk, node))


def _ends(desk: Desk, node: Node) -> tuple[float, float]:
    ends = [desk.value(item) for item in desk.items(node)]
    numbers = [end for end in ends if isinstance(end, (int, float)) and not isinstance(end, bool)]
    if len(numbers) == len(ends) == 2 and numbers[0] <= numbers[1]:
        return numbers[0], numbers[1]
    desk.wrong(node, "two numbers are expected here", "[low, high], both included")
    return 0, 0


_TYPES = "bool, text, cause, {int: [low, high]}, {float: [low, high]} or {enum: [words]}"
_PLAIN: dict[str, FactType] = {"bool": BoolType(), "text": TextType()}
_BUILD: dict[str, Callable[[Desk, Node], FactType]] = {"enum": _enum, "int": _int, "float": _float}


# ---------------------------------------------------------------- questions


def _question(desk: Desk, node: Node, kind: FactType | None) -> Question:
    entry = desk.table(node, ("question", "cost"), ("help", "choices", "place", "again"))
    choices = _choices(desk, entry.get("choices"), kind, "cannot be an answer")
    if not choices and isinstance(kind, (BoolType, EnumType)):
        desk.wrong(node, "there are no choices", "choices: {value: words for the person}")
    return Question(
        question=desk.text(entry.get("question")),
        help=desk.text(entry.get("help"), empty=True) if "help" in entry else "",
        choices=choices,
        again=desk.text(entry["again"]) if "again" in entry else "",
        cost=desk.choice(entry.get("cost"), get_args(Cost), "look"),
        place=desk.truth(entry.get("place")),
    )


_OPTIONAL = ("said", "keeps", "ask", "affected-by", "private", "narrows", "speaks")

_FACT = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_WAY = re.compile(r"(?:probe|action)/[a-z0-9-]+|text|rule|ask")
