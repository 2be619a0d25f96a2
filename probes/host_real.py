"""The Host of the computer that we run on."""

from __future__ import annotations

import sys

from .host import Host


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
    from .host_other import OtherHost

    return OtherHost()
