"""The USB-serial bridge: the rates that it really gives, how it collects bytes, and what the wires do to them.

Rates: Linux drivers ch341.c (48 MHz through a prescaler and a divider of 8 bits) and cp210x.c (a table, Silicon Labs
AN205; 74880 becomes 76800), FTDI's 3 MHz by steps of 1/8. Collecting: full-speed USB has a frame each millisecond;
FTDI holds fewer than 62 bytes back for 16 ms.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .noise import Noise
from .uart import ALMOST, BITS, Ear, Frames, Heard, agree

USB_FRAME = 0.001
PACKET = 62
"""Bytes that are handed on at once, however little time has passed."""
ROOM = 65536
"""Bytes that the computer keeps for a program that does not read."""
QUEUE = 4096
"""Bytes that may wait to be sent before a write blocks."""


@dataclass(frozen=True, slots=True)
class BridgeKind:
    """One make of bridge."""

    id: str
    title: str
    vid: int
    pid: int
    driver: str
    product: str
    rate: Callable[[int], float]
    latency: float = USB_FRAME


def _ch340(baud: int) -> float:
    for prescaler in (4, 8, 32, 64, 256, 512, 2048, 4096):
        divider = round(48_000_000 / prescaler / baud)
        if 2 <= divider <= 255:
            return 48_000_000 / prescaler / divider
    return float(baud)


_CP2102_RATES = (
    300, 600, 1200, 1800, 2400, 4000, 4800, 7200, 9600, 14400, 16000, 19200, 28800, 38400, 51200, 56000, 57600, 64000,
    76800, 115200, 128000, 153600, 230400, 250000, 256000, 460800, 500000, 576000, 921600,
)  # fmt: skip


def _cp2102(baud: int) -> float:
    return float(min(_CP2102_RATES, key=lambda rate: abs(rate - baud)))


def _ftdi(baud: int) -> float:
    return 3_000_000 / max(1.0, round(8 * 3_000_000 / baud) / 8)


KINDS = {
    kind.id: kind
    for kind in (
        BridgeKind("ch340", "CH340", 0x1A86, 0x7523, "ch341", "USB Serial", _ch340),
        BridgeKind("cp2102", "CP2102", 0x10C4, 0xEA60, "cp210x", "CP2102 USB to UART Bridge Controller", _cp2102),
        BridgeKind("ftdi", "FT232R", 0x0403, 0x6001, "ftdi_sio", "FT232R USB UART", _ftdi, latency=0.016),
    )
}


@dataclass(slots=True)
class _Parcel:
    """Bytes collected for the computer: the first came at `since`, others may join them until they are handed on."""

    since: float
    due: float
    data: bytearray


class Bridge:
    """One bridge with its two directions. Times are seconds of the bench, rates baud."""

    def __init__(self, kind: BridgeKind, noise: Noise, latency: float = 0.0) -> None:
        self.kind = kind
        self.noise = noise
        self.latency = latency or kind.latency
        self.baud = 9600.0
        self.collecting = self._least_wait()
        """Seconds that a byte on the wire waits for others at least, before the computer sees it."""
        self.received = bytearray()
        self.carried = 0
        """Bytes moved in both directions since it was plugged in."""
        self._leaving: deque[Frames] = deque()
        self._free = 0.0
        self._ear = Ear(self.baud)
        self._parcels: deque[_Parcel] = deque()

    def tune(self, now: float, baud: int) -> None:
        """Another rate, as near as the bridge can come."""
        rate = self.kind.rate(baud)
        if rate != self.baud:
            self.baud = rate
            self.collecting = self._least_wait()
            self._ear.tune(now, rate)

    # towards the board

    def send(self, now: float, data: bytes) -> None:
        """Queue bytes for the wire."""
        leaving = Frames(max(now, self._free), data, self.baud)
        self._leaving.append(leaving)
        self._free = leaving.end
        self.carried += len(data)

    def hold_low(self, now: float, seconds: float) -> None:
        """A BREAK that has just ended: to whoever listens a zero whose start and data bits took that long."""
        break_ends = Frames(max(now, self._free), b"\x00", (BITS - 1) / seconds)
        self._leaving.append(break_ends)
        self._free = break_ends.end

    @property
    def sending(self) -> bool:
        """Whether bytes wait for the wire."""
        return bool(self._leaving)

    @property
    def sent_at(self) -> float:
        """When the last queued byte will have left."""
        return self._free

    def room_at(self) -> float:
        """When so much will have left that a write need not wait."""
        return self._free - QUEUE * BITS / self.baud

    @property
    def queued(self) -> Sequence[Frames]:
        """What has not left yet."""
        return self._leaving

    def leave(self, until: float) -> list[Frames]:
        """Bytes whose start bit falls before that moment."""
        gone: list[Frames] = []
        while self._leaving and self._leaving[0].start < until:
            start, data, baud = self._leaving.popleft()
            pace = BITS / baud
            count = int((until - start) / pace) + 1
            gone.append(Frames(start, data[:count], baud))
            if count < len(data):
                self._leaving.appendleft(Frames(start + count * pace, data[count:], baud))
                break
        return gone

    def drop_queue(self, now: float, unless_within: float = 0.0) -> None:
        """Forget what has not left, unless it all leaves within so many seconds."""
        if self._free > now + unless_within:
            self._leaving.clear()
            self._free = now

    # towards the computer

    def hear(self, heard: Iterable[Frames]) -> None:
        """Frames on the wire to the bridge's RX, in order of time."""
        for frames in heard:
            if self._ear.settled and agree(frames.baud, self.baud):
                self._collect(frames)
            else:
                self._ear.feed(*frames)

    def deliver(self, until: float) -> None:
        """Hand on what is due at that moment."""
        if understood := self._ear.take(until):
            self._gather(understood)
        while self._parcels and self._parcels[0].due <= until:
            parcel = self._parcels.popleft()
            kept = parcel.data[: ROOM - len(self.received)]
            self.received += kept
            self.carried += len(kept)

    def next_event(self) -> float:
        """When something that is on the wire already arrives at the computer."""
        due = self._parcels[0].due if self._parcels else math.inf
        heard = self._ear.next()
        return due if heard is None else min(due, heard)

    def full_at(self, now: float, size: int) -> float:
        """Not later than the computer has so many bytes: a byte takes its time, and nine bits are the shortest."""
        if size == 1 or not self._ear.settled:
            return now
        known = len(self.received) + sum(len(parcel.data) for parcel in self._parcels)
        return now + (size - known - 1) * (BITS - 1) / self.baud

    def clear(self) -> None:
        """Power off: everything under way is lost."""
        self._leaving.clear()
        self._parcels.clear()
        self._ear = Ear(self.baud)
        self.received.clear()
        self._free = 0.0
        self.carried = 0

    def _collect(self, frames: Frames) -> None:
        """Put bytes into parcels as they come, as far as the wires leave them whole."""
        spared = self.noise.spares(len(frames.data), self.baud)
        for part in (frames,) if spared else frames.singly():
            data = self.noise.disturb(part.data, self.baud)
            pace = BITS / part.baud
            first = part.start + pace
            while data:
                parcel = self._parcel(first)
                taken = self._put(parcel, data, int((parcel.due - first) / pace + ALMOST) + 1)
                first, data = first + taken * pace, data[taken:]

    def _gather(self, understood: list[Heard]) -> None:
        """The same with bytes that came at another rate, each at a moment of its own."""
        spared = self.noise.spares(len(understood), self.baud)
        for part in (understood,) if spared else ([one] for one in understood):
            data = self.noise.disturb(bytes([one.byte for one in part]), self.baud)
            moments = [one.at for one in part]
            while data:
                parcel = self._parcel(moments[0])
                taken = self._put(parcel, data, bisect_right(moments, parcel.due))
                moments, data = moments[taken:], data[taken:]

    def _parcel(self, at: float) -> _Parcel:
        """The last one, or a new one, for a byte that is complete at that moment."""
        parcel = self._parcels[-1] if self._parcels else None
        if parcel is None or len(parcel.data) >= PACKET or at > parcel.due:
            parcel = _Parcel(at, at + self.latency, bytearray())
            self._parcels.append(parcel)
        return parcel

    def _put(self, parcel: _Parcel, data: bytes, in_time: int) -> int:
        """Into a parcel what belongs there, of which so many bytes come in time; how many those were."""
        taken = min(len(data), in_time, PACKET - len(parcel.data))
        parcel.data += data[:taken]
        if len(parcel.data) >= PACKET:
            parcel.due = parcel.since + PACKET * BITS / self.baud
        return taken

    def _least_wait(self) -> float:
        return min(self.latency, PACKET * BITS / self.baud)
