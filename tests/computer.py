"""A made-up computer for the tests: a Host whose answers are written down, and a world around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from espdoctor.engine.facts import Fact, Value
from espdoctor.engine.rulebook import NO_TABLES, Tables
from espdoctor.probes.host import Access, Holder, Place, PortInfo, SystemName, UsbDevice
from espdoctor.probes.probe import Observation
from fakeclock import FakeClock

CH340 = PortInfo("/dev/ttyUSB0", "usb", "USB Serial", 0x1A86, 0x7523, plugged="11")
CP2102 = PortInfo("/dev/ttyUSB1", "usb", "CP2102 USB to UART", 0x10C4, 0xEA60, plugged="12")
ARDUINO = PortInfo("/dev/ttyACM0", "usb", "Arduino Uno", 0x2341, 0x0043, plugged="13")
ONBOARD = PortInfo("/dev/ttyS0", "onboard", "ttyS0", plugged="14")
CH340_DEVICE = UsbDevice(0x1A86, 0x7523, "USB Serial", "ch341", "/dev/ttyUSB0")


@dataclass
class Computer:
    """Answers what it was made with; `later` changes it when the clock has passed."""

    listed: tuple[PortInfo, ...] = ()
    devices: tuple[UsbDevice, ...] = ()
    log: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    holding: tuple[Holder, ...] = ()
    entry: Access = field(default_factory=lambda: Access(allowed=True))
    name: SystemName = "linux"
    called: str = "Ubuntu 24.04"
    builds: tuple[Place, ...] = ()
    asked: list[str] = field(default_factory=list)

    def system(self) -> SystemName:
        return self.name

    def release(self) -> str:
        return self.called

    def ports(self) -> tuple[PortInfo, ...]:
        self.asked.append("ports")
        return self.listed

    def usb_devices(self) -> tuple[UsbDevice, ...]:
        self.asked.append("usb_devices")
        return self.devices

    def holders(self, url: str) -> tuple[Holder, ...]:
        self.asked.append(f"holders {url}")
        return self.holding

    def access(self, url: str) -> Access:
        self.asked.append(f"access {url}")
        return self.entry

    def services(self) -> tuple[str, ...]:
        return self.running

    def kernel_log(self) -> tuple[str, ...]:
        return self.log

    def firmware(self) -> bytes | None:
        return None

    def build_places(self) -> tuple[Place, ...]:
        return self.builds


class MovingClock(FakeClock):
    """Calls `then` once, when the time is reached."""

    def __init__(self, at: float, then: Callable[[], None]) -> None:
        super().__init__()
        self._due: tuple[float, Callable[[], None]] | None = (at, then)

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        if self._due is not None and self.now() >= self._due[0]:
            _, then = self._due
            self._due = None
            then()


class Pressed:
    """A stop token."""

    def __init__(self, pressed: bool = False) -> None:
        self.pressed = pressed

    def is_set(self) -> bool:
        return self.pressed


@dataclass
class Room:
    """A World of a probe."""

    host: Computer
    url: str | None = None
    clock: FakeClock = field(default_factory=FakeClock)
    known: Mapping[str, Value] = field(default_factory=dict)
    stop: Any = field(default_factory=Pressed)
    opening: Callable[[], Any] | None = None
    tables: Tables = NO_TABLES

    def port(self) -> Any:
        assert self.opening is not None, "this probe has no business with the port"
        return self.opening()

    def firmware(self) -> bytes | None:
        return None


def facts_of(observations: Iterable[Observation]) -> dict[str, Value]:
    """What was learned, by name; a later one wins."""
    return {fact.name: fact.value for fact in all_facts(observations)}


def all_facts(observations: Iterable[Observation]) -> list[Fact]:
    """Every fact in the order told."""
    return [fact for one in observations for fact in one.facts]
