"""What is plugged into the computer just now: the ports, and the USB-serial chips that have none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .harmless import safe

if TYPE_CHECKING:
    from ..probes.host import Host, PortInfo, UsbDevice


@dataclass(frozen=True, slots=True)
class Plugged:
    """One look at the computer."""

    ports: tuple[PortInfo, ...] = ()
    """Those that can be a board: of the kind "usb"."""
    bridges: tuple[UsbDevice, ...] = ()
    """USB-serial chips that the computer sees but gives no port."""

    def beside(self, before: Plugged) -> Plugged:
        """What was not there before."""
        return Plugged(
            tuple(port for port in self.ports if port not in before.ports),
            tuple(bridge for bridge in self.bridges if bridge not in before.bridges),
        )


Look = Callable[[], Plugged]
"""Called from another thread; can take seconds on some systems."""


def computer() -> Plugged:
    """What this computer lists now."""
    from ..probes.host_real import real_host

    return on(real_host())


def on(host: Host) -> Plugged:
    """What a host lists now."""
    from ..probes.bridges import identify

    ports = tuple(port for port in host.ports() if port.kind == "usb")
    seen = (device for device in host.usb_devices() if device.port is None)
    return Plugged(ports, tuple(device for device in seen if identify(device.vid, device.pid).usual))


def bridge_words(device: UsbDevice) -> str:
    """A chip without a port, for people."""
    from ..probes.bridges import identify

    trouble = f": {device.problem}" if device.problem else ", but the computer makes no port for it"
    return safe(identify(device.vid, device.pid).title + trouble, 90)
