"""The probe `replug`: what the computer notices when the board is plugged out and in again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..engine.errors import Cancelled
from ..engine.facts import Fact, Value
from ..engine.steps import ProbeInfo
from . import choice, drivers, kernel_log
from .host import PortInfo, UsbDevice
from .probe import Observation, World, fact
from .usb import LOCAL, device_line, listing, meant

WATCH = 10.0
"""Seconds: a slow computer needs some to load a driver for the first time."""
LOOK_EVERY = 0.5

_WORDS = {
    "nothing": "Nothing new showed up.",
    "errors": "The computer notices a device, but cannot talk to it.",
    "device-without-port": "A device showed up, but it gives no port.",
    "device-with-port": "The board's port is there.",
}


class Replug:
    """The person replugs; then the lists are watched until a port is there, or time is up."""

    info = ProbeInfo(
        name="replug",
        title="Watching what appears after plugging in",
        settles=(
            "usb.appears",
            "usb.after",
            "port.moved",
            "port.url",
            "port.came_back",
            "port.absent_before",
            "port.state",
        ),
        needs=(("port.kind", LOCAL),),
        seconds=WATCH,
        hands=("replug",),
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises Cancelled. Nothing is said of a port on another computer."""
        if choice.is_far(world.url):
            return
        end = world.clock.now() + WATCH
        while True:
            if world.stop.is_set():
                raise Cancelled("watching for the board")
            ports = world.host.ports()
            word, excerpt = _appeared(world, ports)
            if word == "device-with-port" or world.clock.now() >= end:
                break
            left = max(0.0, end - world.clock.now())
            yield Observation(note=_WORDS[word], done=round(WATCH - left), total=round(WATCH))
            world.clock.sleep(LOOK_EVERY)
        seen = fact("usb.appears", word, "the lists after plugging in", excerpt)
        after = listing("usb.after", world.host.usb_devices())
        yield Observation((seen, after, *_moved(world, ports), *_listed(world, ports)), note=_WORDS[word])


def _appeared(world: World, ports: Sequence[PortInfo]) -> tuple[str, str]:
    """A word of `usb.appears` and what it was read from."""
    devices = world.host.usb_devices()
    device = meant(devices, world.url)
    log = kernel_log.events(world.host.kernel_log())
    failed = kernel_log.enumeration_error(log)
    if failed is not None:
        return "errors", failed.line
    if device is not None and device.problem and drivers.is_enumeration(device.problem):
        return "errors", device_line(device)
    port = _port_of(device, ports)
    if port is not None:
        return "device-with-port", choice.line(port)
    if device is not None:
        return "device-without-port", device_line(device)
    return "nothing", "; ".join(map(choice.line, ports)) or "no port and no device that could be a board"


def _port_of(device: UsbDevice | None, ports: Sequence[PortInfo]) -> PortInfo | None:
    """The port of the device, or any on USB where the system lists no devices."""
    if device is not None:
        return next((port for port in ports if port.url == device.port), None)
    return choice.likeliest(ports)


def _listed(world: World, ports: Sequence[PortInfo]) -> Iterator[Fact]:
    """Whether the chosen port is listed, and whether it is only since the board was plugged in again. Of one that had
    been open that is not asked: it had gone away in between."""
    before = world.known.get("host.listing")
    chosen = choice.find(world.url, ports) if world.url else None
    if chosen is None and world.url and choice.likeliest(ports) is None:
        yield _told("port.state", "missing", "; ".join(map(choice.line, ports)) or "no port at all")
    elif chosen is not None and isinstance(before, str) and not world.known.get("host.port_opened"):
        new = not any(choice.lists(before, name) for name in (chosen.url, *chosen.aliases))
        yield _told("port.absent_before", new, choice.line(chosen))


def _moved(world: World, ports: Sequence[PortInfo]) -> tuple[Fact, ...]:
    """Which port it was, by what was listed before; nothing where the system does not tell."""
    before = world.known.get("host.listing")
    moved = choice.moved(before, ports) if isinstance(before, str) else None
    if moved is None:
        return ()
    chosen = choice.find(world.url, ports) if world.url else None
    if not moved:
        return (_told("port.moved", "none", "; ".join(map(choice.line, ports)) or "no port at all"),)
    if chosen in moved:
        return (_told("port.moved", "chosen", choice.line(moved[0])),)
    words = choice.line(moved[0])
    if chosen is None:
        # The chosen name is gone, or there was none, and a new one is there: it is the same board.
        told = (("port.moved", "chosen"), ("port.came_back", True), ("port.url", moved[0].url))
        return tuple(_told(name, value, words) for name, value in told)
    return (_told("port.moved", "other", words),)


def _told(name: str, value: Value, excerpt: str) -> Fact:
    return fact(name, value, "the list of ports", excerpt)


probe = Replug()
