"""Listen to a port without saying a word, at a speed that is found by itself: what a serial monitor should do.

The ROM speaks at 74880, programs mostly at 115200 or 9600; which one it is shows by what comes: text, or bytes that
are no text. So the speed is changed when enough came that nobody can read, and kept when it can be read.
"""

from __future__ import annotations

from .link import Doors, Port
from .stop import Stop
from .wire import noise
from .wire.banner import COLD_BAUD, WARM_BAUD

SPEEDS = (COLD_BAUD, WARM_BAUD, 9600, 57600, 38400, 19200, 230400, 460800, 921600, 4800, 2400, 1200, 250000)
"""In the order of trying: the ROM's, then what sketches set most (esp8266/Arduino doc/boards, examples)."""

ENOUGH = 48
"""Bytes by which a speed is judged: less can be the end of a boot text at another speed."""

SLICE = 0.1
"""Seconds (of the doors' clock) that one look lasts."""

PULSE = 0.1
"""Seconds that the reset line is held."""


class Ear:
    """An open port that only listens. One thread calls `listen`; `wish` and `restart` come from others."""

    def __init__(self, doors: Doors, url: str, stop: Stop) -> None:
        """Opens the port, which can restart the board. Raises LinkError, Cancelled."""
        self.port: Port = doors.open(url, stop)
        self._clock = doors.clock
        self._heard = bytearray()
        self._fixed = False
        self._wishes: list[int] = []
        self._restart = False

    @property
    def baud(self) -> int:
        """Bits per second, now."""
        return self.port.baud

    def listen(self) -> bytes:
        """What came within a slice; the speed may be another one afterwards. Raises LinkError, Cancelled."""
        self._grant_wishes()
        data = self.port.read_some(SLICE)
        self._heard += data
        if len(self._heard) >= ENOUGH:
            self._judge()
        return data

    def wish(self, baud: int) -> None:
        """Listen at this speed from now on; 0 searches again."""
        self._wishes.append(baud)

    def restart(self) -> None:
        """Press the board's reset by the line that most boards have for it."""
        self._restart = True

    def close(self) -> None:
        """Let the board go. Never raises."""
        self.port.close()

    # ---------------------------------------------------------------- inside

    def _judge(self) -> None:
        readable = noise.readable(bytes(self._heard))
        self._heard.clear()
        if not readable and not self._fixed:
            self.port.baud = after(self.port.baud)

    def _grant_wishes(self) -> None:
        while self._wishes:
            baud = self._wishes.pop(0)
            self._fixed = baud != 0
            self._heard.clear()
            self.port.baud = baud or SPEEDS[0]
        if self._restart:
            self._restart = False
            self.port.set_lines(dtr=False, rts=True)
            self._clock.sleep(PULSE)
            self.port.set_lines(dtr=False, rts=False)


def after(baud: int) -> int:
    """The speed that is tried next."""
    return SPEEDS[(SPEEDS.index(baud) + 1) % len(SPEEDS)] if baud in SPEEDS else SPEEDS[0]
