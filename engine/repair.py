"""Which fix to try: for the first cause that has one, the best chance for the cost.

That order is the known optimum for a single fault (Kadane and Simon; Heckerman, Breese and Rommelse 1995).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from . import cost
from .belief import Finding
from .causes import Fix, Level
from .conditions import Answer, View
from .steps import Try
from .survey import Situation, in_the_way

CHANCE: Mapping[Level, float] = {"certain": 1.0, "likely": 0.8, "possible": 0.4, "against": 0.1, "excludes": 0.0}
"""How often a fix helps when its cause is right."""

APPLIES: Mapping[Answer, float] = {Answer.YES: 1.0, Answer.UNKNOWN: 0.5, Answer.NO: 0.0}
"""What is left of the chance by the answer to the fix's `when`."""


def best(now: Situation, findings: Iterable[Finding]) -> Try | None:
    """The fix to try next for the first of these findings that has one left."""
    for finding in findings:
        fixes = [fix for fix in finding.cause.fixes if _open(now, finding, fix)]
        if fixes:
            return Try(finding.cause.id, max(fixes, key=lambda fix: (_promise(now, fix), fix.id)).id)
    return None


def applicable(fixes: Sequence[Fix], view: View) -> tuple[Fix, ...]:
    """What to tell somebody who repairs without us: those that are known to apply; where none is, those that may."""
    answers = [fix.when.ask(view).answer if fix.when else Answer.YES for fix in fixes]
    wanted = Answer.YES if Answer.YES in answers else Answer.UNKNOWN
    return tuple(fix for fix, answer in zip(fixes, answers, strict=True) if answer is wanted)


def hindered(now: Situation, findings: Iterable[Finding]) -> bool:
    """A fix is left whose proof cannot run as things are: what stands in its way must be cleared first."""
    return any(_hindered(now, fix) for finding in findings for fix in finding.cause.fixes if _left(now, finding, fix))


def failed(now: Situation, finding: Finding) -> bool:
    """A fix of this cause was carried out and did not help."""
    return any(helped is False for (cause, _), helped in now.tried.items() if cause == finding.cause.id)


def _open(now: Situation, finding: Finding, fix: Fix) -> bool:
    """It is left, and its proof can run."""
    return _left(now, finding, fix) and not _hindered(now, fix)


def _hindered(now: Situation, fix: Fix) -> bool:
    """Something is known that a probe of its proof cannot do with, and that the fix does not change."""
    if fix.verify is None:
        return False
    vocabulary = now.index.rulebook.vocabulary
    changed = {name for pattern in fix.affects for name in vocabulary.matching(pattern)}
    proof = [probe for probe in now.probes if probe.name in fix.verify.probes]
    return any(name not in changed for probe in proof for name in in_the_way(now, probe))


def _left(now: Situation, finding: Finding, fix: Fix) -> bool:
    """It was not tried, may be done, can be done by those present, and is more than advice."""
    if (finding.cause.id, fix.id) in now.tried or fix.hazard > now.allowed:
        return False
    if fix.verify is None and not any(step.action for step in fix.steps):
        return False
    if not now.can_ask and _needs_hands(now, fix):
        return False
    return _promise(now, fix) > 0


def _needs_hands(now: Situation, fix: Fix) -> bool:
    """One of its steps, or a probe that proves it, asks for somebody's hands."""
    by_hand = {probe.name for probe in now.probes if probe.hands}
    proof = fix.verify.probes if fix.verify else ()
    return any(step.hands for step in fix.steps) or not by_hand.isdisjoint(proof)


def _promise(now: Situation, fix: Fix) -> float:
    """The chance to help for each second of its cost."""
    applies = fix.when.ask(now.chained.view).answer if fix.when else Answer.YES
    return CHANCE[fix.chance] * APPLIES[applies] / cost.of_fix(now.index.rulebook, fix)
