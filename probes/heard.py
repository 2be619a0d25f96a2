"""Bytes that a probe heard, with their place in the transcript, and the facts that can be read from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..engine.facts import Fact, Value
from .probe import fact
from .wire import noise

if TYPE_CHECKING:
    from .clock import Clock
    from .link import Port
    from .probe import World

_MOST = 4096
"""Bytes that are listened to in one go."""

MOST_EXCERPT = 160
"""Characters of an excerpt: a line or two."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Bytes in a row, heard at one speed."""

    data: bytes
    offset: int
    """Of the first byte, among all that was heard on the port."""
    baud: int

    @property
    def source(self) -> str:
        """For people."""
        return f"serial {self.baud} baud"

    def fact(self, name: str, value: Value, start: int = 0, end: int | None = None) -> Fact:
        """A fact that stands in these bytes (indices into `data`)."""
        stop = len(self.data) if end is None else end
        span = (self.offset + start, self.offset + stop)
        return fact(name, value, self.source, text(self.data[start:stop]), span)

    def part(self, start: int, end: int | None = None) -> Heard:
        """From that byte on, up to another."""
        return Heard(self.data[start:end], self.offset + start, self.baud)

    def __add__(self, more: Heard) -> Heard:
        return Heard(self.data + more.data, self.offset, self.baud)


def text(data: bytes) -> str:
    """Bytes as characters, in any script where they are text; what is none as \\xNN. Bounded; "silence" for nothing."""
    if not data:
        return "silence"
    start = data[:MOST_EXCERPT]
    return start.decode("utf-8" if noise.readable(start) else "ascii", "backslashreplace")[:MOST_EXCERPT]


def listen(port: Port, clock: Clock, seconds: float, enough: Callable[[bytes], bool] | None = None) -> Heard:
    """What comes within that time, or until `enough` of it is there. Raises LinkError, Cancelled."""
    offset, baud = port.transcript.heard, port.baud
    until = clock.now() + seconds
    data = bytearray()
    while (left := until - clock.now()) > 0:
        more = port.read(_MOST, left) if enough is None else port.read_some(left)
        data += more
        if more and enough is not None and enough(bytes(data)):
            break
    return Heard(bytes(data), offset, baud)


def run_dry(port: Port, clock: Clock, silence: float) -> bool:
    """What comes after its time must not be taken for the next reply: wait until nothing comes for so many seconds, but
    not more than twice as long. Returns whether the line became quiet. Raises LinkError, Cancelled."""
    until = clock.now() + 2 * silence
    while clock.now() < until:
        if not port.read_some(silence):
            return True
    return False


def known_delay(world: World) -> float:
    """Seconds that everything takes on its way to the chip and back; 0 where nobody noticed any."""
    known = world.known.get("link.delay_ms")
    return known / 1000 if isinstance(known, int) else 0.0
