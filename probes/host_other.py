"""Any system as a Host: the ports, and no more. What every real computer has in common."""

from __future__ import annotations

import sys

from . import builds, host_ports, programs
from .host import Access, Holder, Place, PortInfo, SystemName, UsbDevice


class OtherHost:
    """A system that nobody wrote a Host for, for instance FreeBSD. The others ask programs of theirs for more."""

    def __init__(
        self, ask: programs.Ask = programs.ask, comports: host_ports.Comports = host_ports.system_comports
    ) -> None:
        self._ask = ask
        self._comports = comports

    def system(self) -> SystemName:
        """Always other."""
        return "other"

    def release(self) -> str:
        """What Python calls the system."""
        return sys.platform

    def ports(self) -> tuple[PortInfo, ...]:
        """What pyserial lists."""
        return host_ports.listed(self._comports)

    def usb_devices(self) -> tuple[UsbDevice, ...]:
        """Not known."""
        return ()

    def holders(self, url: str) -> tuple[Holder, ...]:
        """Not known."""
        return ()

    def access(self, url: str) -> Access:
        """Not known: opening will tell."""
        return Access(allowed=True)

    def services(self) -> tuple[str, ...]:
        """Not known."""
        return ()

    def kernel_log(self) -> tuple[str, ...]:
        """Not known."""
        return ()

    def firmware(self) -> bytes | None:
        """A real computer does not know what its user meant to upload."""
        return None

    def build_places(self) -> tuple[Place, ...]:
        """Where tools build on this system."""
        return builds.places(self.system())
