"""The board on the bench: its chip, its buttons, and how lines, wires and fingers come together at the pins."""

from __future__ import annotations

from collections.abc import Callable

from .agenda import NEVER, Agenda
from .chip import Chip
from .circuit import Circuit
from .table import Table


class Device:
    """Pins follow from the table, the modem lines and the buttons; `settle` works them out anew."""

    def __init__(self, chip: Chip, agenda: Agenda, table: Callable[[], Table]) -> None:
        self.chip = chip
        self.circuit = Circuit()
        self.flash_held = False
        self.reset_held = False
        self.usb_power: bool = True
        self._agenda = agenda
        self._table = table
        self._rst_high_at = 0.0
        self._rst_low_at = NEVER

    def move_lines(self, now: float, dtr: bool, rts: bool) -> None:
        """Both modem lines at one moment, True = asserted."""
        self.circuit.set(self._table().circuit, now, dtr, rts)
        self.settle(now)
        if self.circuit.pulse_until > now:
            self._agenda.add(self.circuit.pulse_until, self.settle)

    def hold(self, now: float, *, flash: bool, reset: bool) -> None:
        """Fingers on the buttons, or wires that do the same."""
        self.flash_held, self.reset_held = flash, reset
        self.settle(now)

    def power(self, now: float, usb: bool) -> None:
        """The cable brings power, or not."""
        self.usb_power = usb
        self.settle(now)

    def settle(self, now: float) -> None:
        """Work out the levels at the chip."""
        table = self._table()
        pulls = self.circuit.pulls(table.circuit, now)
        rst = self._rst_level(now, self._pulled(now, pulls.rst) or table.rst_low or self.reset_held)
        gpio0_low = table.gpio0_low or self.flash_held or (pulls.gpio0 and table.gpio0_wire)
        self.chip.set_pins(
            now,
            en=not table.enable_open,
            rst=rst,
            gpio0=not gpio0_low,
            gpio2=not table.gpio2_low,
            gpio15=table.gpio15_high,
            powered=table.alive and (self.supplied or self.fed),
        )

    @property
    def supplied(self) -> bool:
        """The board's own supply is there."""
        return self._table().powered and self.usb_power

    @property
    def fed(self) -> bool:
        """Current comes through RX, whatever the supply does."""
        table = self._table()
        return table.feeds_rx and table.to_board and table.rx_tx == "crossed" and not table.joined

    def _pulled(self, now: float, wanted: bool) -> bool:
        """Whether a line has pulled RST for long enough to empty its capacitor."""
        if not wanted:
            self._rst_low_at = NEVER
        elif self._rst_low_at == NEVER:
            self._rst_low_at = now + self._table().rst_fall
            if self._rst_low_at > now:
                self._agenda.add(self._rst_low_at, self.settle)
        return now >= self._rst_low_at

    def _rst_level(self, now: float, low: bool) -> bool:
        """RST falls at once and rises as slowly as its capacitor is charged."""
        if low:
            self._rst_high_at = NEVER
            return False
        if self._rst_high_at == NEVER:
            self._rst_high_at = now + self._table().rst_rise
            self._agenda.add(self._rst_high_at, self._risen)
        return now >= self._rst_high_at

    def _risen(self, now: float) -> None:
        if self._rst_high_at <= now:
            self.settle(now)
