"""The simulated ESP8266: pins, power and one UART outside, whatever program runs inside, and time that others move.

Nothing happens by itself: `advance` runs everything that is due, in order. What arrives at RX is given with the
moment at which its first start bit began; what is sent at TX lies in `spoken`, in runs of bytes with the moment of the
first start bit. The owner may pass any moments, as long as they do not go back.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import NamedTuple

from . import boot, firmware, straps
from .flash import Flash
from .program import Action, Program, Restart
from .receiver import NEVER, Receiver
from .registers import Registers
from .spec import ChipSpec
from .uart import Frames, Mouth

__all__ = ["Chip", "ChipSpec", "Frames", "Pins"]


@dataclass(frozen=True, slots=True)
class Pins:
    """Levels at the chip, True is high."""

    en: bool = False
    rst: bool = True
    gpio0: bool = True
    gpio2: bool = True
    gpio15: bool = False
    powered: bool = False

    @property
    def runs(self) -> bool:
        """Nothing holds it."""
        return self.powered and self.en and self.rst

    @property
    def word(self) -> int:
        """As the chip reads them: a bit a pin, GPIO0 the lowest."""
        return self.gpio0 | self.gpio2 << 2 | self.gpio15 << 15


class _Timer(NamedTuple):
    at: float
    order: int
    action: Action
    idle: bool


@dataclass(slots=True)
class _Queue:
    """Timers in order of time; equal times in order of asking."""

    heap: list[_Timer] = field(default_factory=list)
    orders: count[int] = field(default_factory=count)
    next: float = NEVER

    def add(self, at: float, action: Action, idle: bool) -> None:
        heapq.heappush(self.heap, _Timer(at, next(self.orders), action, idle))
        self.next = self.heap[0].at

    def pop(self) -> _Timer:
        timer = heapq.heappop(self.heap)
        self.next = self.heap[0].at if self.heap else NEVER
        return timer

    def clear(self) -> None:
        self.heap.clear()
        self.next = NEVER


class Chip:
    """One chip on one flash; `rng` is the only chance in it."""

    def __init__(self, spec: ChipSpec, flash: Flash, rng: Random) -> None:
        self.spec, self.flash, self.rng = spec, flash, rng
        self.registers = Registers(spec, flash)
        self.pins = Pins()
        self.clock_hz = spec.cold_clock_hz
        self.latch: int | None = None  # the strap latch: what the pins were at the last release of RST, EN or power
        self.spoken: deque[Frames] = deque()
        self.load = 0.0  # mA
        self.on_load: Callable[[float, float], None] | None = None  # (now, mA), whenever the load changes
        self._now = 0.0
        self._program: Program | None = None
        self._timers, self._mouth = _Queue(), Mouth()
        self._receiver = Receiver(self._heard, self._measured)
        self._peaks: dict[int, float] = {}

    # what the board around it does

    def set_pins(
        self, now: float, *, en: bool, rst: bool, gpio0: bool, gpio2: bool, gpio15: bool, powered: bool
    ) -> None:
        """Levels from that moment on; RST, EN and power start and stop the chip, and latch the straps when released."""
        self.advance(now)
        old, self.pins = self.pins, Pins(en, rst, gpio0, gpio2, gpio15, powered)
        self.registers.levels = self.pins.word
        if old.runs and not self.pins.runs:
            self._halt(now)
        elif self.pins.runs and not old.runs:
            lost_everything = not (old.powered and old.en)
            self._release(now, Restart.POWER if lost_everything else Restart.EXTERNAL)

    def hear(self, now: float, byte: int, baud: float) -> None:
        """One frame whose start bit begins at that moment, sent at that rate."""
        self.hear_many(now, bytes([byte]), baud)

    def hear_many(self, now: float, data: bytes, baud: float) -> None:
        """Frames back to back, the first start bit at that moment."""
        self._receiver.arrive(now, data, baud)

    def brownout(self, now: float, kind: str = "reset") -> None:
        """The supply sagged: `reset` starts the chip over, `dies` leaves it stuck until somebody resets it."""
        self.advance(now)
        if not self.pins.runs:
            return
        self._halt(now)
        if kind == "reset":
            self._release(now, Restart.POWER)
        else:
            self.run(now, Program(self))

    # time

    def advance(self, until: float) -> None:
        """Run everything that is due up to that moment (seconds), that moment included."""
        timers, receiver = self._timers, self._receiver
        while (soonest := min(timer := timers.next, byte := receiver.next())) <= until:
            self._now = max(self._now, soonest)
            if timer <= byte:
                timers.pop().action(self._now)
            else:
                receiver.step(byte, min(until, timer))
        self._now = max(self._now, until)
        if self._mouth.open:
            self.spoken.extend(self._mouth.take(until))

    def next_event(self, through: Sequence[Frames] = ()) -> float:
        """Not later than it says something: a byte out, the end of a wait, of what it hears the last byte that it takes
        to make it answer. `through` are frames on their way to its pin."""
        return min(self.next_change(through), self._mouth.next() or NEVER)

    def next_change(self, through: Sequence[Frames] = ()) -> float:
        """Not later than it does anything but go on with what it is saying."""
        return min(self._timers.next, self._receiver.heeded(through, self._heeds))

    @property
    def silent(self) -> bool:
        """It is saying nothing, and nothing is on its way to it."""
        return not (self._mouth.open or self._receiver.expecting)

    def busy(self) -> bool:
        """Whether it is answering or starting, rather than ticking along by itself."""
        waiting = any(not timer.idle for timer in self._timers.heap)
        talking = self._mouth.next() is not None and not self.babbles
        return waiting or self._receiver.expecting or talking

    @property
    def babbles(self) -> bool:
        """Whether nobody waits for what it says."""
        return self._program is not None and not self._program.answers

    @property
    def running(self) -> str:
        """off, held, rom, rom-loader, stub, sketch, ram-app, stuck."""
        if not (self.pins.powered and self.pins.en):
            return "off"
        if self._program is None:
            return "held"
        return self._program.name

    @property
    def mode(self) -> str | None:
        """What the latched straps mean: uart, flash, sdio, invalid."""
        return None if self.latch is None else straps.MODES[self.latch]

    @property
    def baud(self) -> float | None:
        """The rate at which it really talks; None while it measures the other side's."""
        return None if self._receiver.measuring else self._rate()

    # what a program may do (program.Machine)

    def say(self, at: float, data: bytes) -> float:
        """Send bytes, not before that moment; returns when the last will have left."""
        return self._mouth.say(at, data, self._rate())

    def after(self, at: float, action: Action, *, idle: bool = False) -> None:
        """Do that then, unless a reset comes before."""
        self._timers.add(at, action, idle)

    def tune(self, now: float, divider: int | None) -> None:
        """Set the UART's divider of the clock; None measures the next sender's rate, once."""
        if divider is None:
            self._receiver.measure()
            return
        self.registers.clkdiv = divider
        self._receiver.tune(now, self._rate())

    def clock(self, hertz: float) -> None:
        """Feed the UART from another clock; the divider stays."""
        self.clock_hz = hertz
        self._receiver.tune(self._now, self._rate())

    def run(self, now: float, program: Program) -> None:
        """Go on with another program; what the old one had planned is dropped."""
        self._program = program
        self._timers.clear()
        self._peaks.clear()
        self._settle_load(now)
        program.start(now)

    def restart(self, now: float, kind: Restart) -> None:
        """Reset from within: the straps stay latched and the PLL as it is, unless it went over the RST pin."""
        self._halt(now)
        if kind is Restart.EXTERNAL:
            self._release(now, kind)
        else:
            self._begin(now, kind)

    def draw(self, now: float, milliamps: float, seconds: float) -> None:
        """Need that much for a while."""
        key = next(self._timers.orders)
        self._peaks[key] = milliamps
        self.after(now + seconds, lambda then: self._relax(then, key))
        self._settle_load(now)

    def leave_loader(self, now: float) -> None:
        """As a tool leaves it that ends an upload without a pulse on RST: the program runs, the straps still say
        loader (esptool docs, advanced options, --after soft-reset)."""
        self._halt(now)
        self.latch = straps.UART
        self.registers.reset(Restart.EXTERNAL.value, straps.UART)
        self._receiver.start(self._rate())
        firmware.run_without_reset(self, now)

    # inside

    def _rate(self) -> float:
        return self.clock_hz / max(1, self.registers.clkdiv)

    def _relax(self, now: float, key: int) -> None:
        if self._peaks.pop(key, None) is not None:
            self._settle_load(now)

    def _settle_load(self, now: float) -> None:
        base = self._program.load if self._program else 0.0
        load = max([base, *self._peaks.values()])
        if load != self.load:
            self.load = load
            if self.on_load:
                self.on_load(now, load)

    def _halt(self, now: float) -> None:
        self.spoken.extend(self._mouth.take(now))
        self._mouth.hush(now)
        self._receiver.stop()
        self._timers.clear()
        self._peaks.clear()
        self._program = None
        self._settle_load(now)

    def _release(self, now: float, kind: Restart) -> None:
        pins = self.pins
        self.latch = straps.latch(gpio15=pins.gpio15, gpio0=pins.gpio0, gpio2=pins.gpio2)
        self.clock_hz = self.spec.cold_clock_hz
        self._begin(now, kind)

    def _begin(self, now: float, kind: Restart) -> None:
        self.registers.reset(kind.value, self.latch or 0)
        self._receiver.start(self._rate())
        self.run(now, boot.Rom(self, kind, self.latch or 0))

    def _heard(self, start: float, data: bytes, pace: float) -> int:
        return self._program.hear(start, data, pace) if self._program else len(data)

    def _heeds(self, data: bytes) -> int | None:
        return self._program.heeds(data) if self._program else None

    def _measured(self, now: float, rate: float) -> None:
        # rounded up: a real chip on 26 MHz shows 0x1c4 at 115200 (traces in esptool#397 and #620)
        self.tune(now, math.ceil(self.clock_hz / rate))
