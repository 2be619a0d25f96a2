"""What can happen next in a consultation: a closed set, so that a type checker finds a forgotten one."""

from __future__ import annotations

from dataclasses import dataclass

from .facts import Value
from .hazard import Hazard


@dataclass(frozen=True, slots=True)
class ProbeInfo:
    """What the planner must know of a probe; the probe itself lies in `probes/`."""

    name: str
    title: str
    """For people, as a thing that is being done: "Listening to the boot banner"."""
    settles: tuple[str, ...]
    """The facts that it can teach."""
    needs: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    """Facts that must have one of the values before it makes sense; no values: it must be known."""
    hazard: Hazard = Hazard.LISTEN
    seconds: float = 1.0
    hands: tuple[str, ...] = ()
    """Hands-on steps that the person must do first (a loopback wire, a replug)."""
    after: tuple[str, ...] = ()
    """Hands-on steps that put it back."""
    unless: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    """Facts that, with one of the values (any, where none is given), make it none of our business."""
    at_once: bool = False
    """It runs as soon as it can, however sure the cause is: it tells where, or looks at what a reset would wipe out."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the person for a fact."""

    fact: str
    why: str


@dataclass(frozen=True, slots=True)
class Run:
    """Run a probe (its hands-on steps first, if it has any)."""

    probe: ProbeInfo
    why: str


@dataclass(frozen=True, slots=True)
class Try:
    """The cause is believed enough: try this fix."""

    cause: str
    fix: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A fix that ended: proven, failed, or (None) not carried out."""

    cause: str
    fix: str
    verified: bool | None


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing is left that could change the ranking."""

    why: str


Step = Ask | Run | Try | Done
