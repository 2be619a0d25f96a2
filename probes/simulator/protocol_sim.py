"""The pyserial port of the bench: `serial.serial_for_url("sim://nodemcu?fault=…")`.

pyserial finds this module by its name once `espdoctor.probes.simulator` is in `serial.protocol_handler_packages`. It
hides an ImportError in here, which is why nothing heavy is imported and a test imports it directly.
"""

from __future__ import annotations

import errno
import math
from typing import TYPE_CHECKING, Any

from serial.serialutil import PortNotOpenError, SerialBase, SerialException, SerialTimeoutException

from . import refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from .ports import SimPort
    from .workbench import Bench

CLOSING_WAIT = 1.0
"""Seconds for which bytes leave after closing; a longer queue is thrown away. Systems let the closing program wait for
that, Linux up to 30 s; here it goes on at once, and the next must not find the wire taken."""
POLL = 0.0001
"""Seconds that asking for waiting bytes takes when there are none: a loop that only asks must not stop time."""


class Serial(SerialBase):
    """A port on a bench. Timeouts are seconds of the bench's clock."""

    def __init__(self, *args: Any, bench: Bench | None = None, **kwargs: Any) -> None:
        self._bench = bench
        self._end: SimPort | None = None
        self._plug = 0
        self._cancelled = self._write_cancelled = False
        self._low_since = math.inf  # when a BREAK began
        self.hang_up = True
        """Closing drops both lines, as HUPCL makes systems do."""
        super().__init__(*args, **kwargs)

    # ---------------------------------------------------------------- open and close

    def open(self) -> None:
        """Raises SerialException in pyserial's words when the bench's computer refuses."""
        if self.port is None:
            raise SerialException("Port must be configured before it can be used.")
        if self.is_open:
            raise SerialException("Port is already open.")
        bench = self._find()
        with bench.lock:
            bench.catch_up()
            end = bench.usb.port(_name_in(self.port, bench))
            refusal = bench.usb.refusal(end, bool(self.exclusive))
            if refusal is not None:
                raise _exception(*refusals.opening(refusal, self.port, bench.address.system))
            self._end, self._plug = end, end.plugged_in
            bench.usb.opened(end)
            end.locked = bool(self.exclusive)
            self.is_open = True
            self._raise_lines(bench)
            self._reconfigure_port()
            end.bridge.received.clear()

    def _raise_lines(self, bench: Bench) -> None:
        """Linux and macOS assert both lines on open, then pyserial sets each as wanted; Windows sets both at once."""
        if not bench.address.lines:
            return  # pyserial says nothing of that while it opens
        if bench.address.system != "windows":
            self.set_modem_lines(dtr=True, rts=True, remember=False)
            if not self.dsrdtr and not self._dtr_state:
                self._update_dtr_state(rts=True)
            if not self.rtscts and not self._rts_state:
                self._update_rts_state()
        else:
            self.set_modem_lines(dtr=self._dtr_state, rts=self._rts_state)

    def close(self) -> None:
        """Close the port; never raises."""
        bench, end = self._bench, self._end
        if self.is_open and bench is not None and end is not None:
            with bench.lock:
                self.is_open = False
                end.bridge.drop_queue(bench.catch_up(), CLOSING_WAIT)
                if self._plug == end.plugged_in:
                    end.handles -= 1
                    end.locked = False
                    if self.hang_up and end.handles <= 0 and bench.address.lines:
                        bench.move_lines(end, dtr=False, rts=False)
                bench.wake()
        self.is_open = False
        self._end = None

    def _find(self) -> Bench:
        if self._bench is None:
            from . import bench

            try:
                self._bench = bench(self.port or "")
            except ValueError as wrong:
                raise SerialException(str(wrong)) from None
        return self._bench

    # ---------------------------------------------------------------- bytes

    @property
    def in_waiting(self) -> int:
        """Bytes that can be read at once."""
        bench, end = self._alive()
        with bench.lock:
            bench.look()
            if not end.bridge.received:
                bench.spend(POLL)
            self._check(end)
            return len(end.bridge.received)

    def read(self, size: int = 1) -> bytes:
        """So many bytes, or what came until the timeout."""
        return self._read(size, size, self.timeout)

    def read_within(self, least: int, most: int, seconds: float) -> bytes:
        """At most so many bytes, as soon as the least is there; else what came until so many seconds have passed."""
        return self._read(least, most, max(seconds, POLL))

    def _read(self, least: int, most: int, seconds: float | None) -> bytes:
        bench, end = self._alive()
        with bench.lock:
            self._cancelled = False
            deadline = math.inf if seconds is None else bench.clock.now() + seconds
            while True:
                now = bench.look()
                self._check(end)
                if len(end.bridge.received) >= least or now >= deadline or self._cancelled:
                    break
                bench.pause(deadline, end.bridge.full_at(now, least))
                if not self.is_open:
                    raise PortNotOpenError
            taken = bytes(end.bridge.received[:most])
            del end.bridge.received[:most]
        return taken

    def write(self, data: Any) -> int:
        """Queue bytes; waits while more than a buffer's worth has not left. Raises SerialTimeoutException."""
        bench, end = self._alive()
        body = bytes(data)
        with bench.lock:
            bench.catch_up()
            self._check(end, refusals.writing(bench.address.system))
            bench.send(end, body)
            self._wait(end.bridge.room_at, self.write_timeout)
        return len(body)

    def flush(self) -> None:
        """Wait until everything has left."""
        bench, end = self._alive()
        with bench.lock:
            self._wait(lambda: end.bridge.sent_at, None)

    def reset_input_buffer(self) -> None:
        """Forget what came so far."""
        bench, end = self._alive()
        with bench.lock:
            bench.catch_up()
            self._check(end)
            end.bridge.received.clear()

    def reset_output_buffer(self) -> None:
        """Forget what has not left."""
        bench, end = self._alive()
        with bench.lock:
            end.bridge.drop_queue(bench.catch_up())

    def cancel_read(self) -> None:
        """Let a read in another thread return with what it has."""
        bench = self._bench
        if self.is_open and bench is not None:
            self._cancelled = True
            with bench.lock:
                bench.wake()

    def cancel_write(self) -> None:
        """Let a write in another thread return; what it queued goes on its way."""
        bench = self._bench
        if self.is_open and bench is not None:
            self._write_cancelled = True
            with bench.lock:
                bench.wake()

    # ---------------------------------------------------------------- lines and settings

    def set_modem_lines(self, *, dtr: bool, rts: bool, remember: bool = True) -> None:
        """Both lines at one moment, as one TIOCMSET does. True is asserted."""
        bench, end = self._alive()
        with bench.lock:
            bench.catch_up()
            self._check_lines(end)
            if remember:
                self._dtr_state, self._rts_state = dtr, rts
            bench.move_lines(end, dtr, rts)

    def _update_dtr_state(self, rts: bool | None = None) -> None:
        self.set_modem_lines(dtr=self._dtr_state, rts=self._rts_state if rts is None else rts, remember=False)

    def _update_rts_state(self) -> None:
        self.set_modem_lines(dtr=self._dtr_state, rts=self._rts_state, remember=False)

    def _update_break_state(self) -> None:
        bench, end = self._alive()
        with bench.lock:
            now = bench.catch_up()
            self._check_lines(end)
            since, self._low_since = self._low_since, now if self.break_condition else math.inf
            if not self.break_condition and now > since:
                end.bridge.hold_low(now, now - since)
                bench.wake()

    def _reconfigure_port(self) -> None:
        bench, end = self._alive()
        if not 0 < self.baudrate < 2**32:
            raise ValueError(f"invalid baudrate: {self.baudrate!r}")
        with bench.lock:
            end.bridge.tune(bench.catch_up(), self.baudrate)

    @property
    def cts(self) -> bool:
        """Not wired on these boards."""
        return self._unwired()

    @property
    def dsr(self) -> bool:
        """Not wired on these boards."""
        return self._unwired()

    @property
    def ri(self) -> bool:
        """Not wired on these boards."""
        return self._unwired()

    @property
    def cd(self) -> bool:
        """Not wired on these boards."""
        return self._unwired()

    def _unwired(self) -> bool:
        self._alive()
        return False

    # ---------------------------------------------------------------- inside

    def _alive(self) -> tuple[Bench, SimPort]:
        if not self.is_open or self._bench is None or self._end is None:
            raise PortNotOpenError
        return self._bench, self._end

    def _check(self, end: SimPort, words: str = "") -> None:
        """Raise what pyserial raises when the device has gone."""
        if self._plug != end.plugged_in:
            assert self._bench is not None
            raise SerialException(words or refusals.reading(self._bench.address.system))

    def _check_lines(self, end: SimPort) -> None:
        if self._plug != end.plugged_in:
            raise OSError(errno.EIO, "Input/output error")
        assert self._bench is not None
        if not self._bench.address.lines:
            raise OSError(errno.ENOTTY, "Inappropriate ioctl for device")

    def _wait(self, moment: Callable[[], float], timeout: float | None) -> None:
        bench, end = self._alive()
        deadline = math.inf if timeout is None else bench.clock.now() + timeout
        while (now := bench.catch_up()) < moment() and not self._write_cancelled:
            self._check(end, refusals.writing(bench.address.system))
            if now >= deadline:
                raise SerialTimeoutException("Write timeout")
            bench.pause(min(moment(), deadline))
        self._write_cancelled = False


def _name_in(url: str, bench: Bench) -> str:
    """The port that the URL names; the one that the bench's user typed means the chosen port."""
    from .address import parse

    return "" if url == bench.url else parse(url).port


def _exception(number: int | None, words: str) -> SerialException:
    return SerialException(words) if number is None else SerialException(number, words)
