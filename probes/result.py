"""How a consultation ended, and its JSON form (contract 2.2: only ever extended, all keys always there)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..engine.belief import Finding, Verdict
from ..engine.conditions import View
from ..engine.facts import Fact, by_name
from ..engine.repair import applicable
from ..engine.vocabulary import Vocabulary

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One thing that was done, for the record."""

    kind: str
    """probe, ask, hands or fix."""
    id: str
    hazard: str
    seconds: float
    outcome: str


@dataclass(frozen=True, slots=True)
class Treated:
    """A fault in the order of treatment. `verified` None: the fix was not carried out."""

    cause: str
    fix: str
    verified: bool | None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that the last page, the report and the JSON line are made of."""

    source: str
    error: str | None
    verdict: Verdict
    """As it stood when the first fix began, or at the end if none did."""
    findings: tuple[Finding, ...]
    treated: tuple[Treated, ...]
    after: Verdict
    facts: tuple[Fact, ...]
    unknown: tuple[tuple[str, str], ...]
    """Facts that would still matter, with how to learn them: ask or probe."""
    steps: tuple[StepTaken, ...]

    @property
    def verified(self) -> bool | None:
        """True: all treated are verified and the board is healthy after; None: nothing was tried."""
        outcomes = [one.verified for one in self.treated]
        if not any(outcome is not None for outcome in outcomes):
            return None
        return all(outcomes) and self.after == "healthy"

    @property
    def exit_code(self) -> int:
        """Contract: 1 the run failed, 0 diagnosed or healthy, 3 everything less sure."""
        if self.error is not None:
            return 1
        return 0 if self.verdict in ("diagnosed", "healthy") else 3


def open_facts(vocabulary: Vocabulary, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Facts that would still matter, each with how to learn it: ask a person, or probe."""
    return tuple((name, "ask" if vocabulary.kinds[name].ask else "probe") for name in names)


def as_json(result: Result) -> dict[str, Any]:
    """The object of contract 2.2."""
    view = by_name(result.facts)
    return {
        "schema": SCHEMA,
        "source": result.source,
        "error": result.error,
        "verdict": result.verdict,
        "causes": [_cause(finding, view) for finding in result.findings],
        "found": [{"cause": t.cause, "fix": t.fix, "verified": t.verified} for t in result.treated],
        "after": result.after,
        "verified": result.verified,
        "facts": [_fact(fact) for fact in result.facts],
        "unknown": [{"fact": name, "how": how} for name, how in result.unknown],
        "steps": [_step(step) for step in result.steps],
    }


def _cause(finding: Finding, view: View) -> dict[str, Any]:
    rules = [firing.rule.id for firing in finding.firings]
    facts = dict.fromkeys(fact for firing in finding.firings for fact in firing.used)
    return {
        "id": finding.cause.id,
        "title": finding.cause.title,
        "probability": round(finding.probability, 4),
        "rules": rules,
        "evidence": [_evidence(fact) for fact in facts],
        "fixes": [fix.title for fix in applicable(finding.cause.fixes, view)],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    first = fact.because[0]
    return {"name": fact.name, "value": fact.value, "source": first.source, "excerpt": first.excerpt}


def _evidence(fact: Fact) -> dict[str, Any]:
    found = _fact(fact)
    return {"fact": found.pop("name"), **found}


def _step(step: StepTaken) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "id": step.id,
        "hazard": step.hazard,
        "seconds": round(step.seconds, 3),
        "outcome": step.outcome,
    }
