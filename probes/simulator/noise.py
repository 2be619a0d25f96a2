"""What wires do to bytes: flipped bits, lost bytes, and rates that do not hold on them."""

from __future__ import annotations

import math
from random import Random

BITS_THAT_COUNT = 10
ROUGH = 0.2
"""Chance that a byte is spoilt at a rate which the wires do not carry."""


class Noise:
    """One direction of a line. `ber` is a chance a bit, `loss` a chance a byte."""

    def __init__(self, rng: Random, ber: float, loss: float, fails: tuple[float, float]) -> None:
        self._rng = rng
        self._loss = loss
        self._fails = fails
        self._spoilt = 1.0 - (1.0 - ber) ** BITS_THAT_COUNT
        self._until_spoilt = self._distance(self._spoilt)
        self._until_lost = self._distance(loss)

    def spares(self, count: int, baud: float) -> bool:
        """Whether the next so many bytes at that rate pass as they are."""
        low, high = self._fails
        return count <= self._until_spoilt and count <= self._until_lost and not low <= baud <= high

    def disturb(self, data: bytes, baud: float) -> bytes:
        """What is left of bytes sent at that rate."""
        low, high = self._fails
        if low <= baud <= high:
            data = bytes(byte ^ self._flips() if self._rng.random() < ROUGH else byte for byte in data)
        if len(data) <= self._until_spoilt and len(data) <= self._until_lost:
            self._until_spoilt -= len(data)
            self._until_lost -= len(data)
            return data
        return bytes(kept for byte in data if (kept := self._one(byte)) is not None)

    def _one(self, byte: int) -> int | None:
        self._until_lost -= 1
        self._until_spoilt -= 1
        if self._until_lost < 0:
            self._until_lost = self._distance(self._loss)
            return None
        if self._until_spoilt < 0:
            self._until_spoilt = self._distance(self._spoilt)
            return byte ^ self._flips()
        return byte

    def _flips(self) -> int:
        return 1 << self._rng.randrange(8)

    def _distance(self, chance: float) -> float:
        """Bytes that pass before the next one is hit: drawing once a hit is cheaper than once a byte."""
        if chance <= 0.0:
            return math.inf
        return math.floor(math.log(1.0 - self._rng.random()) / math.log(1.0 - chance))
