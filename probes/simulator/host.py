"""The computer of the bench, in the form of `probes.host.Host`: it tells what a real one would tell, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..host import Access, Holder, Place, PortInfo, SystemName, UsbDevice
from . import lamp
from .ports import SimPort

if TYPE_CHECKING:
    from .workbench import Bench

_RELEASES: dict[str, str] = {
    "linux": "Linux 6.8 (simulated bench)",
    "windows": "Windows 11 (simulated bench)",
    "macos": "macOS 14 (simulated bench)",
}
_PIDS = {"putty": 4711, "screen": 4712, "ModemManager": 812}
_BAD_VERSION = "3.8"
"""Of the maker's own driver, in place of the kernel's: esptool issue 879."""
_BAD_DRIVER = {
    "linux": None,
    "windows": "Code 10",
    "macos": "two drivers claim it",
}
_GROUP = "dialout"
_UNKNOWN = UsbDevice(0, 2, "Unknown USB Device (Device Descriptor Request Failed)", None, None, "Code 43")
"""How Windows lists what did not tell who it is (Microsoft, error codes in Device Manager); others list nothing."""


class SimHost:
    """Asked, never told."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def system(self) -> SystemName:
        """linux, windows or macos, as the URL asked for."""
        names: dict[str, SystemName] = {"linux": "linux", "windows": "windows", "macos": "macos"}
        return names[self._bench.address.system]

    def release(self) -> str:
        """For reports."""
        return _RELEASES[self._bench.address.system]

    def ports(self) -> tuple[PortInfo, ...]:
        """The listed ports, the onboard one first as systems sort them."""
        bench = self._bench
        with bench.lock:
            bench.catch_up()
            listed = [port for port in bench.ports.values() if bench.usb.listed(port)]
            return tuple(self._port(port) for port in sorted(listed, key=lambda port: port.name))

    def usb_devices(self) -> tuple[UsbDevice, ...]:
        """Devices that could be a board's bridge."""
        bench = self._bench
        with bench.lock:
            bench.catch_up()
            seen = (port for port in bench.ports.values() if port.kind == "usb" and bench.usb.attached(port))
            unknown = (_UNKNOWN,) if bench.usb.unknown() and bench.address.system == "windows" else ()
            return (*map(self._device, seen), *unknown)

    def holders(self, url: str) -> tuple[Holder, ...]:
        """Who has the port open."""
        if not self._is_board(url):
            return ()
        table = self._bench.table
        names = [name for name in (table.holder, table.thief if table.thief == "ModemManager" else "") if name]
        return tuple(Holder(name, _PIDS.get(name, 4713)) for name in names)

    def access(self, url: str) -> Access:
        """Whether the bench's user may open it; only Linux asks for a group."""
        table = self._bench.table
        if self._bench.address.system != "linux" or not self._is_board(url):
            return Access(allowed=True)
        return Access(table.permitted, _GROUP, table.in_group, needs_login=table.in_group and not table.permitted)

    def services(self) -> tuple[str, ...]:
        """Services that grab ports; brltty and ModemManager run on many computers that have no trouble with them."""
        thief = self._bench.table.thief
        return (thief,) if thief else ()

    def kernel_log(self) -> tuple[str, ...]:
        """The last lines about USB."""
        with self._bench.lock:
            self._bench.catch_up()
            return self._bench.log.lines()

    def firmware(self) -> bytes:
        """The image that the bench's user meant to upload."""
        return self._bench.firmware()

    def build_places(self) -> tuple[Place, ...]:
        """The bench's user has built one sketch, and may have written others that somebody else built."""
        return (Place("Arduino", lamp.BUILDS, ("*",)),) if self._bench.table.sketch == lamp.SKETCH else ()

    def _is_board(self, url: str) -> bool:
        bench = self._bench
        board = bench.ports["board"]
        return bench.usb.listed(board) and url in (bench.usb.url_of(board), bench.usb.own_url(board))

    def _port(self, port: SimPort) -> PortInfo:
        bench, kind = self._bench, port.bridge.kind
        usb = port.kind == "usb"
        url, own = bench.usb.url_of(port), bench.usb.own_url(port)
        return PortInfo(
            url=url,
            kind="usb" if usb else "bluetooth" if port.role == "bluetooth" else "onboard",
            title=f"{kind.product} ({port.name})" if usb else port.name,
            vid=kind.vid if usb else None,
            pid=kind.pid if usb else None,
            serial="0001" if usb else None,
            aliases=() if own == url else (own,),
            plugged=str(port.plugged_in) if usb else "",
            board=bench.board.id if port.role == "board" else "",
        )

    def _device(self, port: SimPort) -> UsbDevice:
        bench, kind = self._bench, port.bridge.kind
        url = bench.usb.url_of(port) if bench.usb.listed(port) else None
        problem = self._problem() if port.role == "board" else None
        return UsbDevice(kind.vid, kind.pid, kind.product, self._driver(port), url, problem)

    def _driver(self, port: SimPort) -> str | None:
        table, name = self._bench.table, port.bridge.kind.driver
        if port.role != "board":
            return name
        if table.driver == "missing":
            return None
        if table.driver == "bad" and self._bench.address.system == "linux":
            return f"{name} {_BAD_VERSION}"
        return "usbfs" if table.thief == "brltty" else name

    def _problem(self) -> str | None:
        table, system = self._bench.table, self._bench.address.system
        if table.driver == "bad":
            return _BAD_DRIVER[system]
        return "Code 28" if table.driver == "missing" and system == "windows" else None
