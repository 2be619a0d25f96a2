"""The supply: what it can give, and when the chip asks for more. Currents in mA."""

from __future__ import annotations

from dataclasses import dataclass

STRONG = 450.0
"""What every load of the chip stays below: a supply that gives this never sags."""
THROUGH_RX = 95.0
"""What comes through the protection of the RX pin: enough to listen and to answer, not for radio or flash."""
SLICE = 0.001
"""Seconds between two looks at a weak supply."""


@dataclass(slots=True)
class Supply:
    """Notices each overload once: the current must fall below the limit before it counts again."""

    limit: float
    sagged: bool = False
    _over: bool = False

    def feed(self, _now: float, load: float) -> None:
        """The chip draws that much from now on."""
        over = load > self.limit
        self.sagged |= over and not self._over
        self._over = over

    def take(self) -> bool:
        """Whether it sagged since the last look."""
        was, self.sagged = self.sagged, False
        return was

    @property
    def weak(self) -> bool:
        """Whether it is worth looking often."""
        return self.limit < STRONG
