"""Three-valued conditions over facts: yes, no, or unknown and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Literal, TypeVar

from .facts import Fact, Value

View = Mapping[str, tuple[Fact, ...]]
"""The facts that hold now, by name; a fact that `keeps: one` stands alone in its tuple."""

_T = TypeVar("_T")

Operator = Literal["is", "above", "below", "has"]


class Answer(Enum):
    """Not knowing is an answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer, the facts that it rests on, and the facts that would be needed for a firm one."""

    answer: Answer
    used: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """Another fact's value, `@flash.jedec_size`."""

    fact: str


@dataclass(frozen=True, slots=True)
class Test:
    """One fact against a value: `is` one of the operands, `above` or `below` the only one, or `has` it in its set."""

    fact: str
    operator: Operator
    operands: tuple[Value | Ref, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Every part is known not to hold (`none:`). An unknown part is not enough."""

    parts: tuple[Condition, ...]


Condition = Test | All | Any | Nothing


def evaluate(condition: Condition, view: View) -> Outcome:
    """Whether the condition holds in the view, on which facts that rests, and what is missing."""
    match condition:
        case Test():
            return _test(condition, view)
        case All(parts):
            return _all(parts, view)
        case Any(parts):
            return _any([evaluate(part, view) for part in parts])
        case Nothing(parts):
            return _negated(_any([evaluate(part, view) for part in parts]))


def facts_of(condition: Condition) -> Iterator[str]:
    """The names of all facts that the condition looks at, with repetitions."""
    if isinstance(condition, Test):
        yield condition.fact
        yield from (operand.fact for operand in condition.operands if isinstance(operand, Ref))
    else:
        for part in condition.parts:
            yield from facts_of(part)


def _all(conditions: Iterable[Condition], view: View) -> Outcome:
    parts = []
    for condition in conditions:
        part = evaluate(condition, view)
        if part.answer is Answer.NO:
            return Outcome(Answer.NO, part.used)
        parts.append(part)
    if len(parts) == 1:
        return parts[0]
    missing = _joined(part.missing for part in parts)
    used = _joined(part.used for part in parts)
    return Outcome(Answer.UNKNOWN if missing else Answer.YES, used, missing)


def _any(parts: list[Outcome]) -> Outcome:
    if len(parts) == 1:
        return parts[0]
    met = [part for part in parts if part.answer is Answer.YES]
    if met:
        return Outcome(Answer.YES, _joined(part.used for part in met))
    missing = _joined(part.missing for part in parts)
    used = _joined(part.used for part in parts)
    return Outcome(Answer.UNKNOWN if missing else Answer.NO, used, missing)


_FLIPPED = {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}


def _negated(outcome: Outcome) -> Outcome:
    return Outcome(_FLIPPED[outcome.answer], outcome.used, outcome.missing)


def _test(test: Test, view: View) -> Outcome:
    facts = view.get(test.fact, ())
    if Ref in map(type, test.operands):
        return _test_against_facts(test, facts, view)
    return _compared(test.operator, facts, test.operands) if facts else _unknown(test.fact)


@cache
def _unknown(fact: str) -> Outcome:
    """The outcome of most tests at most times; there are no more of them than facts."""
    return Outcome(Answer.UNKNOWN, (), (fact,))


def _test_against_facts(test: Test, facts: tuple[Fact, ...], view: View) -> Outcome:
    names = (test.fact, *(operand.fact for operand in test.operands if isinstance(operand, Ref)))
    missing = tuple(name for name in names if not view.get(name))
    if missing:
        return Outcome(Answer.UNKNOWN, missing=missing)
    operands = [view[o.fact][0].value if isinstance(o, Ref) else o for o in test.operands]
    outcome = _compared(test.operator, facts, operands)
    return Outcome(outcome.answer, outcome.used + tuple(view[name][0] for name in names[1:]))


def _compared(operator: Operator, facts: tuple[Fact, ...], operands: Sequence[Value | Ref]) -> Outcome:
    met = tuple([fact for fact in facts if _holds(operator, fact.value, operands)])
    return Outcome(Answer.YES, met) if met else Outcome(Answer.NO, facts)


def _holds(operator: Operator, value: Value, operands: Sequence[Value | Ref]) -> bool:
    if operator in ("is", "has"):
        return any(_same(value, operand) for operand in operands)
    bound = operands[0]
    if isinstance(value, str) or isinstance(bound, (str, Ref)):
        return False
    return value > bound if operator == "above" else value < bound


def _same(left: Value, right: Value | Ref) -> bool:
    """Equal, and both or neither a truth value: in YAML `true` and `1` are different things."""
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def _joined(groups: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))
