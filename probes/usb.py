"""The probe `usb`: the board's USB device, its driver, its troubles, and who else reaches for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..engine.facts import Fact
from ..engine.steps import ProbeInfo
from . import bridges, choice, drivers, kernel_log, returned
from .host import Host, PortInfo, UsbDevice
from .probe import Observation, World, fact

LOCAL = ("usb", "bluetooth", "onboard", "virtual", "unknown")
"""Kinds of port that hang on this computer."""

_THIEVES = {"brltty": "brltty", "ModemManager": "modemmanager"}
_LOG = "the kernel's log"
_DEVICES = "the list of USB devices"


class Usb:
    """Reads lists of the computer; touches no port."""

    info = ProbeInfo(
        name="usb",
        title="Looking at the USB devices and what the system says about them",
        settles=(
            "usb.device",
            "usb.driver",
            "usb.errors",
            "usb.listing",
            "usb.driver_needed",
            "port.thief",
            "port.thief_installed",
            "port.came_back",
            "port.renamed",
            "port.bridge",
            "host.listing",
            "port.url",
        ),
        needs=(("port.kind", LOCAL),),
        seconds=0.5,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Nothing is said of a port on another computer."""
        if choice.is_far(world.url):
            return
        host = world.host
        devices = host.usb_devices()
        log = kernel_log.events(host.kernel_log())
        device = meant(devices, world.url)
        thieves = _thieves(host, device, log, str(world.known.get("port.holder", "")))
        yield Observation(thieves)
        yield Observation(device_facts(devices, device, log, stolen=any(f.name == "port.thief" for f in thieves)))
        yield Observation((listing("usb.listing", devices), *_needed(device, host.system())))
        if world.known.get("port.state") == "vanished":
            yield Observation(_came_back(world, host.ports()))


def meant(devices: Sequence[UsbDevice], url: str | None) -> UsbDevice | None:
    """The device of the chosen port; else a bridge that gives no port, else the likeliest bridge."""
    own = next((device for device in devices if device.port is not None and device.port == url), None)
    if own is not None:
        return own
    return min(devices, key=lambda one: (one.port is not None, bridges.preference(_bridge(one))), default=None)


def _bridge(device: UsbDevice) -> bridges.Bridge:
    return bridges.identify(device.vid, device.pid)


def device_line(device: UsbDevice) -> str:
    """One device as evidence: numbers, name, driver, port, problem."""
    words = [bridges.id_text(device.vid, device.pid), device.product, f"driver {device.driver or 'none'}"]
    words += [f"port {choice.name_of(device.port or 'none')}", device.problem or ""]
    return " ".join(word for word in words if word)


def listing(name: str, devices: Sequence[UsbDevice]) -> Fact:
    """All devices that could be a board, a line each, as a fact of that name."""
    words = BETWEEN.join(map(device_line, devices))
    return fact(name, words, _DEVICES, words or "no device that could be a board")


BETWEEN = " | "


def _needed(device: UsbDevice | None, system: str) -> tuple[Fact, ...]:
    words = drivers.needed(_bridge(device), system) if device else ""
    return (fact("usb.driver_needed", words, _DEVICES, device_line(device)),) if device and words else ()


def device_facts(
    devices: Sequence[UsbDevice], device: UsbDevice | None, log: Sequence[kernel_log.KernelEvent], stolen: bool
) -> tuple[Fact, ...]:
    """What is plugged in, and how the system gets on with it."""
    errors = _errors(device, log)
    facts = [errors] if errors else []
    if device is None:
        if errors is None or errors.value == "none":
            facts.append(fact("usb.device", "none", _DEVICES, "no device that could be a board"))
        return tuple(facts)  # something failed while it was got to know: what it is cannot be told
    known = any(_bridge(one) is not bridges.OTHER for one in devices)
    facts.append(fact("usb.device", "bridge" if known else "other", _DEVICES, "; ".join(map(device_line, devices))))
    state = None if stolen else drivers.state(device, _bridge(device))
    if state is not None:
        facts.append(fact("usb.driver", state, _DEVICES, device_line(device)))
    return tuple(facts)


def _errors(device: UsbDevice | None, log: Sequence[kernel_log.KernelEvent]) -> Fact | None:
    """What the kernel complained of. Where it may not be asked, only the device's own problem tells."""
    if device is not None and device.problem and drivers.is_enumeration(device.problem):
        return fact("usb.errors", "enumeration", _DEVICES, device_line(device))
    for word, event in (("enumeration", kernel_log.enumeration_error(log)), ("disconnects", kernel_log.restless(log))):
        if event is not None:
            return fact("usb.errors", word, _LOG, event.line)
    if log:
        return fact("usb.errors", "none", _LOG, log[-1].line)
    return None


# ---------------------------------------------------------------- thieves


def _thieves(
    host: Host, device: UsbDevice | None, log: Sequence[kernel_log.KernelEvent], holder: str
) -> tuple[Fact, ...]:
    """Services seen to take the bridge, and those that run without having been seen to."""
    stolen = {_THIEVES.get(event.name, "other"): event.line for event in log if event.kind == "stolen"}
    running = {_THIEVES[name]: name for name in host.services() if name in _THIEVES}
    if not stolen and "brltty" in running and device is not None and device.driver == "usbfs":
        # The log may not be read; but a bridge in the hands of a program, with brltty running, is the same sight.
        stolen["brltty"] = device_line(device)
    if device is not None and device.port is not None:
        stolen = {}  # it has been given back: the port is there
    seen = [fact("port.thief", thief, _LOG, line) for thief, line in stolen.items()]
    idle = [
        fact("port.thief_installed", thief, "the list of processes", f"{name} is running")
        for thief, name in running.items()
        if thief not in stolen and not holder.startswith(name)  # what holds the port was seen to touch it
    ]
    return (*seen, *idle)


# ---------------------------------------------------------------- a port that went away


def _came_back(world: World, ports: Sequence[PortInfo]) -> tuple[Fact, ...]:
    """Whether the same bridge is listed again, perhaps under another name; then that name is used."""
    url = world.url or ""
    again = returned.port_now(url, world.known, ports)
    if again is None:
        return (fact("port.came_back", False, "the list of ports", f"{choice.name_of(url)} is no longer listed"),)
    return returned.facts_of(again, url, ports)


probe = Usb()
