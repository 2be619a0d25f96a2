"""hands.yaml: the closed list of what a person can be asked to do."""

from __future__ import annotations

from typing import get_args

from .boards import SPOTS
from .causes import Effort, Hands
from .desk import Desk
from .load_conditions import fact_name
from .load_words import drawing, instruction, patterns, sentence
from .source import Items, Node, Word
from .vocabulary import Vocabulary


def hands(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> dict[str, Hands]:
    """All hands-on steps by id."""
    return {key.text: _one(desk, key, inside, vocabulary) for key, inside in desk.entries(node)}


def _one(desk: Desk, key: Word, node: Node, vocabulary: Vocabulary) -> Hands:
    entry = desk.table(node, ("title", "steps", "cost", "seconds", "affects"), ("picture", "marks", "teaches"))
    steps = tuple(instruction(desk, item, vocabulary) for item in desk.items(entry.get("steps")))
    if isinstance(listed := entry.get("steps"), Items) and not steps:
        desk.wrong(listed, "there is nothing to do in this step")
    return Hands(
        id=desk.name(key),
        title=sentence(desk, entry.get("title"), vocabulary),
        steps=steps,
        picture=drawing(desk, entry["picture"], vocabulary) if "picture" in entry else "",
        marks=tuple(desk.choice(item, SPOTS, "gpio0") for item in desk.items(entry.get("marks"))),
        cost=desk.choice(entry.get("cost"), get_args(Effort), "look"),
        seconds=desk.number(entry.get("seconds")),
        affects=patterns(desk, entry.get("affects"), vocabulary),
        place=desk.place(key),
        teaches=_teaches(desk, entry.get("teaches"), vocabulary),
    )


def _teaches(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """{fact: "@other.fact"}: what holds afterwards, and where its value comes from."""
    found: list[tuple[str, str]] = []
    for key, inside in desk.entries(node) if node is not None else ():
        other = desk.text(inside).removeprefix("@")
        for name in (key, Word(other, other, inside.line, inside.column)):
            fact_name(desk, name, vocabulary)
        found.append((key.text, other))
    return tuple(found)
