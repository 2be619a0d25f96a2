"""A port behind RFC 2217: pyserial's, but lines move together, and nobody naps until they have moved.

pyserial sends one line, looks for the answer every 50 ms and then sends the other. Meanwhile the reset circuit stands
in a state that nobody meant, for far longer than a capacitor at RST bridges (esptool#383).
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from socket import socket
from threading import Thread

from serial import SerialException, rfc2217

from .modem_lines import one_by_one

LOOK = 0.001
"""Seconds between looks for the far end's answer."""

_REQUESTS: dict[tuple[str, bool], bytes] = {
    ("dtr", True): rfc2217.SET_CONTROL_DTR_ON,
    ("dtr", False): rfc2217.SET_CONTROL_DTR_OFF,
    ("rts", True): rfc2217.SET_CONTROL_RTS_ON,
    ("rts", False): rfc2217.SET_CONTROL_RTS_OFF,
}


_NOT_AGREED = "Remote does not"
"""How pyserial begins when the far end has not answered its greeting within 3 s."""


class FarSerial(rfc2217.Serial):
    """pyserial's port with the two methods that `modem_lines.move` takes where they are, and some more patience."""

    # pyserial's own, which its stubs leave out
    _rfc2217_options: dict[str, rfc2217.TelnetSubnegotiation]
    _ignore_set_control_answer: bool
    _network_timeout: float
    _thread: Thread
    _socket: socket | None
    _write_lock: AbstractContextManager[object]
    _dtr_state: bool
    _rts_state: bool

    def open(self) -> None:
        """Tried twice: busy computers and slow networks take longer for the greeting than pyserial waits. Raises
        SerialException."""
        try:
            super().open()
        except SerialException as error:
            if not str(error).startswith(_NOT_AGREED):
                raise
            super().open()

    def _internal_raw_write(self, data: bytes) -> None:
        """What pyserial's reading thread answers after the port was closed has nowhere to go."""
        with self._write_lock:
            if self._socket is not None:
                self._socket.sendall(data)

    def request_modem_lines(self, *, dtr: bool, rts: bool) -> None:
        """Ask for these levels, True = asserted, and do not wait. Raises SerialException."""
        before = {"dtr": self._dtr_state, "rts": self._rts_state}
        self._dtr_state, self._rts_state = dtr, rts
        for line, level in one_by_one(dtr, rts):
            if level != before[line]:
                self._rfc2217_options["control"].set(_REQUESTS[line, level])

    def await_modem_lines(self) -> None:
        """Until the far end says that the lines have moved; not at all where the URL says that it never does
        (`ign_set_control`). Raises SerialException."""
        if self._ignore_set_control_answer:
            return
        control = self._rfc2217_options["control"]
        until = time.monotonic() + self._network_timeout
        while control.state != rfc2217.ACTIVE:  # answers come in the order of the requests
            if time.monotonic() > until or not self._thread.is_alive():
                raise SerialException("the computer at the other end does not confirm that DTR and RTS have moved")
            time.sleep(LOOK)
