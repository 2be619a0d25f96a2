"""The chip's RX side: bytes on their way to the pin, the receiver at its own rate, and the measuring of a rate."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from .uart import ALMOST, BITS, Autobaud, Ear, Frames, agree

NEVER = math.inf

Hear = Callable[[float, bytes, float], int]  # (start, bytes, pace in seconds) -> how many were taken
Heeds = Callable[[bytes], int | None]  # how many of these bytes it takes until something can come of them
Found = Callable[[float, float], None]  # (now, baud)


class Receiver:
    """Hands over what it understands to `hear`, and a measured rate to `found`; stopped, it hears nothing."""

    def __init__(self, hear: Hear, found: Found) -> None:
        self._hear, self._found = hear, found
        self._arriving: deque[Frames] = deque()
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
            self._arriving.append(Frames(start, data, baud))

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
        whole = NEVER
        if self._arriving:
            start, _, baud = self._arriving[0]
            whole = start + BITS / baud
        understood = self._ear.next() if self._ear else None
        return whole if understood is None else min(whole, understood)

    def heeded(self, through: Sequence[Frames], heeds: Heeds) -> float:
        """Not later than something can come of what is heard; `through` are frames that have not left yet."""
        if self._ear is None or not (self._arriving or through or not self._ear.settled):
            return NEVER
        queue = (*self._arriving, *through)
        if self._autobaud or not self._ear.settled or not all(agree(f.baud, self._ear.baud) for f in queue):
            return min([self.next(), *(frames.start for frames in through)])
        count = heeds(b"".join(frames.data for frames in queue))
        return NEVER if count is None else _complete(count, queue)

    def step(self, at: float, limit: float) -> None:
        """Do what `next` announced for `at`; bytes that are whole by `limit` may go along."""
        if self._ear and self._ear.next() == at:
            for heard in self._ear.take(at):
                self._hear(heard.at - BITS / self._ear.baud, bytes([heard.byte]), BITS / self._ear.baud)
        elif self._arriving:
            self._receive(self._arriving[0], limit)

    def _receive(self, frames: Frames, limit: float) -> None:
        start, data, baud = frames
        room = (limit - start) / frames.pace + ALMOST
        whole = len(data) if room >= len(data) else max(1, math.floor(room))
        used = self._take(start, data[:whole], baud)
        if self._arriving and self._arriving[0] is frames:  # a reset has not thrown it away
            self._arriving.popleft()
            if used < len(data):
                self._arriving.appendleft(Frames(start + used * frames.pace, data[used:], baud))

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


def _complete(count: int, queue: Iterable[Frames]) -> float:
    """When so many bytes of them are whole at the pin."""
    for frames in queue:
        if count <= len(frames.data):
            return frames.start + count * frames.pace
        count -= len(frames.data)
    return NEVER
