"""What firmware does: what it prints when, what it answers, how it ends. Found in the flash by a marker in its image.

The texts are those of the programs that people have on their boards: the SDK's and the Arduino core's complaints
(esp8266/Arduino, core_esp8266_main.cpp and core_esp8266_postmortem.cpp, doc/boards.rst), AT firmware, NodeMCU's Lua.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from . import crashes, images, sdk
from .program import Machine, Program, Restart

PLL_HZ = 80_000_000.0
START_S = 0.12  # from eboot's jump to the first line of setup()
RADIO_MA, RUN_MA = 350.0, 75.0


@dataclass(frozen=True, slots=True)
class End:
    """How a run ends: after so many seconds, with that text, by that restart."""

    after: float
    text: str
    restart: Restart


@dataclass(frozen=True, slots=True)
class Sketch:
    """A program's outside. `answers` maps a line that it is sent to what it says; rates in baud, times in seconds."""

    hello: str
    tick: str = ""  # printed again and again; {n} counts
    every: float = 1.0
    baud: int = 115200
    radio_at: float | None = None
    answers: dict[str, str] | None = None
    otherwise: str = ""  # what it says to any other line
    prompt: str = ""
    echoes: bool = False
    end: End | None = None
    sleeps: float = 0.0  # deep sleep of so many seconds at the end


_AT_ANSWERS = {
    "AT": "\r\nOK\r\n",
    "AT+GMR": "\r\nAT version:1.7.4.0(May 11 2020 19:13:04)\r\nSDK version:3.0.4(9532ceb)\r\nOK\r\n",
    "AT+RST": "\r\nOK\r\n",
}

SKETCHES: dict[str, Sketch] = {
    "hello": Sketch(hello="\r\nbench sketch: hello\r\n", tick="tick {n}\r\n", radio_at=0.3),
    "silent": Sketch(hello=""),
    "at": Sketch("\r\nready\r\n", radio_at=0.1, answers=_AT_ANSWERS, otherwise="\r\nERROR\r\n", echoes=True),
    "lua": Sketch(
        "\r\n\r\nNodeMCU 3.0.0.0 built on nodemcu-build.com\r\n\tmodules: file,gpio,net,node,tmr,uart,wifi\r\n"
        "cannot open init.lua\r\n",
        radio_at=0.1,
        prompt="> ",
        answers={"": "", "print(1+1)": "2\r\n"},
        otherwise="stdin:1: syntax error near '<eof>'\r\n",
        echoes=True,
    ),
    "slow": Sketch("\r\nbench sketch at 9600\r\n", tick="reading {n}\r\n", baud=9600),
    "crash-null": Sketch("\r\nstarting\r\n", end=End(0.8, crashes.exception(28, 0x402012F4, 0x00000004), Restart.SOFTWARE)),
    "soft-wdt": Sketch("\r\nstarting\r\n", end=End(3.2, crashes.soft_watchdog(), Restart.SOFTWARE)),
    "hw-wdt": Sketch("\r\nstarting\r\n", end=End(6.0, "", Restart.WATCHDOG)),
    "restarter": Sketch("\r\nsaved, restarting\r\n", tick="", end=End(5.0, "", Restart.SOFTWARE)),
    "sleeper": Sketch("\r\nreading sent, good night\r\n", radio_at=0.1, sleeps=10.0, end=End(1.0, "", Restart.WAKE)),
}


def find(read: images.Reader) -> Sketch:
    """The sketch whose name the image carries; an unknown program is one that says nothing."""
    body = read(0, 0x200)
    start = body.find(images.MARKER)
    if start < 0:
        return SKETCHES["silent"]
    name = body[start + len(images.MARKER) :].split(b"\x00", 1)[0].decode("ascii", "replace")
    return SKETCHES.get(name, SKETCHES["silent"])


def start(machine: Machine, now: float, offset: int) -> None:
    """Jump into the program whose image begins there in the flash."""
    flash = machine.flash

    def read(position: int, length: int) -> bytes:
        return flash.read(offset + position, length)

    machine.registers.watchdog_armed = True
    sketch = find(read)
    if not images.sound(read):
        sketch = replace(sketch, hello="", end=End(0.0, crashes.exception(0, 0x40201010, 0), Restart.SOFTWARE))
    machine.run(now, App(machine, sketch, sdk.complaint(flash)))


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

    def __init__(self, machine: Machine, sketch: Sketch, complaint: sdk.Complaint | None) -> None:
        super().__init__(machine)
        self._sketch, self._complaint = sketch, complaint
        self._count = 0
        self._line = b""
        self._talks = False

    def start(self, now: float) -> None:
        """The SDK starts the PLL; its own prints keep the speed of the ROM."""
        rate = self.machine.clock_hz / self.machine.registers.clkdiv
        self.machine.clock(PLL_HZ)
        self.machine.tune(now, round(PLL_HZ / rate))
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
