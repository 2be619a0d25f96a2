"""Somebody else who talks on a serial line: a GPS receiver, a sensor on the board's pins."""

from __future__ import annotations

from dataclasses import dataclass, field

from .uart import Frames, Mouth


@dataclass(slots=True)
class Talker:
    """Says the same line over and over. Times in seconds, rate in baud."""

    text: bytes
    period: float
    baud: float = 9600.0
    next_at: float = 0.05
    _mouth: Mouth = field(default_factory=Mouth)

    def take(self, until: float) -> list[Frames]:
        """What it has said by then."""
        while self.next_at <= until:
            self._mouth.say(self.next_at, self.text, self.baud)
            self.next_at += self.period
        return self._mouth.take(until)

    def skip(self, until: float) -> None:
        """Nobody listened until then: what was said is gone."""
        if self.next_at < until - self.period:
            self.next_at = until


def gps() -> Talker:
    """A receiver that has no fix yet (NMEA 0183 sentences)."""
    return Talker(b"$GPRMC,,V,,,,,,,,,,N*53\r\n$GPGGA,,,,,,0,00,99.99,,,,,,*48\r\n", 1.0)


def sensor() -> Talker:
    """A thermometer that was joined to the serial pins because they were free."""
    return Talker(b"T=21.4 RH=48\r\n", 0.12)
