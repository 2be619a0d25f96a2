"""A `link.Port` with the face of a pyserial port, as far as esptool looks at one.

esptool sets a timeout and reads; `link.Port` looks at the stop token while it waits, knows the doors' clock
and keeps the transcript. So whatever esptool does can be cancelled, and no read of it can last for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .link import Port

LONGEST_WAIT = 3.0
"""Seconds for a read that esptool gave no limit: it would hang for ever on a stub that does not start."""

_FIRST_GULP, _LARGEST_GULP = 16, 1024


class SerialFace:
    """What esptool expects of a port: the old names of pyserial 2 too."""

    def __init__(self, port: Port, name: str) -> None:
        self._port = port
        self._waiting = bytearray()
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
        """Bytes that can be read at once."""
        self._waiting += self._port.read(_LARGEST_GULP, 0.0)
        return len(self._waiting)

    def inWaiting(self) -> int:  # noqa: N802 - the name that esptool calls
        """The same, by its old name."""
        return self.in_waiting

    def read(self, size: int = 1) -> bytes:
        """Up to so many bytes; fewer when the timeout passes without more."""
        if len(self._waiting) < size:
            wait = LONGEST_WAIT if self.timeout is None else self.timeout
            self._waiting += self._port.read(size - len(self._waiting), wait)
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

    def _gulp(self) -> None:
        """Take what follows straight after, in growing bites, while it comes without a gap: esptool's reader is slow
        when it gets a megabyte byte by byte."""
        size = _FIRST_GULP
        while self._waiting:
            came = self._port.read(size, size * 10 / self._port.baud)
            self._waiting += came
            if len(came) < size:
                return
            size = min(2 * size, _LARGEST_GULP)
