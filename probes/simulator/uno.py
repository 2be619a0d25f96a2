"""An Arduino UNO in the board's place: its loader knows another language, and gives up when it hears ours.

Optiboot (github.com/Optiboot/optiboot, optiboot.c): 115200 baud; for one second after a reset it answers STK500
commands, and one that does not end as it should makes it start the program at once.
"""

from __future__ import annotations

from .chip import Chip
from .program import Program, Restart

_DIVIDER_FOR_115200 = 451  # of 52 MHz
_DIVIDER_FOR_9600 = 5417
GET_SYNC, END = 0x30, 0x20
IN_SYNC, OK = 0x14, 0x10
PATIENCE = 1.0
"""Seconds that its loader waits for somebody."""
_LINE = b"Sensor: 512\r\n"


class Uno(Chip):
    """Another maker's chip, with the same pins as far as the bench has wires to them."""

    def _begin(self, now: float, kind: Restart) -> None:
        super()._begin(now, kind)
        self.tune(now, _DIVIDER_FOR_115200)
        self.run(now, Optiboot(self))


class Optiboot(Program):
    """Its loader."""

    name = "avr-loader"

    def start(self, now: float) -> None:
        """Wait a second."""
        self._command = 0
        self.machine.after(now + PATIENCE, self._leave)

    def hear(self, now: float, data: bytes, pace: float) -> int:
        """Commands of two bytes: GET_SYNC is answered, for any other it leaves."""
        for number, byte in enumerate(data, 1):
            if not self._command:
                self._command = byte
            elif (self._command, byte) == (GET_SYNC, END):
                self._command = 0
                self.machine.say(now + number * pace, bytes([IN_SYNC, OK]))
            else:
                self._leave(now + number * pace)
                return number
        return len(data)

    def heeds(self, data: bytes) -> int | None:
        """The first already, where it ends a command."""
        return 1 if data else None

    def _leave(self, now: float) -> None:
        self.machine.run(now, _Sketch(self.machine))


class _Sketch(Program):
    """What its owner tried last."""

    name = "avr-program"

    def start(self, now: float) -> None:
        """It talks at 9600 baud, as most of their examples do."""
        self.machine.tune(now, _DIVIDER_FOR_9600)
        self.machine.after(now + 0.1, self._talk, idle=True)

    def _talk(self, now: float) -> None:
        self.machine.say(now, _LINE)
        self.machine.after(now + 0.5, self._talk, idle=True)
