"""The only opener of ports, and the chooser of the doors: a real port and the real computer, or the bench's.

A port is guarded: every wait looks at the stop token, all that goes over it is in the transcript, and whatever the
world does to it becomes a `LinkError`. It opens at the speed of the boot banner and is left at it, so that a banner
that comes while nobody reads is readable.

Levels of the lines: a system raises both when it opens a port, and that does nothing to the transistor circuit, while
a direct circuit is held in reset by it. So they are left raised while opening and then let go in one step, which both
circuits take for "run" (table measured in uPyLoader#48; `domain` of opening: pyserial serialposix).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..engine.errors import Cancelled
from . import link_blame
from .clock import Clock, RealClock
from .link_errors import BaudRefused, LinesNotSupported, NoPort, PortBusy, PortDenied, TooLate
from .modem_lines import NO_LINES, keep_on_close, move
from .stop import SLICE, Stop
from .transcript import Transcript

if TYPE_CHECKING:
    from .hands import Hands
    from .host import Host

__all__ = ["Doors", "Port", "Stop", "doors"]

RESTING_BAUD = 74880
"""Speed of the boot banner on a 26 MHz crystal."""

BITE = 256
"""Bytes written at once: at 115200 baud 22 ms, after which the stop token is looked at."""

WRITE_PATIENCE = 3.0
"""Seconds until a port that takes no bytes is given up."""

MOST_LOOKS = 64
"""Times that a port that talks without a pause is emptied."""

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
            got += self._take(size - len(got))
            if len(got) >= size or not self._wait(until, got):
                return bytes(got)

    def read_some(self, timeout: float, most: int = 4096) -> bytes:
        """The first bytes that come within that time, and what came with them; b"" is silence."""
        first = self.read(1, timeout)
        return first + self._take(most - 1) if first else b""

    def write(self, data: bytes) -> None:
        """All of it. Raises LinkError, Cancelled."""
        for at in range(0, len(data), BITE):
            self.check()
            piece = data[at : at + BITE]
            self._guarded(lambda piece=piece: self.serial.write(piece))  # type: ignore[misc]
            self.transcript.add(self._clock.now(), "said", piece)

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
        except _world() as error:
            raise self._baud_error(error, baud) from None
        self.transcript.add(self._clock.now(), "baud", str(baud).encode())

    # ---------------------------------------------------------------- lines

    def set_lines(self, *, dtr: bool, rts: bool) -> None:
        """Both lines, in one step where the system can. Raises LinesNotSupported, other LinkErrors, Cancelled."""
        self.check()
        try:
            move(self.serial, dtr, rts)
        except _world() as error:
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
        with suppress(Exception):
            self.serial.close()

    # ---------------------------------------------------------------- inside

    def _let_go(self) -> None:
        if self.lines != (False, False):
            move(self.serial, False, False)

    def _wait(self, until: float, got: bytearray) -> bool:
        """Wait for the next byte at most a slice; False when the time is up."""
        left = until - self._clock.now()
        if left <= 0:
            return False
        if left >= SLICE:
            got += self._heard(self._guarded(lambda: self.serial.read(1)))
        else:
            self._clock.sleep(min(left, _TICK))
        return True

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
        except _world() as error:
            raise self._blame(error) from None

    def _blame(self, error: BaseException) -> Exception:
        return link_blame.of(error, self.url, self.transcript.heard)

    def _baud_error(self, error: BaseException, baud: int) -> Exception:
        """A speed that is refused leaves the port as it was; a port that is gone refuses everything."""
        try:
            _ = self.serial.in_waiting
        except _world():
            return self._blame(error)
        return BaudRefused(self.url, str(error), baud)


@dataclass(frozen=True, slots=True)
class Doors:
    """Everything that a consultation touches of the world."""

    url: str | None
    host: Host
    clock: Clock
    hands: Hands | None
    """The bench's hands, where it has some; a person's are the shell's business."""
    open: Callable[[str, Stop], Port]
    """Raises LinkError."""


def doors(url: str | None) -> Doors:
    """The bench's doors for sim://…, the computer's for all else (also for no port yet). Raises ValueError for a sim
    URL that names what the bench has not."""
    return _bench_doors(url) if url and url.lower().startswith("sim://") else _real_doors(url)


def _real_doors(url: str | None) -> Doors:
    from .host_real import real_host

    host, clock = real_host(), RealClock()
    return Doors(url, host, clock, None, lambda name, stop: open_port(name, host, clock, stop, _real_serial))


def _bench_doors(url: str) -> Doors:
    from . import simulator

    bench = simulator.bench(url)
    return Doors(
        url,
        bench.host,
        bench.clock,
        bench.hands,
        lambda name, stop: open_port(name, bench.host, bench.clock, stop, bench.serial),
    )


def open_port(url: str, host: Host, clock: Clock, stop: Stop, make: Callable[[str], Any]) -> Port:
    """Open a port; `make` gives the closed pyserial object for a URL. Raises LinkError, Cancelled."""
    if not url:
        raise NoPort("")
    if stop.is_set():
        raise Cancelled("opening the port")
    try:
        serial = make(url)
        _prepare(serial, url)
        _open_quietly(serial)
    except _world() as error:
        raise _with_host(link_blame.of(error, url), host) from None
    keep_on_close(serial)
    port = Port(url, serial, clock, stop)
    try:
        port.set_lines(dtr=False, rts=False)
    except LinesNotSupported:
        port.lines = (False, False)
    except BaseException:
        port.close()
        raise
    return port


def _prepare(serial: Any, url: str) -> None:
    serial.baudrate = RESTING_BAUD
    serial.timeout = SLICE
    if "://" not in url:
        serial.exclusive = True
        serial.write_timeout = WRITE_PATIENCE


def _open_quietly(serial: Any) -> None:
    if serial.is_open:
        return
    with warnings.catch_warnings():
        # pyserial 3.5's rfc2217 names its thread by methods that Python has deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        serial.open()


def _real_serial(url: str) -> Any:
    import serial

    return serial.serial_for_url(url, do_not_open=True)


def _with_host(error: Exception, host: Host) -> Exception:
    """Add what only the computer can tell: who holds the port, which group opens it."""
    if isinstance(error, PortBusy):
        holder = next(iter(host.holders(error.port)), None)
        return PortBusy(error.port, error.detail, holder.words if holder else None)
    if isinstance(error, PortDenied):
        return PortDenied(error.port, error.detail, host.access(error.port).owner_group)
    return error


def _world() -> tuple[type[BaseException], ...]:
    """What pyserial and the system raise: termios has an error of its own, which is no OSError."""
    try:
        import termios
    except ImportError:
        return (OSError,)
    return (OSError, termios.error)
