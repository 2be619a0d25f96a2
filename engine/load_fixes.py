"""The fixes of a cause: steps, what they make outdated, and what proves them."""

from __future__ import annotations

from .causes import Fix, FixStep, Level, Verify
from .desk import Desk
from .facts import Value
from .hazard import Hazard
from .load_conditions import condition
from .load_words import patterns, sentence
from .shown import shown
from .source import Items, Node, Null, Table
from .vocabulary import Vocabulary

_CHANCES: tuple[Level, ...] = ("certain", "likely", "possible")
_KINDS = ("hands", "action", "advice")


def fixes(desk: Desk, node: Node | None, vocabulary: Vocabulary) -> tuple[Fix, ...]:
    """The list of fixes, named fix-1, fix-2 … where the author gave no name."""
    found: list[Fix] = []
    for number, item in enumerate(desk.items(node), start=1):
        fix = _fix(desk, item, vocabulary, f"fix-{number}")
        if any(other.id == fix.id for other in found):
            desk.wrong(item, f"there is a fix {shown(fix.id)} already", "give each fix of a cause a name of its own")
        found.append(fix)
    return tuple(found)


def _fix(desk: Desk, node: Node, vocabulary: Vocabulary, name: str) -> Fix:
    entry = desk.table(node, ("title", "steps"), ("id", "when", "affects", "hazard", "chance", "way-round", "verify"))
    steps = tuple(_step(desk, item, vocabulary) for item in desk.items(entry.get("steps")))
    if isinstance(listed := entry.get("steps"), Items) and not steps:
        desk.wrong(listed, "this fix does nothing", "steps: [{hands: …}], [{action: …}] or [{advice: …}]")
    verify = None if isinstance(entry.get("verify"), Null) else entry.get("verify")
    if verify is None and any(step.action for step in steps):
        desk.wrong(node, "this fix acts on the board, but nothing proves it", "verify: {probe: …, expect: {…}}")
    return Fix(
        id=desk.name(entry["id"]) if "id" in entry else name,
        title=sentence(desk, entry.get("title"), vocabulary),
        when=condition(desk, entry["when"], vocabulary) if "when" in entry else None,
        steps=steps,
        verify=_verify(desk, verify, vocabulary) if verify else None,
        # An action's own hazard is known where actions are; the fix's counts where it is higher.
        hazard=desk.choice(entry.get("hazard"), Hazard, Hazard.LISTEN),
        affects=patterns(desk, entry.get("affects"), vocabulary),
        chance=desk.choice(entry.get("chance"), _CHANCES, "likely"),
        way_round=desk.truth(entry.get("way-round")),
        place=desk.place(node),
    )


def _step(desk: Desk, node: Node, vocabulary: Vocabulary) -> FixStep:
    entry = desk.table(node, (), (*_KINDS, "with"))
    kinds = [kind for kind in _KINDS if kind in entry]
    if isinstance(node, Table) and len(kinds) != 1:
        desk.wrong(node, "a step is exactly one of hands, action and advice")
    if "with" in entry and "action" not in entry:
        desk.wrong(entry["with"], "`with:` belongs to an action")
    return FixStep(
        hands=desk.name(entry["hands"]) if "hands" in entry else None,
        action=desk.name(entry["action"]) if "action" in entry else None,
        advice=sentence(desk, entry["advice"], vocabulary) if "advice" in entry else None,
        options=_options(desk, entry["with"]) if "with" in entry else (),
    )


def _options(desk: Desk, node: Node) -> tuple[tuple[str, Value], ...]:
    return tuple((key.text, desk.value(value)) for key, value in desk.entries(node))


def _verify(desk: Desk, node: Node, vocabulary: Vocabulary) -> Verify:
    entry = desk.table(node, ("expect",), ("probe", "probes", "for", "never"))
    probes = tuple(desk.name(item) for item in desk.items(entry.get("probes")))
    if "probe" in entry:
        probes = (desk.name(entry["probe"]), *probes)
    if isinstance(node, Table) and not probes:
        desk.wrong(node, "it is not said what looks whether it worked", "probe: NAME, or probes: [NAME, …]")
    return Verify(
        probes=probes,
        expect=condition(desk, entry.get("expect"), vocabulary),
        for_seconds=desk.seconds(entry.get("for")),
        never=condition(desk, entry["never"], vocabulary) if "never" in entry else None,
    )
