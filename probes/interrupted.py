"""A consultation that was cut off: what to tell who stopped it, and what a port that went away leaves to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..engine.errors import Cancelled
from ..engine.facts import Fact, Value

DURING = "port.vanished_during"
"""The fact that tells which probe or action the port left in the lurch."""

_LEFT = "The port is closed and the board is out of reset."
_INCOMPLETE = "The flash is incomplete, so the firmware does not start: run this again to write it"


def sentence(cancelled: Cancelled, known: Mapping[str, Value]) -> str:
    """In what state everything is, and how to go on. `known` are the facts that hold: a write that was cut off must
    not go unsaid."""
    if known.get("flash.incomplete") is not True:
        return f"{cancelled} {_LEFT}"
    from .backups import way_back

    backup = known.get("flash.backup")
    restore = f", or put the old content back with `{way_back(str(backup))}`" if backup else ""
    return f"{cancelled} {_LEFT} {_INCOMPLETE}{restore}."


def during(name: str, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """What was being done when the port went away: idle talk, or work that draws current."""
    gone = next((fact for fact in facts if fact.name == "port.vanished" and fact.value), None)
    return () if gone is None else (Fact(DURING, name, gone.because),)
