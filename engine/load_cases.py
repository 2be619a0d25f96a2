"""NAME.cases.yaml, beside the rules that it tests: what is told, and what must follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from .belief import Verdict
from .causes import Place
from .desk import Desk
from .errors import Mistake, RulebookError, did_you_mean
from .facts import Value
from .load import CASES
from .load_conditions import check_value, fact_name
from .rulebook import Rulebook
from .shown import shown
from .source import Items, Node, Table, read

Told = tuple[tuple[str, Value], ...]
"""Facts and values, in the order in which they are told; a fact that keeps many may come more than once."""


@dataclass(frozen=True, slots=True)
class Case:
    """One example, and what must come of it."""

    name: str
    file: str
    """Of the rules that it tests: "upload/no-response", "derive"."""
    text: str
    serial: str
    """What the board said, decoded: read by the signatures as a text is."""
    facts: Told
    """As a probe would learn them."""
    answers: Told
    """As a person would tell them."""
    fires: tuple[str, ...]
    """Full ids of rules that must fire."""
    wants: tuple[str, ...]
    """Facts that must be among those that would be looked for next."""
    spares: tuple[str, ...]
    """`not:` full ids of rules that must not fire; of a cause, those that speak for it."""
    verdict: str | None
    place: Place


def load_cases(rulebook: Rulebook, sources: Mapping[str, str]) -> tuple[Case, ...]:
    """All cases among the files, in the order of files. Raises RulebookError with every mistake."""
    mistakes: list[Mistake] = []
    cases: list[Case] = []
    for file, text in sorted(sources.items()):
        if file.endswith(CASES):
            source = read(file, text)
            mistakes.extend(source.mistakes)
            desk = Desk(file, mistakes)
            if desk.file.removesuffix(CASES) + ".yaml" not in sources:
                mistakes.append(Mistake(Place(file, 1), "there are no rules beside these cases"))
            cases.extend(_case(desk, node, rulebook) for node in desk.items(source.root))
    if mistakes:
        raise RulebookError(mistakes)
    return tuple(cases)


_TOLD = ("text", "serial", "facts", "answers")
_EXPECTED = ("fires", "wants", "not", "verdict")


def _case(desk: Desk, node: Node, rulebook: Rulebook) -> Case:
    entry = desk.table(node, ("name",), (*_TOLD, *_EXPECTED))
    for names in (_TOLD, _EXPECTED):
        if isinstance(node, Table) and not entry.keys() & names:
            desk.wrong(node, f"a case needs one of {', '.join(names)}")
    return Case(
        name=desk.text(entry.get("name")),
        file=desk.file.removesuffix(CASES),
        text=desk.raw(entry.get("text")),
        serial=desk.raw(entry.get("serial")),
        facts=_told(desk, entry.get("facts"), rulebook),
        answers=_told(desk, entry.get("answers"), rulebook),
        fires=tuple(name for item in desk.items(entry.get("fires")) for name in _rules(desk, item, rulebook, False)),
        wants=tuple(_fact(desk, item, rulebook) for item in desk.items(entry.get("wants"))),
        spares=tuple(name for item in desk.items(entry.get("not")) for name in _rules(desk, item, rulebook, True)),
        verdict=desk.choice(entry["verdict"], get_args(Verdict), "") if "verdict" in entry else None,
        place=desk.place(node),
    )


def _told(desk: Desk, node: Node | None, rulebook: Rulebook) -> Told:
    told: list[tuple[str, Value]] = []
    for key, inside in desk.entries(node):
        if not fact_name(desk, key, rulebook.vocabulary):
            continue
        if isinstance(inside, Items) and rulebook.vocabulary.kinds[key.text].keeps == "one":
            desk.wrong(inside, f"{key.text} keeps one value, not a list")
        for item in inside.nodes if isinstance(inside, Items) else (inside,):
            word = desk.word(item)
            if word is not None:
                check_value(desk, key.text, word, rulebook.vocabulary)
                told.append((key.text, word.value))
    return tuple(told)


def _fact(desk: Desk, node: Node, rulebook: Rulebook) -> str:
    word = desk.word(node)
    return word.text if word is not None and fact_name(desk, word, rulebook.vocabulary) else ""


def _rules(desk: Desk, node: Node, rulebook: Rulebook, causes_too: bool) -> tuple[str, ...]:
    """The rules that a word means: one of the file beside, one of another by its full id, or those for a cause."""
    word = desk.word(node)
    if word is None:
        return ()
    own = f"{desk.file.removesuffix(CASES)}#{word.text}"
    ids = [rule.id for rule in rulebook.rules]
    for name in (own, word.text):
        if name in ids:
            return (name,)
    if causes_too and word.text in rulebook.causes:
        rules = rulebook.causes[word.text].rules
        return tuple(rule.id for rule in rules if rule.level not in (None, "against", "excludes"))
    local = [name.partition("#")[2] for name in ids if name.startswith(own[: -len(word.text)])]
    desk.wrong(word, f"there is no rule {shown(word.text)}", did_you_mean(word.text, [*local, *ids]))
    return ()
