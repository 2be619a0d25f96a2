"""What goes over the wires between bridge and board: both directions, and whoever else is joined to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from .bridge import Bridge
from .chip import Chip
from .noise import Noise
from .receiver import NEVER
from .table import Table
from .talker import Talker, sensor
from .uart import Frames

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
        left = bridge.leave(until) if bridge.sending else []
        leaving = left if table.adapter == "ok" else []
        strange = self._strange(until) if table.talker in SPEAKERS else []
        if leaving or strange:
            self._to_board(leaving, strange, table, chip)
        said = _at_gpio2(chip, until) if table.ear == "gpio2" else _at_tx(chip, until)
        if said or leaving or strange:
            bridge.hear(self._to_computer(said, leaving, strange, table))
        bridge.deliver(until)

    def next_event(self, table: Table, bridge: Bridge, chip: Chip) -> float:
        """When somebody may begin to say something that the computer would hear, as far as is known now."""
        stranger = self.stranger.next_at if table.talker in SPEAKERS else NEVER
        if table.joined:
            return min(stranger, bridge.queued[0].start) if bridge.queued else stranger
        if not bridge.queued or table.adapter != "ok" or not _reaches_board(table):
            return min(stranger, chip.next_event())
        through, count = bridge.queued, 0
        for frames in through:
            count += len(frames.data)
            if not self.noise.spares(count, frames.baud):
                return min(stranger, chip.next_event(), through[0].start)
        return min(stranger, chip.next_event(through))

    def _strange(self, until: float) -> list[Frames]:
        self.stranger.skip(until)
        return self.stranger.take(until)

    def _to_board(self, leaving: list[Frames], strange: list[Frames], table: Table, chip: Chip) -> None:
        if table.talker == "device-on-rx" and _joined(table):
            for frames in strange:
                chip.hear_many(*frames)
        elif _reaches_board(table):
            for start, data, baud in leaving:
                chip.hear_many(start, self.noise.disturb(data, baud), baud)

    def _to_computer(
        self, said: list[Frames], leaving: list[Frames], strange: list[Frames], table: Table
    ) -> list[Frames]:
        if table.adapter != "ok":
            return []
        if table.joined:
            return leaving
        heard = said if _joined(table) and table.from_board else []
        if table.talker != "sensor-on-tx":
            return heard
        own = (self._contend(byte) for frames in heard for byte in frames.singly())
        others = (byte for frames in strange for byte in frames.singly())
        return sorted([*own, *others], key=lambda frames: frames.end)

    def _contend(self, frame: Frames) -> Frames:
        if self.rng.random() >= CONTENTION:
            return frame
        return frame._replace(data=bytes([frame.data[0] & self.rng.randrange(256)]))


def _joined(table: Table) -> bool:
    """Whether the board's serial pins are joined to the bridge's in any way that works."""
    return table.rx_tx == "crossed" and table.grounded and not table.joined


def _reaches_board(table: Table) -> bool:
    """Whether what the bridge sends comes to the chip: nobody else holds the line."""
    return _joined(table) and table.to_board and table.talker not in ("device-on-rx", "dark-bridge")


def _at_tx(chip: Chip, until: float) -> list[Frames]:
    """What the chip has said by then."""
    chip.advance(until)
    if not chip.spoken:
        return []
    said = list(chip.spoken)
    chip.spoken.clear()
    return said


def _at_gpio2(chip: Chip, until: float) -> list[Frames]:
    """What of that came out at GPIO2: step by step, as a program takes the pin for itself in the middle."""
    said: list[Frames] = []
    at = -1.0
    while at < until:
        at = min(until, chip.next_event())
        speaks = chip.running in _BEFORE_PROGRAMS and chip.registers.second_tx
        heard = _at_tx(chip, at)
        said += heard if speaks else []
    return said
