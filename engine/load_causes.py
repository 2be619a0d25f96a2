"""A cause's file, TOPIC/NAME.yaml, and the derivations of derive.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import get_args

from .braces import braced
from .causes import TOPICS, Base, Cause, Level, Rule
from .conditions import Condition, Test, facts_of
from .desk import Desk
from .errors import did_you_mean
from .load_conditions import condition, stated
from .load_fixes import fixes
from .load_words import plain, sentence
from .shown import shown
from .source import Items, Node, Table
from .vocabulary import VOICES, IntType, Vocabulary


def cause(desk: Desk, node: Node, vocabulary: Vocabulary) -> Cause:
    """The one cause of the file, with its rules and fixes."""
    path = PurePosixPath(desk.file)
    entry = desk.table(node, ("cause", "title", "about", "base", "rules", "sources"), _OPTIONAL)
    name = desk.name(entry.get("cause"))
    if name != path.stem and "cause" in entry:
        desk.wrong(entry["cause"], f"the file is called {path.name}", f"write cause: {path.stem}, or rename the file")
    if path.parent.name not in TOPICS:
        desk.wrong(node, f"{path.parent.name} is no topic", did_you_mean(path.parent.name, TOPICS) or _one_of(TOPICS))
    heard = tuple(rule for key in VOICES for rule in _heard(desk, key, entry.get(key), vocabulary, path.stem))
    return Cause(
        id=path.stem,
        title=sentence(desk, entry.get("title"), vocabulary),
        base=desk.choice(entry.get("base"), get_args(Base), "rare"),
        explains=tuple(desk.name(item) for item in desk.items(entry.get("explains"))),
        rules=(*_rules(desk, entry.get("rules"), vocabulary, path.stem, heard), *heard),
        fixes=fixes(desk, entry.get("fixes"), vocabulary),
        sources=_sources(desk, entry.get("sources")),
        topic=path.parent.name,
        about=sentence(desk, entry.get("about"), vocabulary),
        place=desk.place(node),
        answer=sentence(desk, entry["answer"], vocabulary) if "answer" in entry else "",
        told=desk.texts(entry["told"]) if "told" in entry else (),
    )


def derivations(desk: Desk, node: Node, vocabulary: Vocabulary) -> tuple[Rule, ...]:
    """Rules that only state further facts."""
    return _rules(desk, node, vocabulary, None)


def _heard(desk: Desk, key: str, node: Node | None, vocabulary: Vocabulary, of: str) -> Iterator[Rule]:
    """The rules by which what people write speaks for this cause, as for every other one whose file has this key."""
    if node is None:
        return
    own = plain(desk, node) if key == "in-words" else ""
    for kind in vocabulary.kinds.values():
        if kind.speaks is None or kind.speaks.by != key:
            continue
        yield Rule(
            id=f"{desk.file.removesuffix('.yaml')}#{kind.speaks.rule}",
            cause=of,
            level=kind.speaks.level,
            when=Test(kind.name, "has" if kind.keeps == "many" else "is", (of,)),
            unless=None,
            states=(),
            because=kind.speaks.because or own,
            place=desk.place(node),
            shared=bool(kind.speaks.because),
        )


def _rules(
    desk: Desk, node: Node | None, vocabulary: Vocabulary, of: str | None, others: tuple[Rule, ...] = ()
) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for item in desk.items(node):
        rule = _rule(desk, item, vocabulary, of)
        if any(other.id == rule.id for other in (*rules, *others)):
            desk.wrong(item, f"there is a rule {shown(rule.id)} already", "give each rule of a file a name of its own")
        rules.append(rule)
    if isinstance(node, Items) and not rules:
        desk.wrong(node, "there is no rule")
    return tuple(rules)


def _rule(desk: Desk, node: Node, vocabulary: Vocabulary, of: str | None) -> Rule:
    entry = desk.table(node, ("id", "when", "because"), ("unless", "states", *(("level",) if of else ())))
    for name in _lacking(entry, of) if isinstance(node, Table) else ():
        desk.wrong(node, f"{name} is missing", _WHY_NEEDED[name])
    when = condition(desk, entry.get("when"), vocabulary)
    return Rule(
        id=f"{desk.file.removesuffix('.yaml')}#{desk.name(entry.get('id'))}",
        cause=of,
        level=desk.choice(entry["level"], get_args(Level), "possible") if "level" in entry else None,
        when=when,
        unless=condition(desk, entry["unless"], vocabulary) if "unless" in entry else None,
        states=stated(desk, entry["states"], vocabulary, "rule") if "states" in entry else (),
        because=_because(desk, entry.get("because"), vocabulary, when),
        place=desk.place(node),
    )


def _because(desk: Desk, node: Node | None, vocabulary: Vocabulary, when: Condition) -> str:
    """The reason in words; it can only fill in facts that the rule rests on."""
    before = desk.count
    text = sentence(desk, node, vocabulary)
    looked_at = set(facts_of(when))
    if node is None or desk.count != before:
        return text
    for _, name, measure, _ in braced(text):
        if name not in looked_at:
            desk.wrong(node, f"{{{name}}} is not looked at by this rule, so its value may not be known")
        if measure and not isinstance(vocabulary.kinds[name].type, IntType):
            desk.wrong(node, f"{name} is no number, so it has no {measure}")
    return text


def _lacking(entry: dict[str, Node], of: str | None) -> tuple[str, ...]:
    """What a rule needs to say anything at all: a level for its cause, or a fact."""
    if of is None:
        return () if "states" in entry else ("states",)
    return () if "level" in entry or "states" in entry else ("level",)


_OPTIONAL = ("explains", "fixes", "answer", *VOICES)
_WHY_NEEDED = {"states": "states: {fact: value}", "level": "one of certain, likely, possible, against, excludes"}


def _sources(desk: Desk, node: Node | None) -> tuple[str, ...]:
    sources = desk.texts(node)
    if isinstance(node, Items) and not sources:
        desk.wrong(node, "no source is named", "say which document or thread it is known from")
    return sources


def _one_of(words: tuple[str, ...]) -> str:
    return f"it is one of {', '.join(words)}"
