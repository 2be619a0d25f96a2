"""What goes over the wires between bridge and board: both directions, and whoever else is joined to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from .bridge import Bridge
from .chip import Chip
from .noise import Noise
from .table import Table
from .talker import Talker, sensor
from .uart import BITS, Frame

_BEFORE_PROGRAMS = frozenset({"rom", "rom-loader", "stub", "ram-app"})
"""Under which GPIO2 stays the second TX that the ROM has made of it (esptool docs, boot mode selection; RIOT#16387)."""
SPEAKERS = frozenset({"sensor-on-tx", "device-on-rx"})
"""Of `Table.talker`, those that say something."""
CONTENTION = 0.3
"""Chance that a byte is spoilt when two outputs drive one line against each other."""


@dataclass(slots=True)
class Wires:
    """Carries bytes as the table lets them through. Times in seconds of the bench."""

    rng: Random
    noise: Noise
    """Of the direction to the board; the other is the bridge's."""
    stranger: Talker = field(default_factory=sensor)

    def carry(self, until: float, table: Table, bridge: Bridge, chip: Chip) -> None:
        """Everything that happens on the wires up to that moment."""
        left = bridge.leave(until)
        leaving = left if table.adapter == "ok" else []
        if table.talker in SPEAKERS:
            self.stranger.skip(until)
        strange = self.stranger.take(until) if table.talker in SPEAKERS else []
        self._to_board(leaving, strange, table, chip)
        said = _at_gpio2(chip, until) if table.ear == "gpio2" else _at_tx(chip, until)
        bridge.hear(self._to_computer(said, leaving, strange, table))
        bridge.deliver(until)

    def next_event(self, table: Table) -> float:
        """When the stranger speaks next."""
        return self.stranger.next_at if table.talker in SPEAKERS else float("inf")

    def _to_board(
        self, leaving: list[tuple[float, bytes, float]], strange: list[Frame], table: Table, chip: Chip
    ) -> None:
        if table.talker == "device-on-rx" and _joined(table):
            for frame in strange:
                chip.hear(frame.at - BITS / frame.baud, frame.byte, frame.baud)
        elif _joined(table) and table.to_board and table.talker != "dark-bridge":
            for start, data, baud in leaving:
                chip.hear_many(start, self.noise.disturb(data, baud), baud)

    def _to_computer(
        self, said: list[Frame], leaving: list[tuple[float, bytes, float]], strange: list[Frame], table: Table
    ) -> list[Frame]:
        if table.adapter != "ok":
            return []
        if table.joined:
            return [frame for sent in leaving for frame in _frames(*sent)]
        heard = said if _joined(table) and table.from_board else []
        if table.talker != "sensor-on-tx":
            return heard
        return sorted([*map(self._contend, heard), *strange])

    def _contend(self, frame: Frame) -> Frame:
        if self.rng.random() >= CONTENTION:
            return frame
        return frame._replace(byte=frame.byte & self.rng.randrange(256))


def _joined(table: Table) -> bool:
    """Whether the board's serial pins are joined to the bridge's in any way that works."""
    return table.rx_tx == "crossed" and table.grounded and not table.joined


def _at_tx(chip: Chip, until: float) -> list[Frame]:
    """What the chip has said by then."""
    chip.advance(until)
    said = list(chip.spoken)
    chip.spoken.clear()
    return said


def _at_gpio2(chip: Chip, until: float) -> list[Frame]:
    """What of that came out at GPIO2: step by step, as a program takes the pin for itself in the middle."""
    said: list[Frame] = []
    at = -1.0
    while at < until:
        at = min(until, chip.next_event() or until)
        speaks = chip.running in _BEFORE_PROGRAMS and chip.registers.second_tx
        heard = _at_tx(chip, at)
        said += heard if speaks else []
    return said


def _frames(start: float, data: bytes, baud: float) -> list[Frame]:
    pace = BITS / baud
    return [Frame(start + (n + 1) * pace, byte, baud) for n, byte in enumerate(data)]
