"""A guarded port: every wait looks at the stop token, all that goes over it is in the transcript, and whatever the
world does to it becomes a `LinkError`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from ..engine.errors import Cancelled
from . import link_blame
from .clock import SLICE, Clock
from .link_errors import BaudRefused, LinesNotSupported, PortBroken
from .modem_lines import NO_LINES, move
from .slow_read import read_within
from .slow_write import write_some
from .stop import Stop
from .transcript import Transcript

BITS = 10
"""On the wire for each byte."""

MOST_LOOKS = 64
"""Times that a port that talks without a pause is emptied."""

WRITE_PATIENCE = 3.0
"""Seconds until a port that takes no bytes is given up."""

_WITHOUT_LINES = "socket://"
"""pyserial takes levels for such a port and drops them; only POSIX says that there are none."""

_T = TypeVar("_T")


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
        return self._read(size, size, timeout)

    def read_some(self, timeout: float, most: int = 4096, least: int = 1) -> bytes:
        """The first bytes that come within that time, and what came with them; b"" is silence."""
        return self._read(least, most, timeout)

    def write(self, data: bytes) -> None:
        """All of it. Raises LinkError, Cancelled."""
        until = self._clock.now() + WRITE_PATIENCE
        most = max(1, int(self._clock.look_every * self.baud / BITS))
        while data:
            self.check()
            bite = data[:most]
            taken = self._guarded(write_some, self.serial, bite, SLICE)
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
            if not self.read_some(0.0):
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
        if self.url.lower().startswith(_WITHOUT_LINES):
            raise LinesNotSupported(self.url, "a plain socket carries no lines")
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

    def _read(self, least: int, most: int, timeout: float) -> bytes:
        until = self._clock.now() + timeout
        got = b""
        while True:
            self.check()
            left = until - self._clock.now()
            wait = max(0.0, min(left, self._clock.look_every))
            came = self._guarded(read_within, self.serial, least - len(got), most - len(got), wait, self._clock.sleep)
            if came:
                self.transcript.add(self._clock.now(), "heard", came)
                got += came
            if len(got) >= least or left <= 0:
                return got

    def check(self) -> None:
        """Raises Cancelled when it is time to stop."""
        if self._stop.is_set():
            raise Cancelled("talking to the board")

    def _guarded(self, call: Callable[..., _T], *arguments: Any) -> _T:
        try:
            return call(*arguments)
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
