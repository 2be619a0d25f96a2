"""What runs on the chip, and what the chip lets it do."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from random import Random
from typing import Protocol

from .flash import Flash
from .registers import Registers
from .spec import ChipSpec

Action = Callable[[float], None]


class Restart(Enum):
    """What starts the chip again; the value is the cause that the ROM will print, None: the old one stays.

    Espressif, "ESP8266 Reset Causes and Common Fatal Exception Causes", table 1-1: a software reset does not change it.
    """

    POWER = 1
    EXTERNAL = 2
    SOFTWARE = None
    WATCHDOG = 4
    WAKE = 5


class Machine(Protocol):
    """The chip as a program sees it. Times are seconds, rates baud, currents mA."""

    spec: ChipSpec
    flash: Flash
    registers: Registers
    rng: Random
    clock_hz: float

    def say(self, at: float, data: bytes) -> float:
        """Send bytes, not before that moment; returns when the last will have left."""
        ...

    def after(self, at: float, action: Action, *, idle: bool = False) -> None:
        """Do that then, unless a reset comes before; `idle` for what a program does unasked."""
        ...

    def tune(self, now: float, divider: int | None) -> None:
        """Set the UART's divider of the clock; None measures the next sender's rate."""
        ...

    def clock(self, hertz: float) -> None:
        """Feed the UART from another clock."""
        ...

    def run(self, now: float, program: Program) -> None:
        """Go on with another program."""
        ...

    def restart(self, now: float, kind: Restart) -> None:
        """Reset from within."""
        ...

    def draw(self, now: float, milliamps: float, seconds: float) -> None:
        """Need that much current for a while."""
        ...


class Program:
    """Something that runs: by itself it says nothing and hears nothing."""

    name = "stuck"
    load = 70.0  # mA
    answers = True
    """Whether somebody may wait for what it says; else it talks for itself, perhaps for ever."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def start(self, now: float) -> None:
        """It begins to run."""

    def hear(self, now: float, data: bytes, pace: float) -> int:
        """Bytes back to back, the first complete at `now + pace`; returns how many it took, at least one."""
        return len(data)

    def heeds(self, data: bytes) -> int | None:
        """How many of these bytes, heard next, it takes until something can come of them; None: more than these."""
        return None
