"""DTR and RTS sequences as data, and the player of them.

On the usual circuit (two transistors) DTR alone pulls GPIO0 low, RTS alone pulls RST low, both together nothing; wired
directly, each line pulls its pin. Names and times: esptool reset.py (0.1 s and 0.05 s), esptool-ck espcomm_boards.c.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..engine.facts import Value
    from .clock import Clock
    from .link import Port

PROMPT = 0.03
"""Seconds within which both lines must have moved: a USB bridge takes about one millisecond, and what holds RST down
for a moment by a capacitor lets go after some."""


@dataclass(frozen=True, slots=True)
class Step:
    """Levels of both lines (True = asserted), and seconds that they stay."""

    dtr: bool
    rts: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Sequence:
    """Steps one after the other; after the last the lines stay as they are."""

    name: str
    title: str
    steps: tuple[Step, ...]
    resets_by: str = ""
    """The line that lets the chip start anew: rts, dtr, or "" for none."""

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return sum(step.seconds for step in self.steps)


def _sequence(name: str, title: str, resets_by: str, *steps: tuple[int, int, float]) -> Sequence:
    return Sequence(name, title, tuple(Step(bool(d), bool(r), s) for d, r, s in steps), resets_by)


# fmt: off
#                                                                      DTR RTS seconds
NODEMCU = _sequence("nodemcu", "RTS resets, DTR pulls GPIO0", "rts",    (0, 1, 0.1), (1, 0, 0.05), (0, 0, 0))
CK = _sequence("ck", "both at once, then RTS lets go first", "rts",     (1, 1, 0.1), (1, 0, 0.25), (0, 0, 0))
SWAPPED = _sequence("swapped", "DTR resets, RTS pulls GPIO0", "dtr",    (1, 0, 0.1), (0, 1, 0.05), (0, 0, 0))
# Some circuits join DTR to GPIO0 and, by a capacitor, to RST: one of its edges resets, then it must stay asserted.
DTR_ONLY = _sequence("dtr-only", "DTR alone, kept asserted", "dtr",     (1, 0, 0.02), (0, 0, 0), (1, 0, 0.1))
RUN = _sequence("run", "RTS resets, GPIO0 stays high", "rts",           (0, 1, 0.1), (0, 0, 0))
RUN_BY_DTR = _sequence("run-by-dtr", "DTR resets, GPIO0 is let go", "dtr", (1, 0, 0.1), (0, 0, 0))
# fmt: on

SEQUENCES: Mapping[str, Sequence] = {sequence.name: sequence for sequence in (NODEMCU, CK, DTR_ONLY, SWAPPED)}
"""Those that lead to the loader, the usual ones first; the names are the words of the fact `lines.reaches_loader`."""


def movable(known: Mapping[str, Value]) -> bool:
    """Whether the port has lines, as far as is known."""
    return known.get("lines.supported") is not False


def to_loader(known: Mapping[str, Value]) -> Sequence | None:
    """The sequence that is known to reach the loader, the usual one where nothing is known, None where none does."""
    if not movable(known):
        return None
    name = known.get("lines.reaches_loader", NODEMCU.name)
    return SEQUENCES.get(name) if isinstance(name, str) else None


def to_firmware(known: Mapping[str, Value]) -> Sequence:
    """The sequence that starts the firmware on this circuit, by the line that is known to reset it."""
    loader = to_loader(known)
    by_dtr = known.get("lines.resets") == "dtr" or (loader is not None and loader.resets_by == "dtr")
    return RUN_BY_DTR if by_dtr else RUN


def play(port: Port, clock: Clock, sequence: Sequence) -> bool:
    """Move the lines; returns whether each moved when it was meant to. What came before the reset is forgotten.

    Raises LinkError, Cancelled.
    """
    in_time = True
    for number, step in enumerate(sequence.steps):
        began = clock.now()
        port.set_lines(dtr=step.dtr, rts=step.rts, hurry=step is not sequence.steps[-1] and not step.seconds)
        in_time = in_time and clock.now() - began < PROMPT
        wait(port, clock, step.seconds)
        if number == 0:
            port.discard()
    return in_time


def wait(port: Port, clock: Clock, seconds: float) -> None:
    """Let time pass, with looks at the stop token. Raises Cancelled."""
    until = clock.now() + seconds
    while (left := until - clock.now()) > 0:
        port.check()
        clock.sleep(min(left, clock.look_every))
