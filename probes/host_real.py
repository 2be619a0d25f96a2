"""The Host of the computer that we run on."""

from __future__ import annotations

import sys

from . import builds
from .host import Access, Holder, Host, Place, PortInfo, SystemName, UsbDevice


def real_host(platform: str = sys.platform) -> Host:
    """The Host for this system; an unknown one gets a Host that lists ports and knows nothing else."""
    if platform.startswith("linux"):
        from .host_linux import LinuxHost

        return LinuxHost()
    if platform == "darwin":
        from .host_macos import MacHost

        return MacHost()
    if platform in ("win32", "cygwin"):
        from .host_windows import WindowsHost

        return WindowsHost()
    return OtherHost()


class OtherHost:
    """A system that nobody wrote a Host for, for instance FreeBSD: the ports, and no more."""

    def system(self) -> SystemName:
        """Always other."""
        return "other"

    def release(self) -> str:
        """What Python calls the system."""
        return sys.platform

    def ports(self) -> tuple[PortInfo, ...]:
        """What pyserial lists."""
        from . import host_ports

        return host_ports.listed(host_ports.system_comports)

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
