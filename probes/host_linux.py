"""Linux as a Host: /sys for USB, /proc for who holds what, /etc for groups, the kernel's own log."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from . import host_ports, programs
from .host import Access, Holder, PortInfo, SystemName, UsbDevice
from .host_other import OtherHost
from .linux_files import device_access, groups_of, interesting_usb, lines_worth, os_name, recent, relation

GRABBERS = ("brltty", "ModemManager")
"""Services known to grab serial ports, by the name of their process."""

LOG_SECONDS = 600.0
"""How far back the kernel's log counts: older trouble is not this trouble."""

_LOG_PROGRAMS = (("dmesg",), ("journalctl", "-k", "-b", "-n", "1000", "-o", "short-monotonic", "--no-pager"))


class LinuxHost(OtherHost):
    """Reads files below `root`; nothing is changed. What may not be read is an empty answer."""

    def __init__(
        self,
        root: Path = Path("/"),
        ask: programs.Ask = programs.ask,
        comports: host_ports.Comports = host_ports.system_comports,
        environment: Mapping[str, str] = os.environ,
        session_groups: Callable[[], list[int]] = os.getgroups,
        awake: Callable[[], float] = time.monotonic,
    ) -> None:
        """`awake`: seconds since the start that the computer did not sleep, by which the kernel stamps its log."""
        super().__init__(ask, comports)
        self._root = root
        self._environment = environment
        self._session_groups = session_groups
        self._awake = awake

    def system(self) -> SystemName:
        """Always linux."""
        return "linux"

    def release(self) -> str:
        """Distribution, and whether it runs inside something that hides USB."""
        inside = [
            word
            for word, here in (
                ("WSL", "microsoft" in self._text("proc/version").lower()),
                ("container", self._exists(".dockerenv") or self._exists("run/.containerenv")),
                ("snap", "SNAP" in self._environment),
                ("flatpak", self._exists(".flatpak-info")),
            )
            if here
        ]
        return " in ".join([os_name(self._text("etc/os-release")), *inside])

    def ports(self) -> tuple[PortInfo, ...]:
        """What pyserial lists, with the names below /dev/serial."""
        aliases = self._aliases()
        return tuple(
            replace(
                port,
                aliases=aliases.get(port.url, ()),
                plugged=host_ports.node_mark(self._path(port.url)),
            )
            for port in host_ports.listed(self._comports)
        )

    def usb_devices(self) -> tuple[UsbDevice, ...]:
        """Devices in /sys/bus/usb that could be a board: one entry for each port that they give."""
        found: list[UsbDevice] = []
        for folder in self._glob("sys/bus/usb/devices", "*"):
            if ":" not in folder.name:
                found.extend(self._usb_device(folder))
        return tuple(found)

    def holders(self, url: str) -> tuple[Holder, ...]:
        """Other processes with the device open, then a live owner of a lock file. Root sees all, others their own."""
        device = self._path(url)
        pids = {pid for pid in self._processes() if pid != os.getpid() and self._has_open(pid, device)}
        pids |= self._lock_owners(device.name)
        return tuple(Holder(self._command(pid), pid) for pid in sorted(pids))

    def access(self, url: str) -> Access:
        """By the device's owner group, /etc/group and the groups of this session."""
        names = groups_of(self._text("etc/group"))
        return device_access(self._path(url), names, self._user(), frozenset(self._session_groups()))

    def services(self) -> tuple[str, ...]:
        """Those of GRABBERS that run."""
        running = {self._text(f"proc/{pid}/comm").strip() for pid in self._processes()}
        return tuple(name for name in GRABBERS if name in running)

    def kernel_log(self) -> tuple[str, ...]:
        """The last ten minutes about USB and serial ports; empty where only root may read it."""
        printed = next((text for text in map(self._ask, _LOG_PROGRAMS) if text.strip()), "")
        return recent(lines_worth(printed), self._awake() - LOG_SECONDS)

    # ---------------------------------------------------------------- files below the root

    def _path(self, name: str) -> Path:
        return self._root / name.lstrip("/")

    def _text(self, name: str | Path) -> str:
        try:
            return (self._root / name).read_text("utf-8", "replace")
        except OSError:
            return ""

    def _exists(self, name: str) -> bool:
        return (self._root / name).exists()

    def _glob(self, folder: str, pattern: str) -> list[Path]:
        return sorted(self._path(folder).glob(pattern), key=lambda path: host_ports.natural(path.name))

    def _user(self) -> str:
        """The name of whoever runs us, by /etc/passwd: the environment can say anything."""
        uid = str(os.getuid())
        rows = (line.split(":") for line in self._text("etc/passwd").splitlines())
        return next((row[0] for row in rows if len(row) > 2 and row[2] == uid), "")

    # ---------------------------------------------------------------- USB

    def _usb_device(self, folder: Path) -> list[UsbDevice]:
        words = {
            name: self._text(folder / name).strip() for name in ("idVendor", "idProduct", "product", "bDeviceClass")
        }
        interfaces = self._glob(str(folder.relative_to(self._root).parent), f"{folder.name}:*")
        classes = [self._text(path / "bInterfaceClass").strip() for path in interfaces]
        device = interesting_usb(words, classes)
        if device is None:
            return []
        bound = [(self._driver(path), self._ports_of(path)) for path in interfaces]
        driver = next((name for name, _ in bound if name), None)
        ports = [replace(device, driver=name, port=port) for name, given in bound for port in given]
        return ports or [replace(device, driver=driver)]

    @staticmethod
    def _driver(interface: Path) -> str | None:
        link = interface / "driver"
        return link.resolve().name if link.is_symlink() or link.exists() else None

    @staticmethod
    def _ports_of(interface: Path) -> list[str]:
        """ttyUSB0 lies in the interface's folder, ttyACM0 in a folder `tty` below it."""
        found = [*interface.glob("ttyUSB*"), *interface.glob("tty/tty*")]
        return [f"/dev/{path.name}" for path in sorted(found)]

    def _aliases(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for link in [*self._glob("dev/serial/by-id", "*"), *self._glob("dev/serial/by-path", "*")]:
            port = f"/dev/{link.resolve().name}"
            found[port] = (*found.get(port, ()), "/" + str(link.relative_to(self._root)))
        return found

    # ---------------------------------------------------------------- processes

    def _processes(self) -> list[int]:
        return [int(path.name) for path in self._glob("proc", "[0-9]*") if path.name.isdigit()]

    def _has_open(self, pid: int, device: Path) -> bool:
        try:
            return any(relation(handle, device) for handle in self._path(f"proc/{pid}/fd").iterdir())
        except OSError:
            return False  # somebody else's process, or it has just ended

    def _lock_owners(self, port: str) -> set[int]:
        """Processes named by UUCP lock files (`LCK..ttyUSB0`), if they still live."""
        texts = [self._text(f"{folder}/LCK..{port}") for folder in ("var/lock", "run/lock")]
        numbers = {int(found[0]) for text in texts if (found := re.findall(r"\d+", text))}
        return {pid for pid in numbers if pid != os.getpid() and self._exists(f"proc/{pid}")}

    def _command(self, pid: int) -> str:
        return self._text(f"proc/{pid}/comm").strip() or "a program"
