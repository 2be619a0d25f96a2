"""The bench behind a pseudo-terminal: the system's own port layer sees it, but it has no DTR and RTS.

Its speed is whatever the program on the other side has set (POSIX only).
"""

from __future__ import annotations

import os
import select
import termios
import threading
import tty
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .workbench import Bench

LOOK_EVERY = 0.02
BITE = 4096
_OUT_SPEED = 5
"""Index in what `tcgetattr` gives."""

SPEEDS: Mapping[int, int] = {
    value: int(name[1:]) for name, value in vars(termios).items() if name[0] == "B" and name[1:].isdigit()
}
"""The system's constants to baud."""


class PtyServer:
    """A terminal whose other end is the bench's port. Raises SerialException when the bench refuses to open it."""

    def __init__(self, bench: Bench) -> None:
        self._port = bench.serial(timeout=LOOK_EVERY)
        self._port.open()
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.path = os.ttyname(self._theirs)
        self._over = False

    def serve(self) -> None:
        """Carry bytes both ways until `stop`."""
        reader = threading.Thread(target=self._listen, daemon=True)
        reader.start()
        try:
            while not self._over:
                data = self._port.read(1)
                if data:
                    self._give(data + self._port.read(self._port.in_waiting))
        finally:
            self._over = True
            reader.join()
            self._port.close()
            os.close(self._ours)
            os.close(self._theirs)

    def stop(self) -> None:
        """Let `serve` end soon."""
        self._over = True

    def _listen(self) -> None:
        while not self._over:
            ready, _, _ = select.select([self._ours], [], [], LOOK_EVERY)
            if ready:
                self._follow_speed()
                self._port.write(os.read(self._ours, BITE))

    def _give(self, data: bytes) -> None:
        """A terminal that nobody reads fills up: what does not fit is lost, as on a wire."""
        self._follow_speed()
        _, ready, _ = select.select([], [self._ours], [], 0)
        if ready:
            os.write(self._ours, data)

    def _follow_speed(self) -> None:
        settings: list[Any] = termios.tcgetattr(self._ours)
        baud = SPEEDS.get(settings[_OUT_SPEED], 0)
        if baud and baud != self._port.baudrate:
            self._port.baudrate = baud
