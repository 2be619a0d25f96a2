"""The bench behind a socket, as RFC 2217 asks: one client at a time, and none can make it fall or grow.

pyserial's `rfc2217.PortManager` speaks the protocol; this gives it a connection and limits.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from serial import rfc2217
from serial.serialutil import SerialException

if TYPE_CHECKING:
    from .workbench import Bench

LONGEST_OPTION = 256
"""Bytes of one telnet option: no command of RFC 2217 has more than a handful."""
BITE = 4096
PAUSE = 0.05
"""Seconds of the bench after which the sending side looks whether the client is still there."""
GRACE = 2.5
"""Seconds of the computer within which a client's leaving is noticed and carried out, also on a loaded one. The next
meanwhile waits to be greeted, as pyserial does for three."""
LOOK_UP = 0.5
"""Seconds after which waiting for a client looks up. A Ctrl-C that came right before the wait, or at any time on
Windows, does not end the wait itself. And the board is kept up with: ten minutes of a program that falls over and over
take seconds of work, and a client that waits for its greeting gives up after three."""
SEND_PATIENCE = 30.0
"""Seconds until a client that takes no bytes is dropped."""


class Server:
    """Listens as soon as it is made. `serve` returns when `stop` was called."""

    def __init__(self, bench: Bench, host: str, port: int, note: Callable[[str], None]) -> None:
        self._bench = bench
        self._note = note
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family)
        self._listener.settimeout(LOOK_UP)
        self._current: threading.Thread | None = None
        self._stopped = False

    @property
    def url(self) -> str:
        """What clients open."""
        host, port = self._listener.getsockname()[:2]
        return f"rfc2217://[{host}]:{port}" if ":" in host else f"rfc2217://{host}:{port}"

    def serve(self) -> None:
        """Take one client after the other; who comes in between is turned away."""
        while not self._stopped:
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                with self._bench.lock:
                    self._bench.catch_up()
                continue
            except OSError:
                return
            if self._occupied():
                connection.close()
                continue
            self._current = threading.Thread(target=self._attend, args=(connection,), daemon=True)
            self._current.start()

    def _occupied(self) -> bool:
        """Whether a client is there. One that has hung up is let go first: programs come back at once."""
        if self._current is not None:
            self._current.join(GRACE)
        return self._current is not None and self._current.is_alive()

    def wait_until_free(self) -> None:
        """Until the client that is there has been let go."""
        if self._current is not None:
            self._current.join()

    def stop(self) -> None:
        """Take no more clients; the one that is there is dropped with the process."""
        self._stopped = True
        # an accept in another thread wakes up only when somebody comes
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _attend(self, connection: socket.socket) -> None:
        with connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(SEND_PATIENCE)
            port = self._bench.serial(timeout=PAUSE)
            try:
                port.open()
            except SerialException as refused:
                self._note(f"The bench's port does not open: {refused}")
                return
            try:
                with suppress(OSError):  # gone before it was greeted
                    Conversation(connection, port).run()
            finally:
                port.close()


class Conversation:
    """One client: a thread for what it sends, this one for what it gets."""

    def __init__(self, connection: socket.socket, port: Any) -> None:
        self._connection = connection
        self._port = port
        self._gate = threading.Lock()
        self._manager = rfc2217.PortManager(port, cast(Any, self))
        self._over = False

    def write(self, data: bytes) -> None:
        """Send bytes that are escaped already; `PortManager` calls this too."""
        with self._gate:
            self._connection.sendall(data)

    def run(self) -> None:
        """Until one side is gone."""
        reader = threading.Thread(target=self._listen, daemon=True)
        reader.start()
        try:
            self._talk()
        except (OSError, SerialException):
            pass  # gone in the middle of a byte: that is how clients leave
        finally:
            self._end()
            reader.join()

    def _talk(self) -> None:
        while not self._over:
            data = self._port.read(1)
            if data:
                data += self._port.read(self._port.in_waiting)
                self.write(data.replace(rfc2217.IAC, rfc2217.IAC_DOUBLED))

    def _listen(self) -> None:
        """Whatever a client sends can only end its own connection."""
        try:
            while not self._over:
                chunk = self._receive()
                if not chunk:
                    break
                data = b"".join(self.filtered(chunk))
                if len(self._manager.suboption or b"") > LONGEST_OPTION:
                    break
                if data:
                    self._port.write(data)
        except (OSError, SerialException, ValueError, ArithmeticError, LookupError, TypeError, struct.error):
            pass
        finally:
            self._end()

    def filtered(self, chunk: bytes) -> Iterator[bytes]:
        """What is for the board. `PortManager` looks at each byte by itself, so it is asked only where one can mean
        something to it: from an IAC on, until it is at rest again."""
        manager, at = self._manager, 0
        while at < len(chunk):
            end = at + 1
            if manager.mode == rfc2217.M_NORMAL and manager.suboption is None:
                found = chunk.find(rfc2217.IAC, at)
                end = len(chunk) if found < 0 else found
                yield chunk[at:end]
                at, end = end, end + 1
            yield from manager.filter(chunk[at:end])
            at = end

    def _receive(self) -> bytes:
        """What the client sends next; b"" when it is gone. A client that only listens may be silent for ever."""
        while not self._over:
            with suppress(TimeoutError):
                return self._connection.recv(BITE)
        return b""

    def _end(self) -> None:
        self._over = True
        self._port.cancel_read()
        self._port.cancel_write()
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
