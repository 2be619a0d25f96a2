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

LOADERS = frozenset({"rom-loader", "stub", "ram-app"})
"""Programs of the loader, under which GPIO2 speaks as TX does (esptool docs, boot mode selection, GPIO2)."""
CONTENTION = 0.3
"""Chance that a byte is spoilt when two outputs drive one line against each other."""


@dataclass(slots=True)
class Wires:
    """Carries bytes as the table lets them through. Times in seconds of the bench."""

    rng: Random
    noise: Noise
    """Of the direction to the board; the other is the bridge's."""
    stranger: Talker = field(default_factory=sensor)
    _twice: bool = False
    """GPIO2 is the loader's second TX: what it says comes out there too."""

    def carry(self, until: float, table: Table, bridge: Bridge, chip: Chip) -> None:
        """Everything that happens on the wires up to that moment."""
        left = bridge.leave(until)
        leaving = left if table.adapter == "ok" else []
        if table.talker:
            self.stranger.skip(until)
        strange = self.stranger.take(until) if table.talker else []
        self._to_board(leaving, strange, table, chip)
        in_loader = chip.running in LOADERS
        chip.advance(until)
        self._twice = in_loader and chip.running in LOADERS
        said = list(chip.spoken)
        chip.spoken.clear()
        bridge.hear(self._to_computer(said, leaving, strange, table))
        bridge.deliver(until)

    def next_event(self, table: Table) -> float:
        """When the stranger speaks next."""
        return self.stranger.next_at if table.talker else float("inf")

    def _to_board(
        self, leaving: list[tuple[float, bytes, float]], strange: list[Frame], table: Table, chip: Chip
    ) -> None:
        if table.talker == "device-on-rx" and _joined(table):
            for frame in strange:
                chip.hear(frame.at - BITS / frame.baud, frame.byte, frame.baud)
        elif _joined(table) and table.to_board:
            for start, data, baud in leaving:
                chip.hear_many(start, self.noise.disturb(data, baud), baud)

    def _to_computer(
        self, said: list[Frame], leaving: list[tuple[float, bytes, float]], strange: list[Frame], table: Table
    ) -> list[Frame]:
        if table.adapter != "ok":
            return []
        if table.joined:
            return [frame for sent in leaving for frame in _frames(*sent)]
        heard = said if _joined(table) and table.from_board and (table.ear == "tx" or self._twice) else []
        if table.talker != "sensor-on-tx":
            return heard
        return sorted([*map(self._contend, heard), *strange])

    def _contend(self, frame: Frame) -> Frame:
        if self.rng.random() >= CONTENTION:
            return frame
        return frame._replace(byte=frame.byte & self.rng.randrange(256))


def _joined(table: Table) -> bool:
    """Whether the board's serial pins are joined to the bridge's in any way that works."""
    return table.rx_tx == "crossed" and table.ground and not table.joined


def _frames(start: float, data: bytes, baud: float) -> list[Frame]:
    pace = BITS / baud
    return [Frame(start + (n + 1) * pace, byte, baud) for n, byte in enumerate(data)]
