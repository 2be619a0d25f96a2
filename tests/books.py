"""Small rulebooks made by hand, for tests of the engine."""

from __future__ import annotations

from collections.abc import Iterable

from espdoctor.engine.causes import Base, Cause, Fix, FixStep, Hands, Level, Place, Rule, Verify
from espdoctor.engine.conditions import All, Condition, Test
from espdoctor.engine.facts import Evidence, Fact, Kind, Value
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.rulebook import Rulebook
from espdoctor.engine.vocabulary import BoolType, Cost, FactKind, FactType, Question, Vocabulary

HERE = Place("test.yaml", 1)
NEVER = Test("never", "is", (True,))
"""A condition on a fact that no test tells."""


def kind(
    name: str,
    of: FactType | None = None,
    *,
    many: bool = False,
    learned: tuple[str, ...] = ("probe/any",),
    ask: Cost | None = None,
    choices: tuple[tuple[Value, str], ...] = ((True, "yes"), (False, "no")),
    affected_by: tuple[str, ...] = (),
) -> FactKind:
    """An entry of the vocabulary; a truth value unless told otherwise."""
    question = Question(f"What about {name}?", "", choices, ask) if ask else None
    return FactKind(
        name, name, of or BoolType(), "many" if many else "one", learned, question, affected_by, False, HERE
    )


def when(**values: Value) -> Condition:
    """All of these facts have these values; `__` in a name stands for a dot."""
    tests = tuple(Test(name.replace("__", "."), "is", (value,)) for name, value in values.items())
    return tests[0] if len(tests) == 1 else All(tests)


def rule(
    name: str,
    level: Level | None,
    condition: Condition,
    unless: Condition | None = None,
    states: tuple[tuple[str, Value], ...] = (),
    because: str = "Because.",
) -> Rule:
    """A rule that does not know its cause yet (or has none)."""
    return Rule(name, None, level, condition, unless, states, because, HERE)


def cause(
    name: str,
    *rules: Rule,
    base: Base = "common",
    explains: tuple[str, ...] = (),
    fixes: tuple[Fix, ...] = (),
    topic: str = "boot",
) -> Cause:
    """A cause with its rules, whose ids become `cause#rule`."""
    own = tuple(Rule(f"{name}#{r.id}", name, r.level, r.when, r.unless, r.states, r.because, HERE) for r in rules)
    return Cause(name, f"Title of {name}", base, explains, own, fixes, ("a test",), topic, "About it.", HERE)


def fix(
    name: str,
    *steps: FixStep,
    condition: Condition | None = None,
    proven: bool = True,
    hazard: Hazard = Hazard.LISTEN,
    chance: Level = "likely",
) -> Fix:
    """A fix, proven by a fact that no test tells."""
    verify = Verify(("any",), NEVER) if proven else None
    return Fix(name, f"Title of {name}", condition, steps, verify, hazard, (), chance, HERE)


def hands(name: str, cost: str = "wire", seconds: float = 10.0) -> Hands:
    """A hands-on step."""
    return Hands(name, f"Do {name}", ("do it",), "", cost, seconds, (), HERE)  # type: ignore[arg-type]


def book(
    kinds: Iterable[FactKind],
    *causes: Cause,
    derive: tuple[Rule, ...] = (),
    hands: tuple[Hands, ...] = (),
    healthy: Condition = NEVER,
    unhealthy: Condition | None = None,
) -> Rulebook:
    """A rulebook of these causes and derivations over these facts (and `never`)."""
    every = (*kinds, kind("never", learned=("text",)))
    return Rulebook(
        vocabulary=Vocabulary({one.name: one for one in every}),
        causes={one.id: one for one in causes},
        hands={one.id: one for one in hands},
        rules=(*(one for c in causes for one in c.rules), *derive),
        healthy=healthy,
        unhealthy=unhealthy,
        signatures=(),
        sha256="0" * 64,
    )


def fact(
    name: str, value: Value = True, at: float = 1.0, attempt: int = 0, kind: Kind = "probe", excerpt: str = "…"
) -> Fact:
    """A fact with one piece of evidence; `__` in a name stands for a dot."""
    return Fact(name.replace("__", "."), value, (Evidence("a test", excerpt, kind, attempt, at),))
