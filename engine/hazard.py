"""What a step can do to the board: a ladder, each level includes those below."""

from __future__ import annotations

from enum import IntEnum


class Hazard(IntEnum):
    """Consent is asked once a level; `--allow LEVEL` grants it and those below."""

    LISTEN = 0
    RESET = 1
    WRITE = 2
    ERASE = 3

    @classmethod
    def of(cls, name: str) -> Hazard:
        """The level of that name, in any case. Raises KeyError."""
        return cls[name.upper()]

    def __str__(self) -> str:
        return self.name.lower()
