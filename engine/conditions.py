"""Three-valued conditions over facts: yes, no, or unknown and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from itertools import chain
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


YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


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
    others: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The facts that the operands name."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "others", tuple(one.fact for one in self.operands if isinstance(one, Ref)))

    def ask(self, view: View) -> Outcome:
        """Whether it holds in the view, on which facts that rests, and what is missing."""
        facts = view.get(self.fact)
        if self.others:
            return self._ask_of_facts(facts or (), view)
        return _compared(self.operator, facts, self.operands) if facts else _unknown(self.fact)

    def _ask_of_facts(self, facts: tuple[Fact, ...], view: View) -> Outcome:
        missing = tuple(name for name in (self.fact, *self.others) if not view.get(name))
        if missing:
            return Outcome(UNKNOWN, missing=missing)
        operands = [view[o.fact][0].value if isinstance(o, Ref) else o for o in self.operands]
        outcome = _compared(self.operator, facts, operands)
        return Outcome(outcome.answer, outcome.used + tuple(view[name][0] for name in self.others))


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def ask(self, view: View) -> Outcome:
        """As of a `Test`; the first part that is known not to hold decides."""
        outcomes = []
        for part in self.parts:
            outcome = part.ask(view)
            if outcome.answer is NO:
                return outcome
            outcomes.append(outcome)
        return _together(outcomes, YES)


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def ask(self, view: View) -> Outcome:
        """As of a `Test`; all parts that hold are told."""
        return _any(self.parts, view)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Every part is known not to hold (`none:`). An unknown part is not enough."""

    parts: tuple[Condition, ...]

    def ask(self, view: View) -> Outcome:
        """As of a `Test`."""
        outcome = _any(self.parts, view)
        return Outcome(_FLIPPED[outcome.answer], outcome.used, outcome.missing)


Condition = Test | All | Any | Nothing

_FLIPPED = {YES: NO, NO: YES, UNKNOWN: UNKNOWN}


def facts_of(condition: Condition) -> Iterator[str]:
    """The names of all facts that the condition looks at, with repetitions."""
    if isinstance(condition, Test):
        yield condition.fact
        yield from (operand.fact for operand in condition.operands if isinstance(operand, Ref))
    else:
        for part in condition.parts:
            yield from facts_of(part)


def _any(parts: Iterable[Condition], view: View) -> Outcome:
    outcomes = [part.ask(view) for part in parts]
    met = [outcome for outcome in outcomes if outcome.answer is YES]
    return _together(met, YES) if met else _together(outcomes, NO)


def _together(outcomes: Sequence[Outcome], known: Answer) -> Outcome:
    """What they say together: that answer, or unknown if one of them lacks something."""
    if len(outcomes) == 1:
        return outcomes[0]
    missing = _joined([outcome.missing for outcome in outcomes])
    return Outcome(UNKNOWN if missing else known, _joined([outcome.used for outcome in outcomes]), missing)


def _joined(groups: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    filled = [group for group in groups if group]
    if len(filled) < 2:
        return filled[0] if filled else ()
    return tuple(dict.fromkeys(chain.from_iterable(filled)))


@cache
def _unknown(fact: str) -> Outcome:
    """The outcome of most tests at most times; there are no more of them than facts."""
    return Outcome(UNKNOWN, (), (fact,))


def _compared(operator: Operator, facts: tuple[Fact, ...], operands: Sequence[Value | Ref]) -> Outcome:
    holds = _HOLDS[operator]
    met = tuple([fact for fact in facts if holds(fact.value, operands)])
    return Outcome(YES, met) if met else Outcome(NO, facts)


def is_among(value: Value, operands: Sequence[Value | Ref]) -> bool:
    """Equal, and both or neither a truth value: in YAML `true` and `1` are different things."""
    if isinstance(value, str):
        return value in operands
    return any(value == o and isinstance(value, bool) == isinstance(o, bool) for o in operands)


def _is_above(value: Value, operands: Sequence[Value | Ref]) -> bool:
    bound = operands[0]
    return not isinstance(value, str) and not isinstance(bound, (str, Ref)) and value > bound


def _is_below(value: Value, operands: Sequence[Value | Ref]) -> bool:
    bound = operands[0]
    return not isinstance(value, str) and not isinstance(bound, (str, Ref)) and value < bound


_HOLDS: Mapping[Operator, Callable[[Value, Sequence[Value | Ref]], bool]] = {
    "is": is_among,
    "has": is_among,
    "above": _is_above,
    "below": _is_below,
}
