"""signatures/NAME.yaml: patterns of lines, and the facts that they state."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .desk import Desk
from .errors import did_you_mean
from .facts import Value
from .load_conditions import check_value, fact_name
from .nearby import Phrase
from .rulebook import BRACED, Signature
from .shown import shown
from .source import Items, Node, Table
from .vocabulary import Vocabulary

_WEIGHTS = ("tool", "words")
MOST_PATTERN = 1000
"""Characters. A longer pattern is several."""


NO_PHRASES: Mapping[str, Phrase] = {}


def signatures(
    desk: Desk, node: Node | None, vocabulary: Vocabulary, phrases: Mapping[str, Phrase] = NO_PHRASES
) -> tuple[Signature, ...]:
    """The signatures of one file; that they match what they say is tested by `espdoctor rules test`."""
    return tuple(_one(desk, item, vocabulary, phrases) for item in desk.items(node))


def _one(desk: Desk, node: Node, vocabulary: Vocabulary, phrases: Mapping[str, Phrase]) -> Signature:
    entry = desk.table(node, ("id", "pattern", "states", "matches"), ("weight", "near", "rejects"))
    pattern = desk.raw(entry.get("pattern"))
    if len(pattern) > MOST_PATTERN:
        desk.wrong(entry["pattern"], f"this pattern is longer than {MOST_PATTERN} characters", "make several of it")
    matches = desk.raws(entry.get("matches"))
    if isinstance(listed := entry.get("matches"), Items) and not matches:
        desk.wrong(listed, "there is no line that it matches")
    near = _near(desk, entry.get("near"), phrases)
    return Signature(
        id=desk.name(entry.get("id")),
        pattern=pattern,
        states=_states(desk, entry.get("states"), vocabulary, set(_GROUP.findall(pattern))),
        weight=desk.choice(entry.get("weight"), _WEIGHTS, "tool"),
        near=near,
        matches=matches,
        rejects=desk.raws(entry.get("rejects")),
        place=desk.place(node),
    )


def _near(desk: Desk, node: Node | None, phrases: Mapping[str, Phrase]) -> Phrase | None:
    if node is None:
        return None
    name = desk.name(node)
    if name not in phrases:
        desk.wrong(node, f"there is no phrase {shown(name)}", did_you_mean(name, phrases))
    return phrases.get(name)


def _states(desk: Desk, node: Node | None, vocabulary: Vocabulary, groups: set[str]) -> tuple[tuple[str, Value], ...]:
    found: list[tuple[str, Value]] = []
    for key, inside in desk.entries(node):
        word = desk.word(inside)
        if word is None or not fact_name(desk, key, vocabulary):
            continue
        if "text" not in vocabulary.kinds[key.text].learned:
            desk.wrong(key, f"{key.text} is not learned by `text`", "add it to `learned:` in facts.yaml")
        group = BRACED.fullmatch(word.text)
        if group is None and "{" in word.text:
            desk.wrong(word, "a group of the pattern is the whole value, with nothing around its braces")
        elif group is None:
            check_value(desk, key.text, word, vocabulary)
        elif group[1] not in groups:
            desk.wrong(word, f"the pattern has no group {shown(group[1])}", did_you_mean(group[1], groups))
        found.append((key.text, word.text if group else word.value))
    if isinstance(node, Table) and not node.entries:
        desk.wrong(node, "this signature states nothing")
    return tuple(found)


_GROUP = re.compile(r"\(\?P<(\w+)>")
