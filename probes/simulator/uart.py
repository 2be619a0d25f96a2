"""A serial line as levels over time: who speaks at one rate is heard at another, bit by bit.

Within 2.5 % both sides agree on every bit (half a bit of drift over ten would take 5 %), so such bytes pass whole;
all else is sampled in the middle of each bit that the listener expects, framing errors included.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

AGREE = 0.025
ROUNDING = 1e-8  # seconds; far below a bit, far above what floats lose
BITS = 10  # start, eight of data, stop
ALMOST = 1e-6  # of a byte: what floats lose when moments are counted in bytes


class Frames(NamedTuple):
    """Bytes back to back on the wire: the first start bit at `start` (seconds), sent at that rate (baud)."""

    start: float
    data: bytes
    baud: float

    @property
    def pace(self) -> float:
        """Seconds that one byte takes."""
        return BITS / self.baud

    @property
    def end(self) -> float:
        """When the last stop bit is over."""
        return self.start + len(self.data) * BITS / self.baud

    def singly(self) -> Iterator[Frames]:
        """Each byte for itself."""
        for number in range(len(self.data)):
            yield Frames(self.start + number * self.pace, self.data[number : number + 1], self.baud)


class Heard(NamedTuple):
    """One byte as a listener took it; `framed` is false when the stop bit was not there."""

    at: float
    byte: int
    framed: bool


class Low(NamedTuple):
    """A stretch of time during which the line is low."""

    since: float
    until: float


def agree(sent: float, heard: float) -> bool:
    """Whether a listener at one rate gets every bit of a speaker at the other."""
    return abs(sent / heard - 1.0) <= AGREE


def _low_bits(byte: int) -> tuple[tuple[int, int], ...]:
    """The low stretches of a frame as (first bit, bit after the last); the start bit is bit 0."""
    levels = [0, *((byte >> n) & 1 for n in range(8)), 1]
    falls = [n for n in range(BITS) if not levels[n] and (n == 0 or levels[n - 1])]
    return tuple((fall, levels.index(1, fall)) for fall in falls)


_LOW_BITS = [_low_bits(byte) for byte in range(256)]


def lows(start: float, data: bytes, baud: float) -> Iterator[Low]:
    """The low stretches of frames sent back to back from `start`; the stop bit parts one frame from the next."""
    bit = 1.0 / baud
    for position, byte in enumerate(data):
        at = start + position * BITS * bit
        for falls, rises in _LOW_BITS[byte]:
            yield Low(at + falls * bit, at + rises * bit)


class Ear:
    """A receiver at a fixed rate; it is fed what is on the line and asked what it has understood until a moment."""

    def __init__(self, baud: float) -> None:
        self.baud = baud
        self._ready: deque[Heard] = deque()
        self._lows: deque[Low] = deque()
        self._free = -math.inf  # looks for a start bit from then on
        self._lag = 0.0  # a frame that has begun is known only when it is whole

    @property
    def settled(self) -> bool:
        """Nothing is half heard: bytes that agree in rate may pass whole."""
        return not self._lows

    def tune(self, now: float, baud: float) -> None:
        """Listen at another rate from now on; what was half heard is lost."""
        self._ready.extend(self._sample(now))
        self._lows.clear()
        self.baud, self._free = baud, now

    def feed(self, start: float, data: bytes, sent: float) -> None:
        """Frames back to back from `start` (seconds), sent at that rate."""
        if self.settled and agree(sent, self.baud):
            pace = BITS / sent
            self._ready.extend(Heard(start + (n + 1) * pace, byte, True) for n, byte in enumerate(data))
        else:
            self._lows.extend(lows(start, data, sent))
            self._lag = BITS / sent

    def take(self, until: float) -> list[Heard]:
        """What has been understood by then; the line counts as idle where nothing was fed."""
        if not self._lows and not self._ready:
            return []
        self._ready.extend(self._sample(until - self._lag))
        taken: list[Heard] = []
        while self._ready and self._ready[0].at <= until:
            taken.append(self._ready.popleft())
        return taken

    def next(self) -> float | None:
        """When the next byte will be complete, if one has begun."""
        if self._ready:
            return self._ready[0].at
        for low in self._lows:
            if low.since >= self._free:
                return low.since + (BITS - 0.5) / self.baud + self._lag
        return None

    def _sample(self, until: float) -> Iterator[Heard]:
        bit = 1.0 / self.baud
        while self._lows:
            edge = self._lows[0].since
            if edge < self._free:  # in the middle of a low stretch: no edge to start from
                self._lows.popleft()
                continue
            stop = edge + (BITS - 0.5) * bit
            if stop > until + ROUNDING:
                return
            byte = sum(1 << n for n in range(8) if not self._low_at(edge + (n + 1.5) * bit))
            framed = not self._low_at(stop)
            genuine = self._low_at(edge + 0.5 * bit)
            self._free = stop if genuine else edge + 0.5 * bit
            while self._lows and self._lows[0].until <= self._free:
                self._lows.popleft()
            if genuine:
                yield Heard(stop, byte, framed)

    def _low_at(self, moment: float) -> bool:
        for low in self._lows:
            if low.since > moment:
                return False
            if moment < low.until:
                return True
        return False


class Mouth:
    """A transmitter: bytes leave one after the other, none before its time."""

    def __init__(self) -> None:
        self._queue: deque[Frames] = deque()
        self._out = 0  # bytes of the first in the queue that have left
        self._free = -math.inf

    def say(self, at: float, data: bytes, baud: float) -> float:
        """Queue bytes; returns when the last of them will have left."""
        if not data:
            return max(at, self._free)
        frames = Frames(max(at, self._free), data, baud)
        self._queue.append(frames)
        self._free = frames.end
        return self._free

    def take(self, until: float) -> list[Frames]:
        """What has left by then."""
        taken: list[Frames] = []
        while self._queue and self._queue[0].start < until:
            start, data, baud = self._queue[0]
            pace, out = BITS / baud, self._out
            whole = min(len(data), math.floor((until - start) / pace + ALMOST))
            if whole > out:
                taken.append(Frames(start + out * pace, data[out:whole], baud))
                self._out = whole
            if whole < len(data):
                break
            self._queue.popleft()
            self._out = 0
        return taken

    def next(self) -> float | None:
        """When the next byte will be complete."""
        if not self._queue:
            return None
        first = self._queue[0]
        return first.start + (self._out + 1) * BITS / first.baud

    def hush(self, now: float) -> None:
        """A reset: what is not out is lost."""
        self._queue.clear()
        self._out = 0
        self._free = now


class Autobaud:
    """Measures the shortest pulses of the line until there were edges enough, once (ESP8266 UART_AUTOBAUD registers).

    What comes first decides: noise or somebody's other traffic can fix a wrong rate until the next reset
    (nodemcu-firmware#1215). The bytes that it is measured by are lost, which is why a first SYNC after a reset gets no
    reply from real chips (trace in esp8266/Arduino#6605).
    """

    EDGES = 29

    def __init__(self) -> None:
        self._edges = 0
        self._low = self._high = math.inf
        self._last_rise: float | None = None

    def measure(self, start: float, data: bytes, baud: float) -> tuple[int, float | None]:
        """How many bytes it took, and the rate (baud) when it is found."""
        for count, byte in enumerate(data, 1):
            for low in lows(start + (count - 1) * BITS / baud, bytes([byte]), baud):
                self._pulse(low)
            if self._edges >= self.EDGES:
                return count, 2.0 / (self._low + self._high)
        return len(data), None

    def _pulse(self, low: Low) -> None:
        self._edges += 2
        self._low = min(self._low, low.until - low.since)
        if self._last_rise is not None and low.since > self._last_rise:
            self._high = min(self._high, low.since - self._last_rise)
        self._last_rise = low.until
