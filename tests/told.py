"""One case as it is told at its end: a board whose GPIO2 was held low, and that was mended."""

from __future__ import annotations

from espdoctor.engine.belief import Finding
from espdoctor.engine.chain import Firing
from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.knowledge import rulebook
from espdoctor.probes.result import Result, StepTaken, Treated

CAUSE = rulebook().causes["gpio2-low"]
RULE = CAUSE.rules[0]


def fact(name: str, value: Value, excerpt: str = "boot mode:(2,6)") -> Fact:
    return Fact(name, value, (Evidence("serial 74880 baud", excerpt),))


BEFORE, NOW = fact("boot.after_run.mode", 2), fact("boot.after_run.mode", 3, "boot mode:(3,6)")
FOUND = Finding(CAUSE, 0.98, "found", (Firing(RULE, (BEFORE,)),))
STEPS = tuple(StepTaken(kind, "x", "listen", 1.0, "done") for kind in ("probe", "probe", "ask", "hands"))
FIXED = Result("", None, "diagnosed", (FOUND,), (Treated("gpio2-low", "Free it", True),), "healthy", (NOW,), (), STEPS)
