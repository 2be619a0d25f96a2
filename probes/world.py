"""What a probe may touch, made concrete: the doors, one open port, and what is known so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from ..engine.facts import Value
from ..engine.rulebook import NO_TABLES, Tables
from .link_errors import LinkError

if TYPE_CHECKING:
    from .clock import Clock
    from .host import Host
    from .link import Doors, Port, Stop


class OpenWorld:
    """Opens the port when a probe first asks for it, keeps it open between probes, closes it when hands move."""

    def __init__(
        self,
        doors: Doors,
        stop: Stop,
        known: Callable[[], Mapping[str, Value]],
        firmware: bytes | None = None,
        opened: Callable[[Port], None] | None = None,
        tables: Tables = NO_TABLES,
    ) -> None:
        """`opened` is told of each port that is opened."""
        self._doors = doors
        self._known = known
        self._firmware = firmware
        self._opened = opened
        self._port: Port | None = None
        self.tables: Tables = tables
        self.url = doors.url
        self.stop: Stop = stop

    @property
    def host(self) -> Host:
        """The computer, real or the bench's."""
        return self._doors.host

    @property
    def clock(self) -> Clock:
        """The doors' time: real, or the bench's."""
        return self._doors.clock

    @property
    def known(self) -> Mapping[str, Value]:
        """Facts with one value that hold now."""
        return self._known()

    def choose(self, url: str) -> None:
        """Use another port from now on."""
        if url != self.url:
            self.close()
            self.url = url

    def port(self) -> Port:
        """The open port. Raises a LinkError when it cannot be opened."""
        if self._port is None or self._port.closed:
            self._port = self._doors.open(self.url or "", self.stop)
            if self._opened is not None:
                self._opened(self._port)
        return self._port

    def make_way(self, *, keep_open: bool) -> None:
        """Hands come next: the port is closed, or kept at the speed of the boot text with nothing left in it."""
        if not keep_open:
            self.close()
        elif self._port is not None and not self._port.closed:
            from .link import RESTING_BAUD

            with suppress(LinkError):  # who reads next finds out
                self._port.baud = RESTING_BAUD
                self._port.discard()

    def close(self) -> None:
        """Close the port if it is open; the board is left out of reset. Never raises."""
        if self._port is not None:
            self._port.close()
            self._port = None

    def firmware(self) -> bytes | None:
        """The image that the person meant to upload: given by them, else the one that the host knows."""
        return self._firmware if self._firmware is not None else self._doors.host.firmware()
