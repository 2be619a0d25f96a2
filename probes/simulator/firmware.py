"""A firmware at work: started by the ROM or by eboot, checked by the SDK inside it, then whatever its sketch says."""

from __future__ import annotations

from dataclasses import replace

from . import crashes, images, sdk
from .program import Machine, Program, Restart
from .sketches import End, Sketch, crystal_hz, find

PLL_HZ = 80_000_000.0
START_S = 0.12  # from eboot's jump to the first line of setup()
RADIO_MA, RUN_MA = 350.0, 75.0


def start(machine: Machine, now: float, offset: int) -> None:
    """Jump into the program whose image begins there in the flash."""
    flash = machine.flash

    def read(position: int, length: int) -> bytes:
        return flash.read(offset + position, length)

    machine.registers.watchdog_armed = True
    sketch = find(read)
    if not flash.known(("sound", offset), lambda: images.sound(read)):
        sketch = replace(sketch, hello="", end=End(0.0, crashes.exception(0, 0x40201010, 0), Restart.SOFTWARE))
    # the PLL multiplies the crystal by what was right for the one that the program was built for
    pll = PLL_HZ * machine.spec.crystal_hz / crystal_hz(read)
    machine.run(now, App(machine, sketch, sdk.complaint(flash), pll))


def run_without_reset(machine: Machine, now: float) -> None:
    """The loader leaves for the program in the flash: no banner, the straps still say UART (esptool#64)."""
    offset = images.APP_OFFSET if machine.flash.read(images.APP_OFFSET, 1)[0] == images.MAGIC else 0
    if images.parse(machine.flash.read(0, 8)) is None:
        machine.run(now, Program(machine))
    else:
        start(machine, now, offset)


class App(Program):
    """A firmware at work, after the SDK has looked at its flash."""

    name = "sketch"
    load = RUN_MA

    def __init__(self, machine: Machine, sketch: Sketch, complaint: sdk.Complaint | None, pll: float = PLL_HZ) -> None:
        super().__init__(machine)
        self._pll = pll
        self._sketch, self._complaint = sketch, complaint
        self._count = 0
        self._line = b""
        self._talks = False

    def start(self, now: float) -> None:
        """The SDK starts the PLL; its own prints keep the speed of the ROM."""
        rate = self.machine.clock_hz / self.machine.registers.clkdiv
        self.machine.clock(self._pll)
        self.machine.tune(now, round(self._pll / rate))
        if self._complaint:
            self._die(now + 0.05, End(self._complaint.after, self._complaint.text, self._complaint.restart))
        else:
            sdk.settle(self.machine.flash)
            self.machine.after(now + START_S, self._setup)

    def hear(self, now: float, data: bytes, pace: float) -> int:
        """A console takes lines; other programs take no notice."""
        if self._talks and self._sketch.answers is not None:
            for number, byte in enumerate(data, 1):
                self._key(now + number * pace, byte)
        return len(data)

    def heeds(self, data: bytes) -> int | None:
        """A console echoes each."""
        return 1 if data and self._sketch.answers is not None else None

    def _setup(self, now: float) -> None:
        sketch = self._sketch
        self.machine.tune(now, round(PLL_HZ / sketch.baud))
        self.machine.say(now, (sketch.hello + sketch.prompt).encode())
        self._talks = True
        if sketch.radio_at is not None:
            self.machine.after(now + sketch.radio_at, self._radio, idle=True)
        if sketch.tick:
            self.machine.after(now + sketch.every, self._tick, idle=True)
        if sketch.end:
            self._die(now, sketch.end)

    def _radio(self, now: float) -> None:
        """Calibration and the first packets: the largest current that the chip ever takes."""
        self.machine.draw(now, RADIO_MA, 0.2)

    def _tick(self, now: float) -> None:
        self._count += 1
        self.machine.say(now, self._sketch.tick.format(n=self._count).encode())
        self.machine.after(now + self._sketch.every, self._tick, idle=True)

    def _die(self, now: float, end: End) -> None:
        def last_words(then: float) -> None:
            said = self.machine.say(then, end.text.encode())
            self.machine.after(said + 0.01, lambda at: self._gone(at, end.restart), idle=True)

        self.machine.after(now + end.after, last_words, idle=True)

    def _gone(self, now: float, restart: Restart) -> None:
        if restart is Restart.WAKE:
            self.machine.run(now, Asleep(self.machine, self._sketch.sleeps))
        else:
            self.machine.restart(now, restart)

    def _key(self, now: float, byte: int) -> None:
        if self._sketch.echoes:
            self.machine.say(now, bytes([byte]))
        if byte not in b"\r\n":
            self._line = (self._line + bytes([byte]))[-256:]
        elif self._line or byte == 0x0D:
            line, self._line = self._line.decode("latin-1").strip(), b""
            answers = self._sketch.answers or {}
            known = "" if not line else answers.get(line, self._sketch.otherwise)
            self.machine.say(now, ("\n" * self._sketch.echoes + known + self._sketch.prompt).encode())


class Asleep(Program):
    """Deep sleep: at its end GPIO16 goes low, which only starts the chip if a wire leads to RST."""

    name = "asleep"
    load = 0.02

    def __init__(self, machine: Machine, seconds: float) -> None:
        super().__init__(machine)
        self._seconds = seconds

    def start(self, now: float) -> None:
        """The clock for the wake-up runs."""
        kind = Restart.EXTERNAL if self.machine.spec.wake_wired else Restart.WAKE
        self.machine.after(now + self._seconds, lambda then: self.machine.restart(then, kind), idle=True)
