"""What only shows when all files are read: names of other files, and circles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from .causes import Cause, Fix, Hands, Rule
from .conditions import facts_of
from .errors import Mistake, did_you_mean
from .rulebook import Signature
from .shown import shown
from .vocabulary import Vocabulary


def whole(rules: Iterable[Rule], causes: Mapping[str, Cause], hands: Mapping[str, Hands]) -> Iterator[Mistake]:
    """The mistakes between files: unknown causes and hands-on steps, circles of `explains` and `states`."""
    for cause in causes.values():
        yield from _explains(cause, causes)
        for fix in cause.fixes:
            yield from _hands(fix, hands)
    yield from _circles_of_causes(causes)
    yield from _circles_of_rules(rules)


def twice(signatures: Iterable[Signature]) -> Iterator[Mistake]:
    """Signatures of the same id, in whatever files."""
    seen: dict[str, Signature] = {}
    for signature in signatures:
        first = seen.setdefault(signature.id, signature)
        if first is not signature:
            yield Mistake(signature.place, f"there is a signature {shown(signature.id)} already", f"see {first.place}")


def unheard(signatures: Iterable[Signature], causes: Mapping[str, Cause], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Signatures that speak for a cause that has no words for it: nothing would come of what they state."""
    for signature in signatures:
        for name, value in signature.states:
            cause, speaks = causes.get(str(value)), vocabulary.kinds[name].speaks
            if cause and speaks and not _listens(cause, name):
                message = f"{signature.id} speaks for {cause.id}, which has no `{speaks.by}:`"
                yield Mistake(signature.place, message, f"say there why that speaks for it: {cause.place.file}")


def _listens(cause: Cause, fact: str) -> bool:
    return any(fact in facts_of(rule.when) for rule in cause.rules)


def unknown_names(
    vocabulary: Vocabulary, causes: Mapping[str, Cause], known: Mapping[str, Collection[str]]
) -> Iterator[Mistake]:
    """Probes and actions that the rules speak of and that there are not. `known` has those that there are, as "probe"
    and "action": what probes there are is known where probes are, and not to the engine."""
    for kind in vocabulary.kinds.values():
        for way in kind.learned:
            sort, _, name = way.partition("/")
            if name and name not in known[sort]:
                yield Mistake(kind.place, f"there is no {sort} {shown(name)}", did_you_mean(name, known[sort]))
    for fix in (fix for cause in causes.values() for fix in cause.fixes):
        used = [("probe", name) for name in (fix.verify.probes if fix.verify else ())]
        used += [("action", step.action) for step in fix.steps if step.action]
        for sort, name in used:
            if name not in known[sort]:
                yield Mistake(fix.place, f"there is no {sort} {shown(name)}", did_you_mean(name, known[sort]))


def _explains(cause: Cause, causes: Mapping[str, Cause]) -> Iterator[Mistake]:
    for name in cause.explains:
        if name not in causes:
            message = f"{cause.id} explains {shown(name)}, but there is no such cause"
            yield Mistake(cause.place, message, did_you_mean(name, causes))


def _hands(fix: Fix, hands: Mapping[str, Hands]) -> Iterator[Mistake]:
    for step in fix.steps:
        if step.hands is not None and step.hands not in hands:
            message = f"there is no hands-on step {shown(step.hands)}"
            yield Mistake(fix.place, message, did_you_mean(step.hands, hands))


# ---------------------------------------------------------------- circles


def _circles_of_causes(causes: Mapping[str, Cause]) -> Iterator[Mistake]:
    graph = {name: tuple(other for other in cause.explains if other in causes) for name, cause in causes.items()}
    for circle in _circles(graph):
        names = " explains ".join((*circle, circle[0]))
        yield Mistake(causes[circle[0]].place, f"causes explain each other in a circle: {names}")


def _circles_of_rules(rules: Iterable[Rule]) -> Iterator[Mistake]:
    """A fact that is derived from itself would make the fixpoint depend on where it began."""
    staters = [rule for rule in rules if rule.states]
    graph: dict[str, tuple[str, ...]] = {}
    for rule in staters:
        read = tuple(facts_of(rule.when)) + (tuple(facts_of(rule.unless)) if rule.unless else ())
        for name, _ in rule.states:
            graph[name] = (*graph.get(name, ()), *read)
    for circle in _circles(graph):
        place = next(rule.place for rule in staters if any(name == circle[0] for name, _ in rule.states))
        yield Mistake(place, f"facts are derived in a circle: {' from '.join((*circle, circle[0]))}")


def _circles(graph: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """One circle for each knot of nodes that lead to each other, beginning at its smallest name."""
    told: set[str] = set()
    for start in sorted(graph):
        way = _way_back(graph, start) if start not in told else None
        if way:
            told.update(way)
            yield way


def _way_back(graph: Mapping[str, tuple[str, ...]], start: str) -> tuple[str, ...] | None:
    """The shortest way from a node to itself, without its end; None if there is none."""
    came: dict[str, str] = {}
    edge = [start]
    while edge:
        here = edge.pop(0)
        for there in graph.get(here, ()):
            if there == start:
                return _path(came, start, here)
            if there not in came:
                came[there] = here
                edge.append(there)
    return None


def _path(came: Mapping[str, str], start: str, end: str) -> tuple[str, ...]:
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return tuple(reversed(way))
