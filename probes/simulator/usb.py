"""The computer's side of the plug: which ports there are, who may open them, and what comes and goes.

Times are seconds of the bench.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .bridge import Bridge
from .noise import Noise
from .ports import SimPort, kind_of, name_of, talker_of
from .refusals import Refusal

if TYPE_CHECKING:
    from .workbench import Bench

LOOSE_AFTER = 2.0
"""A loose plug drops when it was open for so long."""
AWAY = 1.2
"""Until a device that dropped is back."""


def _gone(port: SimPort) -> SimPort:
    """What a name stands for that the port had once."""
    return replace(port, present=False)


class Usb:
    """What the computer makes of the table."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def port(self, name: str = "") -> SimPort:
        """The port of that name; "" is the chosen one. Raises ValueError."""
        chosen = self._bench.ports[self._bench.table.chosen]
        if not name:
            return _gone(chosen) if chosen.former else chosen
        for port in self._bench.ports.values():
            if name in (port.name, port.role):
                return port
            if name in port.former:
                return _gone(port)
        known = ", ".join(port.name for port in self._bench.ports.values())
        raise ValueError(f"The bench has no port {name[:40]!r}; it has {known}.")

    def url_of(self, port: SimPort) -> str:
        """What opens that port: the chosen one is what the bench's user typed, for as long as it keeps its name."""
        typed = port.role == self._bench.table.chosen and not port.former
        return self._bench.url if typed else self.own_url(port)

    def own_url(self, port: SimPort) -> str:
        """A name that tells nothing of what is wrong."""
        return f"sim://{self._bench.board.id}/{port.name}?id={self._bench.name}"

    def attached(self, port: SimPort) -> bool:
        """The computer sees the device (which may still give no port)."""
        if port.role != "board":
            return True
        table = self._bench.table
        return port.present and table.cable != "charge-only" and table.adapter != "dead"

    def unknown(self) -> bool:
        """Something is plugged in, and the computer does not learn what it is."""
        table = self._bench.table
        return self._bench.ports["board"].present and table.cable != "charge-only" and table.adapter == "dead"

    def listed(self, port: SimPort) -> bool:
        """The computer lists the port."""
        return self.attached(port) and (
            port.role != "board" or (self._bench.table.driver != "missing" and self._bench.table.thief != "brltty")
        )

    def hindrance(self, port: SimPort, exclusive: bool = True) -> Refusal | None:
        """What the computer has against any program that opens the port (alone, if `exclusive`)."""
        table = self._bench.table
        if not self.listed(port):
            return "absent"
        if port.role != "board":
            return None
        if not table.permitted:
            return "denied"
        holder_locks = table.holder_locks or self._bench.address.system == "windows"
        if table.thief == "ModemManager" or (table.holder and holder_locks):
            return "busy"
        if table.holder and exclusive:
            return "locked"
        return "broken" if table.driver == "bad" else None

    def refusal(self, port: SimPort, exclusive: bool) -> Refusal | None:
        """Why the port does not open now: a hindrance, or a handle that is open already."""
        ours = port.locked or (port.handles > 0 and (exclusive or self._bench.address.system == "windows"))
        return self.hindrance(port, exclusive) or ("locked" if ours else None)

    def opened(self, port: SimPort) -> None:
        """Somebody has opened it."""
        port.handles += 1
        port.bridge.received.clear()
        if self._bench.table.cable == "loose" and port.role == "board":
            mark = port.plugged_in
            self._bench.agenda.add(
                self._bench.clock.now() + LOOSE_AFTER, lambda now: self.drop(now) if port.plugged_in == mark else None
            )

    def drop(self, now: float) -> None:
        """The device falls off the bus by itself and comes back."""
        if self._bench.ports["board"].present:
            self.pull(now)
            self._bench.agenda.add(now + AWAY, self.insert)

    def pull(self, now: float) -> None:
        """The device goes, and with it the power of a board that hangs on it."""
        port = self._bench.ports["board"]
        if not port.present:
            return
        if self.attached(port):
            self._bench.log.detached(port)
        port.present = False
        port.plugged_in += 1
        port.handles, port.locked = 0, False
        port.bridge.clear()
        if self._bench.board.own_usb:
            self._bench.device.power(now, usb=False)
        self._bench.wake()

    def insert(self, now: float) -> None:
        """The device comes, with a new number: what was open stays dead."""
        port = self._bench.ports["board"]
        if port.present:
            return
        port.present = True
        if self._bench.table.renames:
            port.rename()
        self._bench.device.circuit.set(self._bench.table.circuit, now, False, False)
        self._bench.device.power(now, usb=True)
        self._bench.log.attached(port)
        self._bench.wake()

    def new_port(self, role: str, noise: Noise) -> SimPort:
        """A port of that role, with what is behind it."""
        bridge = Bridge(kind_of(role, self._bench.board.bridge), noise, self._bench.address.latency)
        return SimPort(role, name_of(role, self._bench.address.system), bridge, talker_of(role))  # type: ignore[arg-type]
