"""A condition as a person reads it: "port.state is busy and sync.reply is one of none, echo"."""

from __future__ import annotations

from .conditions import All, Any, Condition, Nothing, Operator, Ref, Test
from .facts import Value

_OPERATORS: dict[Operator, str] = {"is": "is", "above": "is above", "below": "is below", "has": "has"}


def in_words(condition: Condition) -> str:
    """One line, with brackets where parts of parts would run into each other."""
    match condition:
        case Test(fact, operator, operands):
            words = ", ".join(_operand(operand) for operand in operands)
            return f"{fact} {_OPERATORS[operator]} {'one of ' if len(operands) > 1 else ''}{words}"
        case All(parts):
            return _joined(parts, " and ")
        case Any(parts):
            return _joined(parts, " or ")
        case Nothing(parts):
            return f"it is known that not ({_joined(parts, ' or ')})"


def _joined(parts: tuple[Condition, ...], between: str) -> str:
    if len(parts) == 1:
        return in_words(parts[0])
    return between.join(f"({in_words(part)})" if isinstance(part, (All, Any)) else in_words(part) for part in parts)


def _operand(operand: Value | Ref) -> str:
    if isinstance(operand, Ref):
        return operand.fact
    if isinstance(operand, bool):
        return "true" if operand else "false"
    return str(operand) or "empty"
