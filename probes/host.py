"""The door to everything about the computer that is not a byte on a port. `host_*.py` are its real forms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

PortKind = Literal["usb", "bluetooth", "onboard", "virtual", "network", "unknown"]
SystemName = Literal["linux", "macos", "windows", "other"]


@dataclass(frozen=True, slots=True)
class PortInfo:
    """One serial port that the computer lists."""

    url: str
    """What `link.open` takes: /dev/ttyUSB0, COM3, sim://…"""
    kind: PortKind
    title: str = ""
    """What the system calls it: "USB-SERIAL CH340 (COM3)"."""
    vid: int | None = None
    pid: int | None = None
    serial: str | None = None
    aliases: tuple[str, ...] = ()
    """Other names of the same port: /dev/serial/by-id/…, /dev/tty.… beside /dev/cu.…"""
    board: str = ""
    """The board behind it, a value of the fact board.kind, where the computer knows; "" where it does not."""
    plugged: str = ""
    """A mark that changes when the device is plugged in anew; "" where the system gives none."""


@dataclass(frozen=True, slots=True)
class UsbDevice:
    """One USB device that could be a board's bridge, with or without a port."""

    vid: int
    pid: int
    product: str = ""
    driver: str | None = None
    """Bound to it, with its version where the system tells."""
    port: str | None = None
    """URL of the port that it gives, None if it gives none."""
    problem: str | None = None
    """What the system says is wrong with it: "Code 10", "device descriptor read/64, error -71"."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that has the port open."""

    process: str
    pid: int | None = None
    sure: bool = True
    """False: the system does not tell; it is a running program that is known to open serial ports."""

    @property
    def words(self) -> str:
        """For people: "minicom (process 4711)"."""
        number = f" (process {self.pid})" if self.pid is not None else ""
        return self.process + number if self.sure else f"perhaps {self.process}{number}"


@dataclass(frozen=True, slots=True)
class Access:
    """Whether the person running us may open a device file, and what would let them."""

    allowed: bool
    owner_group: str | None = None
    in_group: bool | None = None
    needs_login: bool = False
    """In the group by the system's files, but this session began before: log out and in again."""
    group_may: bool = True
    """False: the administrator alone may open it, and no group helps."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one tool builds: a folder, and what its build folders look like from there."""

    maker: str
    base: Path
    patterns: tuple[str, ...]
    files: tuple[str, ...] = ()
    """Patterns of single files from there, each of which is a whole firmware."""


class Host(Protocol):
    """Asked, never told: nothing here changes the computer. Every method answers from what the
    system tells right now, and gives an empty answer, not an error, where it tells nothing."""

    def system(self) -> SystemName: ...

    def release(self) -> str:
        """For reports: "Ubuntu 24.04", "Windows 11", with "WSL" or "container" where it is one."""
        ...

    def ports(self) -> tuple[PortInfo, ...]: ...

    def usb_devices(self) -> tuple[UsbDevice, ...]: ...

    def holders(self, url: str) -> tuple[Holder, ...]: ...

    def access(self, url: str) -> Access: ...

    def services(self) -> tuple[str, ...]:
        """Running services known to grab serial ports: brltty, ModemManager."""
        ...

    def kernel_log(self) -> tuple[str, ...]:
        """The last lines about USB and serial devices, oldest first; empty where one may not read them."""
        ...

    def firmware(self) -> bytes | None:
        """The image that the person meant to upload, where the host knows it (the bench does)."""
        ...

    def build_places(self) -> tuple[Place, ...]:
        """Where the person's tools may have left what they built."""
        ...
