"""All rule files to one rulebook, or all mistakes of all files at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from .causes import TOPICS, Cause, Hands, Place, Rule
from .conditions import Any, Condition
from .desk import Desk
from .edges import edge_mistakes
from .errors import Mistake, RulebookError
from .load_boards import boards
from .load_causes import cause, derivations
from .load_conditions import condition
from .load_facts import vocabulary
from .load_hands import hands
from .load_layouts import layouts
from .load_library import library
from .load_phrases import phrases
from .load_signatures import signatures
from .load_whole import twice, unheard, unknown_names, whole
from .lookup import lookup
from .nearby import Phrase
from .rulebook import NO_TABLES, Rulebook, Signature, Tables
from .source import Node, read
from .vocabulary import Vocabulary

CASES = ".cases.yaml"
"""The end of the names of files with cases; they are read by `cases`, not here."""

NEVER: Condition = Any(())
"""Without healthy.yaml no board is ever called healthy."""


def load(sources: Mapping[str, str], known: Mapping[str, Collection[str]] | None = None) -> Rulebook:
    """The rulebook that the files say, by path below rules/: "facts.yaml", "upload/no-response.yaml".

    Only facts.yaml has to be there. `known`, for authors: the names that there are of each "probe" and "action", so
    that those in the files are looked up too, and patterns read for edges of words that are never found.
    Raises RulebookError with every mistake of every file.
    """
    pile = _Pile()
    texts = {file: text for file, text in sorted(sources.items()) if not file.endswith(CASES)}
    roots = {file: pile.root(file, text) for file, text in texts.items()}
    if "facts.yaml" not in texts:
        pile.mistakes.append(Mistake(Place("facts.yaml", 1), "there is no vocabulary, this file is missing"))
    names = [path.stem for path in map(PurePosixPath, roots) if path.parent.name in TOPICS]
    pile.take_first(names, *(roots.pop(file, None) for file in ("facts.yaml", "hands.yaml", "phrases.yaml")))
    for file, node in roots.items():
        pile.take(file, node)
    pile.mistakes.extend(whole(pile.rules, pile.causes, pile.hands))
    pile.mistakes.extend(twice(pile.signatures))
    pile.mistakes.extend(unheard(pile.signatures, pile.causes, pile.vocabulary))
    if known is not None:
        pile.mistakes.extend(unknown_names(pile.vocabulary, pile.causes, known))
        pile.mistakes.extend(edge_mistakes(pile.signatures))
    if pile.mistakes:
        raise RulebookError(pile.mistakes)
    return pile.rulebook(_digest(texts))


@dataclass(slots=True)
class _Pile:
    """What was read so far."""

    mistakes: list[Mistake] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    hands: dict[str, Hands] = field(default_factory=dict)
    phrases: Mapping[str, Phrase] = field(default_factory=dict)
    causes: dict[str, Cause] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    healthy: Condition = NEVER
    unhealthy: Condition | None = None
    tables: Tables = NO_TABLES

    def root(self, file: str, text: str) -> Node | None:
        """The file as nodes; its mistakes of form go on the pile."""
        source = read(file, text)
        self.mistakes.extend(source.mistakes)
        if source.root is None and not source.mistakes and file != "derive.yaml":
            self.mistakes.append(Mistake(Place(file, 1), "there is nothing in this file"))
        return source.root

    def take_first(self, causes: Sequence[str], facts: Node | None, steps: Node | None, turns: Node | None) -> None:
        """What the other files speak of: the names of causes, and three files."""
        self.vocabulary = vocabulary(Desk("facts.yaml", self.mistakes), facts, causes)
        self.hands = hands(Desk("hands.yaml", self.mistakes), steps, self.vocabulary)
        self.phrases = phrases(Desk("phrases.yaml", self.mistakes), turns)

    def take(self, file: str, node: Node | None) -> None:
        """Any other file, by its place among the folders."""
        desk = Desk(file, self.mistakes)
        path = PurePosixPath(file)
        if node is None:
            return
        if file == "healthy.yaml":
            self._health(desk, node)
        elif file == "derive.yaml":
            self.rules.extend(derivations(desk, node, self.vocabulary))
        elif file == "library.yaml":
            found = library(desk, node, self.vocabulary)
            self.tables = replace(self.tables, portability=found.portability)
            self.signatures.extend(found.signatures)
        elif file == "boards.yaml":
            self.tables = replace(self.tables, boards=boards(desk, node))
        elif file == "layouts.yaml":
            self.tables = replace(self.tables, layouts=layouts(desk, node))
        elif path.match("signatures/*.yaml"):
            self.signatures.extend(signatures(desk, node, self.vocabulary, self.phrases))
        elif path.match("*/*.yaml"):
            self._cause(desk, node, path.stem)
        else:
            desk.wrong(node, "no rule file belongs here", f"causes lie in {', '.join(TOPICS)}")

    def _cause(self, desk: Desk, node: Node, name: str) -> None:
        found = cause(desk, node, self.vocabulary)
        if name in self.causes:
            desk.wrong(node, f"there is a cause {name} already", f"see {self.causes[name].place}")
        self.causes[name] = found
        self.rules.extend(found.rules)

    def _health(self, desk: Desk, node: Node) -> None:
        entry = desk.table(node, ("when",), ("unless",))
        self.healthy = condition(desk, entry.get("when"), self.vocabulary)
        if "unless" in entry:
            self.unhealthy = condition(desk, entry["unless"], self.vocabulary)

    def rulebook(self, digest: str) -> Rulebook:
        """The pile as one value."""
        return Rulebook(
            vocabulary=self.vocabulary,
            causes=self.causes,
            hands=self.hands,
            rules=tuple(self.rules),
            healthy=self.healthy,
            unhealthy=self.unhealthy,
            signatures=tuple(self.signatures),
            sha256=digest,
            tables=self.tables,
            lookup=lookup(self.signatures, self.causes),
        )


def _digest(texts: Mapping[str, str]) -> str:
    """Of names and texts with their lengths, so that no two rulebooks run into each other."""
    digest = hashlib.sha256()
    for part in _parts(texts):
        data = part.encode("utf-8", "backslashreplace")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def _parts(texts: Mapping[str, str]) -> Iterable[str]:
    for file, text in sorted(texts.items()):
        yield file
        yield text
