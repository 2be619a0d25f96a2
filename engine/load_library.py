"""library.yaml: what keeps a library's source from running on the chip, and what the compiler says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from .checks import Check, Portability, Weight, Where
from .desk import Desk
from .errors import Mistake
from .facts import Value
from .load_signatures import MOST_PATTERN
from .patterns import PatternError, compiled
from .portability import NAME, look
from .preprocessor import Macros
from .rulebook import Rulebook, Signature
from .shown import shown
from .source import Items, Node
from .vocabulary import Vocabulary

FACT = "library.finding"
"""The fact that a found check is; its values are the checks' ids."""

_NEEDED = ("id", "weight", "in", "pattern", "what", "why", "change", "finds", "sources")
_ALLOWED = ("unless", "but", "declared", "needs", "not-after", "until", "longest", "passes", "log")
_ALSO_NEEDS = {"handler": ("unless",), "stretch": ("until", "longest"), "gap": ("longest",), "variable": ("declared",)}


@dataclass(frozen=True, slots=True)
class Library:
    """The file as values."""

    portability: Portability
    signatures: tuple[Signature, ...]


def library(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> Library:
    """The checks, and signatures for what the compiler says of the same things."""
    entry = desk.table(node, ("defined", "absent", "checks"))
    defined = {key.text: _number(desk, inside) for key, inside in desk.entries(entry.get("defined"))}
    checks: list[Check] = []
    signatures: list[Signature] = []
    for item in desk.items(entry.get("checks")):
        fields = desk.table(item, _NEEDED, _ALLOWED)
        check = _check(desk, item, fields, vocabulary)
        if any(other.id == check.id for other in checks):
            desk.wrong(item, f"there is a check {shown(check.id)} already")
        checks.append(check)
        if "log" in fields:
            signatures.append(_log(desk, fields["log"], check.id))
    macros = Macros(defined, desk.texts(entry.get("absent")))
    return Library(Portability(macros, tuple(checks)), tuple(signatures))


def _check(desk: Desk, node: Node, entry: dict[str, Node], vocabulary: Vocabulary) -> Check:
    where: Where = desk.choice(entry.get("in"), get_args(Where), "code")
    for name in _ALSO_NEEDS.get(where, ()):
        if name not in entry:
            desk.wrong(node, f"{name} is missing", f"a check `in: {where}` needs it")
    name = desk.name(entry.get("id"))
    if name and (problem := vocabulary.problem(FACT, name)):
        desk.wrong(entry["id"], f"{shown(name)} cannot be a {FACT}: {problem}")
    return Check(
        id=name,
        weight=desk.choice(entry.get("weight"), get_args(Weight), "look"),
        where=where,
        pattern=_pattern(desk, entry.get("pattern")),
        what=desk.text(entry.get("what")),
        why=desk.text(entry.get("why")),
        change=desk.text(entry.get("change")),
        sources=desk.texts(entry.get("sources")),
        unless=_pattern(desk, entry.get("unless")),
        but=_pattern(desk, entry.get("but")),
        declared=desk.texts(entry.get("declared")),
        needs=_pattern(desk, entry.get("needs")),
        not_after=_pattern(desk, entry.get("not-after")),
        until=_pattern(desk, entry.get("until")),
        longest=_number(desk, entry.get("longest")),
        finds=desk.raws(entry.get("finds")),
        passes=desk.raws(entry.get("passes")),
        place=desk.place(node),
    )


def _log(desk: Desk, node: Node, check: str) -> Signature:
    entry = desk.table(node, ("pattern", "matches"), ("rejects",))
    states: tuple[tuple[str, Value], ...] = ((FACT, check),)
    matches = desk.raws(entry.get("matches"))
    if isinstance(listed := entry.get("matches"), Items) and not matches:
        desk.wrong(listed, "there is no line that it matches")
    pattern = _pattern(desk, entry.get("pattern"))
    rejects = desk.raws(entry.get("rejects"))
    return Signature(f"library-{check}", pattern, states, "tool", matches, rejects, desk.place(node))


def _pattern(desk: Desk, node: Node | None) -> str:
    """ "" where there is none."""
    if node is None:
        return ""
    pattern = desk.raw(node)
    if len(pattern) > MOST_PATTERN:
        desk.wrong(node, f"this pattern is longer than {MOST_PATTERN} characters", "make several checks of it")
    try:
        compiled([pattern.replace(NAME, "name")])
    except PatternError as error:
        desk.wrong(node, f"this pattern cannot be used: {shown(error.reason)}", "no look-around, no back references")
        return ""
    return pattern


def _number(desk: Desk, node: Node | None) -> int:
    return int(desk.number(node)) if node is not None else 0


def failures(rulebook: Rulebook) -> tuple[Mistake, ...]:
    """Checks that do not find what they should, or find what they should not."""
    known = rulebook.tables.portability
    return tuple(mistake for check in known.checks for mistake in _untrue(check, known))


def _untrue(check: Check, known: Portability) -> Iterable[Mistake]:
    """Lines of a check that looks further than a line are one source together."""
    whole = check.where in ("handler", "stretch", "gap", "variable")
    expected = [(lines, should) for lines, should in ((check.finds, True), (check.passes, False)) if lines]
    for lines, should in expected:
        for text in ("\n".join(lines),) if whole else lines:
            alone = Portability(known.macros, (check,))
            if bool(look({"x": text}, alone)) is not should:
                does = "does not find" if should else "finds what it should pass"
                yield Mistake(check.place, f"{check.id} {does}: {shown(text)}")
