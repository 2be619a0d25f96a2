"""What a step costs, in seconds: its time, what it asks of a person, what it may do to the board."""

from __future__ import annotations

from collections.abc import Mapping

from .causes import Fix
from .hazard import Hazard
from .rulebook import Rulebook
from .steps import ProbeInfo

PERSON: Mapping[str, float] = {"look": 10.0, "button": 15.0, "wire": 45.0, "computer": 120.0, "part": 240.0}
"""What it asks of a person: mostly the turning to it, not the doing."""

RISK: Mapping[Hazard, float] = {Hazard.LISTEN: 0.0, Hazard.RESET: 1.0, Hazard.WRITE: 60.0, Hazard.ERASE: 300.0}
"""What a hazard counts for."""

ACTION = 30.0
"""About what an action of ours takes; the engine does not know them one by one."""

LEAST = 0.1
"""Nothing is free: what takes no time at all is still compared by its worth."""


def of_hands(rulebook: Rulebook, name: str) -> float:
    """A hands-on step."""
    hands = rulebook.hands[name]
    return PERSON[hands.cost] + hands.seconds


def of_probe(rulebook: Rulebook, probe: ProbeInfo) -> float:
    """A probe with the hands-on steps before and after it."""
    hands = sum(of_hands(rulebook, name) for name in (*probe.hands, *probe.after))
    return max(probe.seconds, LEAST) + RISK[probe.hazard] + hands


def of_question(rulebook: Rulebook, name: str) -> float:
    """A question about that fact. Raises KeyError for a fact that nobody can be asked for."""
    question = rulebook.vocabulary.kinds[name].ask
    if question is None:
        raise KeyError(name)
    return PERSON[question.cost]


def of_fix(rulebook: Rulebook, fix: Fix) -> float:
    """A fix with all its steps, without its proof."""
    hands = sum(of_hands(rulebook, step.hands) for step in fix.steps if step.hands)
    actions = sum(ACTION for step in fix.steps if step.action)
    return LEAST + hands + actions + RISK[fix.hazard]
