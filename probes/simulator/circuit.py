"""How the modem lines reach the pins: what each state of DTR and RTS pulls low, and how fast RST comes back.

The transistor table is the measured one of the NodeMCU circuit (uPyLoader issue 48): both lines asserted pull nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pulls:
    """Which pins the circuit pulls low."""

    gpio0: bool = False
    rst: bool = False


NOTHING = Pulls()
_GPIO0 = Pulls(gpio0=True)
_RST = Pulls(rst=True)
_BOTH = Pulls(gpio0=True, rst=True)

States = Mapping[tuple[bool, bool], Pulls]


def _table(neither: Pulls, dtr: Pulls, rts: Pulls, both: Pulls) -> States:
    return {(False, False): neither, (True, False): dtr, (False, True): rts, (True, True): both}


CIRCUITS: Mapping[str, States] = {
    #                           neither   DTR     RTS     both
    "transistors":       _table(NOTHING, _GPIO0,  _RST,   NOTHING),
    "direct":            _table(NOTHING, _GPIO0,  _RST,   _BOTH),
    "swapped":           _table(NOTHING, _RST,    _GPIO0, NOTHING),
    "swapped-direct":    _table(NOTHING, _RST,    _GPIO0, _BOTH),
    "dtr-capacitor":     _table(NOTHING, _GPIO0,  NOTHING, _GPIO0),
    "dtr-falls":         _table(NOTHING, NOTHING, NOTHING, NOTHING),
    "none":              _table(NOTHING, NOTHING, NOTHING, NOTHING),
}  # fmt: skip
"""(DTR, RTS), True = asserted, to what is pulled low."""

PULSE = 0.005
"""Seconds that a capacitor between DTR and RST holds RST low, from the edge of DTR on."""
_EDGE = {"dtr-capacitor": False, "dtr-falls": True}
"""What DTR has become when the pulse begins, where a capacitor leads it to RST. Arduino boards take the other edge."""


class Circuit:
    """The state of the lines and what follows from it. Times in seconds of the bench."""

    def __init__(self) -> None:
        self.dtr = False
        self.rts = False
        self.pulse_until = 0.0

    def set(self, kind: str, now: float, dtr: bool, rts: bool) -> None:
        """Move both lines at one moment; an edge of DTR may give a pulse through a capacitor."""
        if dtr != self.dtr and dtr == _EDGE.get(kind):
            self.pulse_until = now + PULSE
        self.dtr, self.rts = dtr, rts

    def pulls(self, kind: str, now: float) -> Pulls:
        """What the lines pull low at that moment."""
        level = CIRCUITS[kind][self.dtr, self.rts]
        return Pulls(level.gpio0, level.rst or now < self.pulse_until)
