"""The chip's RX side: bytes on their way to the pin, the receiver at its own rate, and the measuring of a rate."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from .uart import BITS, Autobaud, Ear, agree

NEVER = math.inf

Hear = Callable[[float, bytes, float], int]  # (start, bytes, pace in seconds) -> how many were taken
Found = Callable[[float, float], None]  # (now, baud)


@dataclass(slots=True)
class _Arriving:
    start: float
    data: bytes
    baud: float

    @property
    def pace(self) -> float:
        return BITS / self.baud


class Receiver:
    """Hands over what it understands to `hear`, and a measured rate to `found`; stopped, it hears nothing."""

    def __init__(self, hear: Hear, found: Found) -> None:
        self._hear, self._found = hear, found
        self._arriving: deque[_Arriving] = deque()
        self._ear: Ear | None = None
        self._autobaud: Autobaud | None = None

    @property
    def measuring(self) -> bool:
        """No rate is fixed yet."""
        return self._autobaud is not None

    @property
    def expecting(self) -> bool:
        """Bytes are on their way."""
        return bool(self._arriving)

    def arrive(self, start: float, data: bytes, baud: float) -> None:
        """Frames back to back, the first start bit at that moment."""
        if data:
            self._arriving.append(_Arriving(start, data, baud))

    def start(self, rate: float) -> None:
        """Listen at that rate."""
        self._ear = Ear(rate)

    def stop(self) -> None:
        """A reset: what was on the way is lost."""
        self._arriving.clear()
        self._ear = self._autobaud = None

    def measure(self) -> None:
        """Let the next bytes fix the rate, once."""
        self._autobaud = Autobaud()

    def tune(self, now: float, rate: float) -> None:
        """Listen at another rate from now on."""
        self._autobaud = None
        if self._ear:
            self._ear.tune(now, rate)

    def next(self) -> float:
        """When the next byte is whole at the pin, or understood by a receiver at another rate."""
        whole = self._arriving[0].start + self._arriving[0].pace if self._arriving else NEVER
        understood = self._ear.next() if self._ear else None
        return whole if understood is None else min(whole, understood)

    def step(self, at: float, limit: float) -> None:
        """Do what `next` announced for `at`; bytes that are whole by `limit` may go along."""
        if self._ear and self._ear.next() == at:
            for heard in self._ear.take(at):
                self._hear(heard.at - BITS / self._ear.baud, bytes([heard.byte]), BITS / self._ear.baud)
        elif self._arriving:
            self._receive(self._arriving[0], limit)

    def _receive(self, chunk: _Arriving, limit: float) -> None:
        room = (limit - chunk.start) / chunk.pace + 1e-6
        whole = len(chunk.data) if room >= len(chunk.data) else max(1, math.floor(room))
        used = self._take(chunk.start, chunk.data[:whole], chunk.baud)
        chunk.start += used * chunk.pace
        chunk.data = chunk.data[used:]
        if not chunk.data and self._arriving and self._arriving[0] is chunk:
            self._arriving.popleft()

    def _take(self, start: float, data: bytes, baud: float) -> int:
        """Returns how many bytes are done with."""
        if self._ear is None:
            return len(data)
        if self._autobaud:
            used, rate = self._autobaud.measure(start, data, baud)
            if rate:
                self._found(start + used * BITS / baud, rate)
            return used
        if self._ear.settled and agree(baud, self._ear.baud):
            return self._hear(start, data, BITS / baud)
        self._ear.feed(start, data, baud)
        return len(data)
