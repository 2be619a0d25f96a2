"""The bench's hands: somebody who does hands-on steps and answers questions when no person is there."""

from __future__ import annotations

from typing import Protocol

from ..engine.facts import Value


class Hands(Protocol):
    """Truthful, and as able as a person with the bench in front of them."""

    def do(self, hands_id: str) -> bool:
        """Carry out a step of rules/hands.yaml; False where it cannot be done."""
        ...

    def answer(self, fact_name: str) -> Value | None:
        """What a person would say now; None for "I don't know"."""
        ...
