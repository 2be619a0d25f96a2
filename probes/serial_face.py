"""A `link.Port` with the face of a pyserial port, as far as esptool looks at one.

esptool sets a timeout and reads; `link.Port` looks at the stop token while it waits, knows the doors' clock
and keeps the transcript. So whatever esptool does can be cancelled, and no read of it can last for ever.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .port import BITS

if TYPE_CHECKING:
    from .link import Port

LONGEST_WAIT = 3.0
"""Seconds for a read that esptool gave no limit: it would hang for ever on a stub that does not start."""

_MOST = 4096
"""Bytes that are taken in one go: as many as the system keeps, and as one packet of flash content has."""

_LATE_BY = 1.5
"""Times as long as they take on the wire that bytes are waited for: bridges hand them on in packets."""


class SerialFace:
    """What esptool expects of a port: the old names of pyserial 2 too."""

    def __init__(self, port: Port, name: str) -> None:
        self._port = port
        self._waiting = bytearray()
        self._coming = 0
        self.name = name
        self.port = name
        self.timeout: float | None = LONGEST_WAIT
        self.write_timeout: float | None = None

    @property
    def baudrate(self) -> int:
        """Bits per second."""
        return self._port.baud

    @baudrate.setter
    def baudrate(self, baud: int) -> None:
        if baud != self._port.baud:
            self._port.baud = baud

    @property
    def in_waiting(self) -> int:
        """Bytes that were taken from the port already; esptool asks before each read, which looks at the port."""
        return len(self._waiting)

    def inWaiting(self) -> int:  # noqa: N802 - the name that esptool calls
        """The same, by its old name."""
        return self.in_waiting

    def read(self, size: int = 1) -> bytes:
        """Up to so many bytes; fewer when the timeout passes without more."""
        if len(self._waiting) < size:
            wait = LONGEST_WAIT if self.timeout is None else self.timeout
            self._waiting += self._port.read_some(wait, _MOST, size - len(self._waiting))
            self._gulp()
        taken = bytes(self._waiting[:size])
        del self._waiting[:size]
        return taken

    def write(self, data: bytes) -> int:
        """All of it."""
        self._port.write(bytes(data))
        return len(data)

    def reset_input_buffer(self) -> None:
        """Forget what came so far."""
        self._waiting.clear()
        self._port.discard()

    def flushInput(self) -> None:  # noqa: N802 - the name that esptool calls
        """The same, by its old name."""
        self.reset_input_buffer()

    def flush(self) -> None:
        """`link.Port.write` has already handed everything over."""

    def flushOutput(self) -> None:  # noqa: N802 - the name that esptool calls
        """Nothing waits to be sent."""

    def close(self) -> None:
        """Only the one who opened the port closes it: esptool closes on a failed connect, and a retry needs it open."""

    @contextmanager
    def expecting(self, size: int) -> Generator[None, None, None]:
        """So many bytes at least come in a row, once something comes: they are taken in one bite."""
        self._coming = size
        try:
            yield
        finally:
            self._coming = 0

    def _gulp(self) -> None:
        """What is sure to follow: esptool's reader is slow when it gets a megabyte in the pieces that USB makes."""
        rest = min(self._coming, _MOST) - len(self._waiting)
        if self._waiting and rest > 0:
            self._waiting += self._port.read_some(_LATE_BY * rest * BITS / self.baudrate, _MOST, rest)
        self._coming = max(0, self._coming - len(self._waiting))
