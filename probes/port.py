"""A guarded port: every wait looks at the stop token, all that goes over it is in the transcript, and whatever the
world does to it becomes a `LinkError`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ..engine.errors import Cancelled
from . import link_blame
from .clock import Clock
from .link_errors import BaudRefused, LinesNotSupported, PortBroken, TooLate
from .modem_lines import NO_LINES, move
from .slow_write import write_some
from .stop import SLICE, Stop
from .transcript import Transcript

BITE = 256
"""Bytes written at once: at 115200 baud 22 ms, after which the stop token is looked at."""

MOST_LOOKS = 64
"""Times that a port that talks without a pause is emptied."""

WRITE_PATIENCE = 3.0
"""Seconds until a port that takes no bytes is given up."""

_TICK = 0.002
"""Seconds between looks for a byte when less than a slice is left to wait."""


class Port:
    """One open port. All times in seconds of the doors' clock; True = a line is asserted."""

    def __init__(self, url: str, serial: Any, clock: Clock, stop: Stop, transcript: Transcript | None = None) -> None:
        self.url = url
        self.serial = serial
        self.transcript = transcript or Transcript()
        self.closed = False
        self.lines = (True, True)
        self._clock = clock
        self._stop = stop

    # ---------------------------------------------------------------- bytes

    def read(self, size: int, timeout: float) -> bytes:
        """What came until so many bytes or that much time; b"" is silence. Raises LinkError, Cancelled."""
        until = self._clock.now() + timeout
        got = bytearray()
        while True:
            self.check()
            left = until - self._clock.now()
            if size > len(got) + 1 or left < SLICE:
                got += self._take(size - len(got))
            if len(got) >= size or left <= 0:
                return bytes(got)
            self._wait(left, got)

    def read_some(self, timeout: float, most: int = 4096) -> bytes:
        """The first bytes that come within that time, and what came with them; b"" is silence."""
        first = self.read(1, timeout)
        return first + self._take(most - 1) if first else b""

    def write(self, data: bytes) -> None:
        """All of it. Raises LinkError, Cancelled."""
        until = self._clock.now() + WRITE_PATIENCE
        while data:
            self.check()
            bite = data[:BITE]
            taken = self._guarded(lambda bite=bite: write_some(self.serial, bite, SLICE))  # type: ignore[misc]
            now = self._clock.now()
            if taken:
                until = now + WRITE_PATIENCE
                self.transcript.add(now, "said", bite[:taken])
                data = data[taken:]
            elif now >= until:
                raise PortBroken(self.url, "it takes no bytes")

    def discard(self) -> None:
        """Forget what came and was not read; it stays in the transcript."""
        for _ in range(MOST_LOOKS):
            self.check()
            if not self._take(4096):
                return

    @property
    def baud(self) -> int:
        """Bits per second, both ways."""
        return int(self.serial.baudrate)

    @baud.setter
    def baud(self, baud: int) -> None:
        if baud == self.baud:
            return
        self.check()
        try:
            self.serial.baudrate = baud
        except ValueError as error:
            raise BaudRefused(self.url, str(error), baud) from None
        except world_errors() as error:
            raise self._baud_error(error, baud) from None
        self.transcript.add(self._clock.now(), "baud", str(baud).encode())

    # ---------------------------------------------------------------- lines

    def set_lines(self, *, dtr: bool, rts: bool, hurry: bool = False) -> None:
        """Both lines, in one step where the system can; `hurry` where another move follows at once. Raises
        LinesNotSupported, other LinkErrors, Cancelled."""
        self.check()
        try:
            move(self.serial, dtr, rts, hurry=hurry)
        except world_errors() as error:
            if link_blame.number(error) in NO_LINES:
                raise LinesNotSupported(self.url, str(error)) from None
            raise self._blame(error) from None
        self.lines = (dtr, rts)
        self.transcript.add(self._clock.now(), "lines", b"DTR=%d RTS=%d" % (dtr, rts))

    def close(self) -> None:
        """Let the lines go, so that the board runs, and close. Never raises, also when the port is gone."""
        if self.closed:
            return
        self.closed = True
        # a port that is gone can fail in any way, and there is nothing more to do about it
        with suppress(Exception):
            self._let_go()
        socket = getattr(self.serial, "_socket", None)
        with suppress(Exception):
            self.serial.close()
        if socket is not None:
            socket.close()  # pyserial's network ports leave it open when the other end is gone already

    # ---------------------------------------------------------------- inside

    def _let_go(self) -> None:
        if self.lines != (False, False):
            move(self.serial, False, False)

    def _wait(self, left: float, got: bytearray) -> None:
        """Wait for the next byte, at most a slice."""
        if left >= SLICE:
            got += self._heard(self._guarded(lambda: self.serial.read(1)))
        else:
            self._clock.sleep(min(left, _TICK))

    def _take(self, most: int) -> bytes:
        """What is there already."""
        if most <= 0:
            return b""
        waiting = self._guarded(lambda: self.serial.in_waiting)
        if not waiting:
            return b""
        return self._heard(self._guarded(lambda: self.serial.read(min(waiting, most))))

    def _heard(self, data: bytes) -> bytes:
        self.transcript.add(self._clock.now(), "heard", data)
        return data

    def check(self) -> None:
        """Raises Cancelled or TooLate when it is time to stop."""
        if self._stop.is_set():
            raise Cancelled("talking to the board")
        if self._stop.is_late(self._clock.now()):
            raise TooLate(self.url)

    def _guarded(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except world_errors() as error:
            raise self._blame(error) from None

    def _blame(self, error: BaseException) -> Exception:
        return link_blame.of(error, self.url, self.transcript.heard)

    def _baud_error(self, error: BaseException, baud: int) -> Exception:
        """A speed that is refused leaves the port as it was; a port that is gone refuses everything."""
        try:
            _ = self.serial.in_waiting
        except world_errors():
            return self._blame(error)
        return BaudRefused(self.url, str(error), baud)


def world_errors() -> tuple[type[BaseException], ...]:
    """What pyserial and the system raise: termios has an error of its own, which is no OSError."""
    try:
        import termios
    except ImportError:
        return (OSError,)
    return (OSError, termios.error)
