"""What the world does to a port: each error says what happened, and is facts that rules can use.

LinkError(port)
├── NoPort                    no port was chosen or found
├── PortMissing               there is no such port
├── PortDenied(group)         the system does not let this person open it
├── PortBusy(holder)          somebody else has it
├── PortVanished(after)       it went away while it was in use
├── DriverError(code)         the bridge or its driver refuses
├── BaudRefused(baud)         the driver does not take this speed
├── LinesNotSupported         DTR and RTS cannot be moved
├── RemoteGone(reason)        the computer at the other end of the network does not answer
├── LoaderLost                the loader answered at first, then no answer came whole
└── PortBroken(detail)        none of these

Which it is, is decided in `link_blame.py`.
"""

from __future__ import annotations

from ..engine.errors import EspdoctorError
from ..engine.facts import Fact
from .choice import name_of
from .probe import fact

MOST_DETAIL = 200
"""Characters of the system's own words that are kept."""


class LinkError(EspdoctorError):
    """The world's doing. `detail` is what the system said, as it said it: hostile, bounded."""

    state = "broken"
    """The word of the fact `port.state`; "" where the error says nothing of the port."""

    def __init__(self, port: str, detail: str = "") -> None:
        self.port = port
        self.name = name_of(port)
        """The port as it is quoted."""
        self.detail = (detail.replace(port, self.name) if port else detail)[:MOST_DETAIL]
        super().__init__(port, self.detail)

    def __str__(self) -> str:
        return f"The port {self.name} does not work: {self.detail or 'the system gives no reason'}."

    def facts(self) -> tuple[Fact, ...]:
        """What rules can use."""
        return (self._fact("port.state", self.state),) if self.state else ()

    def _fact(self, name: str, value: bool | str) -> Fact:
        return fact(name, value, f"the port {self.name}", self.detail or str(self))


class NoPort(LinkError):
    """No port was chosen, and none was found."""

    state = "none-chosen"

    def __str__(self) -> str:
        return "No serial port is chosen. Plug the board in, or name its port with --port."


class PortMissing(LinkError):
    """There is no such port."""

    state = "missing"

    def __str__(self) -> str:
        return f"There is no port {self.name} on this computer. Look whether the board is plugged in."


class PortDenied(LinkError):
    """The system does not let this person open the port."""

    state = "denied"

    def __init__(self, port: str, detail: str = "", group: str | None = None) -> None:
        self.group = group
        super().__init__(port, detail)

    def __str__(self) -> str:
        allow = f"The administrator can allow it: sudo chmod a+rw {self.name}."
        join = f"Join the group {self.group}, then log out and in again."
        return f"Your user may not open {self.name}. {join if self.group else allow}"

    def facts(self) -> tuple[Fact, ...]:
        """State, and the group where it is known."""
        return (*super().facts(), *((self._fact("port.group", self.group),) if self.group else ()))


class PortBusy(LinkError):
    """Somebody else has the port open."""

    state = "busy"

    def __init__(self, port: str, detail: str = "", holder: str | None = None) -> None:
        self.holder = holder
        super().__init__(port, detail)

    def __str__(self) -> str:
        who = self.holder or "Another program"
        return f"{who} has {self.name} open. Close it there (often a serial monitor), then try again."

    def facts(self) -> tuple[Fact, ...]:
        """State, and the holder where it is known."""
        return (*super().facts(), *((self._fact("port.holder", self.holder),) if self.holder else ()))


class PortVanished(LinkError):
    """The port went away while it was in use."""

    state = "vanished"

    def __init__(self, port: str, detail: str = "", after: int = 0) -> None:
        self.after = after
        super().__init__(port, detail)

    def __str__(self) -> str:
        return (
            f"The port {self.name} went away in the middle, after {self.after} bytes. "
            "Look at the plug and the cable, then plug the board in again."
        )

    def facts(self) -> tuple[Fact, ...]:
        """State, and that it vanished."""
        return (*super().facts(), self._fact("port.vanished", True))


class DriverError(LinkError):
    """The bridge or its driver refuses. `code` is the system's number, 0 where it gave none."""

    state = "driver-error"

    def __init__(self, port: str, detail: str = "", code: int = 0) -> None:
        self.code = code
        super().__init__(port, detail)

    def __str__(self) -> str:
        number = f" (number {self.code})" if self.code else ""
        what = f"The driver of {self.name} reports a fault{number}."
        return f"{what} Plug the board out and in; if that does not help, look at the driver."


class BaudRefused(LinkError):
    """The driver does not take this speed."""

    state = ""

    def __init__(self, port: str, detail: str = "", baud: int = 0) -> None:
        self.baud = baud
        super().__init__(port, detail)

    def __str__(self) -> str:
        return f"The driver of {self.name} does not take {self.baud} baud. Choose another speed, 115200 always works."


class LinesNotSupported(LinkError):
    """DTR and RTS cannot be moved."""

    state = ""

    def __str__(self) -> str:
        return f"The port {self.name} has no DTR and RTS lines, so it cannot reset the board. Press RST by hand."

    def facts(self) -> tuple[Fact, ...]:
        """That there are no lines."""
        return (self._fact("lines.supported", False),)


class RemoteGone(LinkError):
    """The computer at the other end of the network does not answer, or hung up."""

    state = "missing"

    def __init__(self, port: str, detail: str = "", after: int | None = None) -> None:
        self.after = after
        super().__init__(port, detail)

    def __str__(self) -> str:
        if self.after is None:
            return f"Nobody answers at {self.name}. Look whether the server runs there and the address is right."
        return f"The server behind {self.name} hung up after {self.after} bytes. Start it again, then try again."

    def facts(self) -> tuple[Fact, ...]:
        """Missing if it never answered, vanished if it did."""
        if self.after is None:
            return super().facts()
        return (self._fact("port.state", "vanished"), self._fact("port.vanished", True))


class LoaderLost(LinkError):
    """The loader answered before, and now nothing comes, or nothing whole."""

    state = ""

    def __str__(self) -> str:
        return "The chip's loader answered at first, then no answer came whole. Press RST and try again."

    def facts(self) -> tuple[Fact, ...]:
        """What came in the end was no answer: whoever needs one need not ask."""
        return (self._fact("sync.reply", "torn"),)


class PortBroken(LinkError):
    """None of the others: the system's own words are all there is."""
