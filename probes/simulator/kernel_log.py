"""What the kernel of the bench's computer says about USB, in the kernel's own words.

Texts: Linux drivers/usb/core/hub.c and devio.c, drivers/usb/serial/usb-serial.c. Other systems keep no such log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ports import SimPort

if TYPE_CHECKING:
    from .workbench import Bench

KEPT = 200
_BOOTED = 5123.25
"""Seconds that the computer had been running when the bench began."""
_HUB = "usb 1-1.2"


class KernelLog:
    """The last lines, oldest first."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._lines: list[str] = []
        self._device = 7

    def lines(self) -> tuple[str, ...]:
        """As `dmesg` prints them; empty on systems that have none."""
        return tuple(self._lines) if self._bench.address.system == "linux" else ()

    def booted(self) -> None:
        """The device was there when the bench began."""
        self.attached(self._bench.ports["board"])

    def attached(self, port: SimPort) -> None:
        """A device was plugged in: what the system makes of it depends on the table."""
        table, kind = self._bench.table, port.bridge.kind
        if not table.plugged or table.cable == "charge-only":
            return
        self._device += 1
        self._say(f"{_HUB}: new full-speed USB device number {self._device} using xhci_hcd")
        if table.adapter == "dead":
            self._failed()
            return
        self._say(f"{_HUB}: New USB device found, idVendor={kind.vid:04x}, idProduct={kind.pid:04x}, bcdDevice= 2.64")
        self._say(f"{_HUB}: Product: {kind.product}")
        if table.driver == "missing":
            return
        converter = {"ch341": "ch341-uart"}.get(kind.driver, kind.driver)
        self._say(f"{kind.driver} 1-1.2:1.0: {converter} converter detected")
        self._say(f"{_HUB}: {converter} converter now attached to {port.name}")
        if table.driver == "bad":
            self._say(f"{converter} {port.name}: failed to set modem status: -110")
        if table.thief == "brltty":
            self._stolen(port, converter)

    def detached(self, port: SimPort) -> None:
        """The device is gone."""
        converter = {"ch341": "ch341-uart"}.get(port.bridge.kind.driver, port.bridge.kind.driver)
        self._say(f"{_HUB}: USB disconnect, device number {self._device}")
        if self._bench.table.thief != "brltty" and self._bench.table.driver != "missing":
            self._say(f"{converter} {port.name}: {converter} converter now disconnected from {port.name}")

    def _failed(self) -> None:
        for _ in range(2):
            self._say(f"{_HUB}: device descriptor read/64, error -71")
        self._say(f"{_HUB}: device not accepting address {self._device}, error -71")
        self._say("usb 1-1-port2: unable to enumerate USB device")

    def _stolen(self, port: SimPort, converter: str) -> None:
        driver = port.bridge.kind.driver
        self._say(f"{_HUB}: usbfs: interface 0 claimed by {driver} while 'brltty' sets config #1")
        self._say(f"{converter} {port.name}: {converter} converter now disconnected from {port.name}")
        self._say(f"{driver} 1-1.2:1.0: device disconnected")

    def _say(self, text: str) -> None:
        moment = _BOOTED + self._bench.clock.now()
        self._lines.append(f"[{moment:12.6f}] {text}")
        del self._lines[:-KEPT]
