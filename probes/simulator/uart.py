"""A serial line as levels over time: who speaks at one rate is heard at another, bit by bit.

Within 2.5 % both sides agree on every bit (half a bit of drift over ten would take 5 %), so such bytes pass whole;
all else is sampled in the middle of each bit that the listener expects, framing errors included.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from itertools import islice
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


def agree(sent: float, heard: float) -> bool:
    """Whether a listener at one rate gets every bit of a speaker at the other."""
    return abs(sent / heard - 1.0) <= AGREE


def _edges_in(byte: int) -> tuple[int, ...]:
    """Before which bits of its frame the level changes, the start bit being bit 0: it falls, rises, falls …"""
    levels = [1, 0, *((byte >> n) & 1 for n in range(8)), 1]
    return tuple(bit for bit in range(BITS) if levels[bit] != levels[bit + 1])


_EDGES = [_edges_in(byte) for byte in range(256)]


def edges(start: float, data: bytes, baud: float) -> list[float]:
    """When the level changes while frames are sent back to back from `start`: it falls, rises, falls and so on."""
    bit = 1.0 / baud
    begins = ((start + position * BITS * bit, byte) for position, byte in enumerate(data))
    return [begin + place * bit for begin, byte in begins for place in _EDGES[byte]]


def joined(line: list[float], more: list[float]) -> list[float]:
    """Edges of two who drive one line: it is low while one of them pulls it down."""
    if not line or not more or line[-1] <= more[0]:
        return line + more
    pulls = sorted((at, 1 - 2 * (n & 1)) for one in (line, more) for n, at in enumerate(one))
    pulling, both = 0, list[float]()
    for at, change in pulls:
        pulling += change
        if pulling == max(change, 0):  # the first that pulls, or the last that lets go
            both.append(at)
    return both


class Ear:
    """A receiver at a fixed rate; it is fed what is on the line and asked what it has understood until a moment."""

    def __init__(self, baud: float) -> None:
        self.baud = baud
        self._ready: deque[Heard] = deque()
        self._edges: list[float] = []  # begins with a fall: behind an odd number of them the line is low
        self._free = -math.inf  # looks for a start bit from then on
        self._lag = 0.0  # a frame that has begun is known only when it is whole

    @property
    def settled(self) -> bool:
        """Nothing is half heard: bytes that agree in rate may pass whole."""
        return not self._edges

    def tune(self, now: float, baud: float) -> None:
        """Listen at another rate from now on; what was half heard is lost."""
        self._ready.extend(self._sample(now))
        self._edges.clear()
        self.baud, self._free = baud, now

    def feed(self, start: float, data: bytes, sent: float) -> None:
        """Frames back to back from `start` (seconds), sent at that rate."""
        if not self._edges and agree(sent, self.baud):
            pace = BITS / sent
            self._ready.extend(Heard(start + (n + 1) * pace, byte, True) for n, byte in enumerate(data))
        else:
            self._edges = joined(self._edges, edges(start, data, sent))
            self._lag = BITS / sent

    def take(self, until: float) -> list[Heard]:
        """What has been understood by then; the line counts as idle where nothing was fed."""
        if self._edges:
            self._ready.extend(self._sample(until - self._lag))
        taken: list[Heard] = []
        while self._ready and self._ready[0].at <= until:
            taken.append(self._ready.popleft())
        return taken

    def next(self) -> float | None:
        """When the next byte will be complete, if one has begun."""
        if self._ready:
            return self._ready[0].at
        for falls in islice(self._edges, 0, None, 2):
            if falls >= self._free:
                return falls + (BITS - 0.5) / self.baud + self._lag
        return None

    def _sample(self, until: float) -> list[Heard]:
        """Bytes whose stop bit is sampled by then; their edges are done with."""
        bit, line = 1.0 / self.baud, self._edges
        heard: list[Heard] = []
        done = 0
        while done < len(line):
            edge = line[done]
            if edge < self._free:  # in the middle of a low stretch: no edge to start from
                done += 2
                continue
            stop = edge + (BITS - 0.5) * bit
            if stop > until + ROUNDING:
                break
            low, after = self._lows(done, stop)
            if low & 1:
                heard.append(Heard(stop, ~low >> 1 & 0xFF, not low >> (BITS - 1)))
                self._free, done = stop, after & ~1
            else:  # too short for a start bit
                self._free = edge + 0.5 * bit
        del line[:done]
        return heard

    def _lows(self, begin: int, stop: float) -> tuple[int, int]:
        """In the middle of which bits the line is low, the start bit that begins with that edge counting least; and the
        first edge behind the frame, whose stop bit is looked at then."""
        baud, line = self.baud, self._edges
        start, low, after = line[begin], _FROM[0], begin + 1
        while after < len(line) and line[after] <= stop:
            low ^= _FROM[math.ceil((line[after] - start) * baud - 0.5)]
            after += 1
        return low, after


_FROM = [(1 << BITS) - (1 << bit) for bit in range(BITS + 1)]
"""All bits of a frame from that one on."""


class Mouth:
    """A transmitter: bytes leave one after the other, none before its time."""

    def __init__(self) -> None:
        self._queue: deque[Frames] = deque()
        self._out = 0  # bytes of the first in the queue that have left
        self._free = -math.inf

    @property
    def open(self) -> bool:
        """Something is still to be said."""
        return bool(self._queue)

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
            line = edges(start + (count - 1) * BITS / baud, bytes([byte]), baud)
            for fall, rise in zip(line[::2], line[1::2], strict=True):
                self._pulse(fall, rise)
            if self._edges >= self.EDGES:
                return count, 2.0 / (self._low + self._high)
        return len(data), None

    def _pulse(self, fall: float, rise: float) -> None:
        self._edges += 2
        self._low = min(self._low, rise - fall)
        if self._last_rise is not None and fall > self._last_rise:
            self._high = min(self._high, fall - self._last_rise)
        self._last_rise = rise
