"""Runs the cases beside the rules, and tells which rules no case fires and which causes have no near miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from . import chain
from .conditions import Answer
from .errors import Mistake
from .facts import Evidence, Fact, Value
from .load_cases import Case, load_cases
from .rulebook import Rulebook
from .session import Session
from .steps import ProbeInfo

__all__ = ["Case", "coverage", "load_cases", "run"]


def run(rulebook: Rulebook, cases: Iterable[Case]) -> tuple[Mistake, ...]:
    """What does not come out as the cases say, in their order."""
    probes = probes_of(rulebook)
    return tuple(mistake for case in cases for mistake in _failures(rulebook, case, probes))


def coverage(rulebook: Rulebook, cases: Sequence[Case]) -> tuple[Mistake, ...]:
    """Rules that no case beside them fires, and causes without a case in which one of their rules must stay silent.

    A rule that many causes share needs one case of any of them.
    """
    fired = {(case.file, rule) for case in cases for rule in case.fires}
    spared = {(case.file, rule) for case in cases for rule in case.spares}
    return tuple(_uncovered(rulebook, fired, spared))


def _uncovered(rulebook: Rulebook, fired: set[tuple[str, str]], spared: set[tuple[str, str]]) -> Iterator[Mistake]:
    anywhere = {rule.partition("#")[2] for _, rule in fired}
    for rule in rulebook.rules:
        file, _, name = rule.id.partition("#")
        if (file, rule.id) not in fired and not (rule.shared and name in anywhere):
            yield Mistake(rule.place, f"no case beside it fires {rule.id}", "add one to its .cases.yaml")
    for cause in rulebook.causes.values():
        if not any((rule.id.partition("#")[0], rule.id) in spared for rule in cause.rules):
            yield Mistake(
                cause.place, f"{cause.id} has no near miss", "add a case in which a rule of it must `not:` fire"
            )


def probes_of(rulebook: Rulebook) -> tuple[ProbeInfo, ...]:
    """Probes as the vocabulary names them, `learned: [probe/NAME]`: enough to ask what would be looked for."""
    settles: dict[str, list[str]] = {}
    for kind in rulebook.vocabulary.kinds.values():
        for way in kind.learned:
            if way.startswith("probe/"):
                settles.setdefault(way.removeprefix("probe/"), []).append(kind.name)
    return tuple(ProbeInfo(name, name, tuple(facts)) for name, facts in settles.items())


# ---------------------------------------------------------------- one case


def _failures(rulebook: Rulebook, case: Case, probes: tuple[ProbeInfo, ...]) -> Iterator[Mistake]:
    session = _told(rulebook, case, probes)
    chained = chain.run(rulebook, (fact for facts in session.view.values() for fact in facts))
    fired = {firing.rule.id for firing in chained.firings}
    for rule in case.fires:
        if rule not in fired:
            yield _failure(case, f"{rule} does not fire: {_why_silent(chained, rule)}")
    for rule in case.spares:
        if rule in fired:
            yield _failure(case, f"{rule} fires, and should not")
    missing = session.missing if case.wants else ()
    for fact in case.wants:
        if fact not in missing:
            yield _failure(case, f"{fact} is not looked for next; what is: {', '.join(missing) or 'nothing'}")
    if case.verdict is not None and session.verdict != case.verdict:
        first = session.findings[0]
        leads = f"first is {first.cause.id} with {first.probability:.2f}"
        yield _failure(case, f"the verdict is {session.verdict}, not {case.verdict}; {leads}")


def _told(rulebook: Rulebook, case: Case, probes: tuple[ProbeInfo, ...]) -> Session:
    """A session that was told all of the case, each thing a second after the one before."""
    session = Session(rulebook, probes)
    session.read(case.text, "text", 1.0)
    session.read(case.serial, "serial", 2.0)
    for at, (name, value) in enumerate(case.facts, start=3):
        session.learn(Fact(name, value, (Evidence("the case", _written(value)),)), at=float(at))
    for at, (name, value) in enumerate(case.answers, start=3 + len(case.facts)):
        session.answer(name, value, float(at))
    return session


def _why_silent(chained: chain.Chained, rule: str) -> str:
    outcome = chained.outcomes[rule]
    if outcome.answer is Answer.UNKNOWN:
        return f"it lacks {', '.join(outcome.missing)}"
    return ", ".join(f"{fact.name} is {_written(fact.value)}" for fact in outcome.used)


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _failure(case: Case, message: str) -> Mistake:
    return Mistake(case.place, f"{case.name}: {message}")
