"""How each board was last held: rate, helper program or not, reset sequence; remembered by the chip's MAC.

What is remembered is a first try and never a promise: it is dropped for whatever works next, and fades after a week,
because cables and supplies change. A way that was taken in need, in small blocks or without the helper, is not kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ..engine.facts import Value
from .board_files import MALFORMED, BoardFiles, Note
from .home import home

LOADER_BAUD = 115200
"""Bits per second, also where the ROM was never asked before: it holds on every bridge."""
SLOWEST, FASTEST = 300, 4_000_000
FADES = 7 * 24 * 3600.0
"""Seconds after which the ladder is tried from the top again."""


@dataclass(frozen=True, slots=True)
class Grip:
    """One way to hold a chip for flash work."""

    rate: int
    """Bits per second."""
    helper: bool = True
    """With esptool's helper program in its RAM; else by its ROM alone."""
    patient: bool = False
    """In small blocks, each repeated until it has arrived."""
    sequence: str = ""
    """The reset that reached the loader, a name of `lines.SEQUENCES`; "" where none is known."""
    wary: bool = False
    """The line is known to spoil what is sent."""
    flash_id: int = 0
    """What the flash chip answered: heard again, it is believed at once. 0 where nothing is known."""

    def knowing(self, known: Mapping[str, Value]) -> Grip:
        """The same on this board, whose flash chip a probe may have asked already."""
        read = known.get("flash.jedec_id")
        return replace(self, flash_id=read) if isinstance(read, int) else self

    @property
    def guarded(self) -> bool:
        """All of the flash is saved, and compared afterwards: a request to erase has no checksum, and may go astray."""
        return self.patient or self.wary

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """The higher, the faster the work is done."""
        return self.helper, not self.patient, self.rate


class Grips:
    """What is remembered of all boards. `now` is the time of day, in seconds since 1970."""

    def __init__(self, folder: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self._files = BoardFiles(".grip", folder or home() / "boards", lasting=False)
        self._now = now

    def at(self, port: str) -> Grip | None:
        """How the board that was last on this port was held."""
        return self._last(lambda note: note.get("port") == port)

    def of(self, mac: str, port: str) -> Grip | None:
        """How this chip was held, on whichever port it was."""
        own = self._files.read(mac, port)
        return self._last(lambda note: note == own)

    def _last(self, meant: Callable[[Note], bool]) -> Grip | None:
        found = [(when, note) for when, note in self._files.all() if meant(note) and self._now() - when < FADES]
        return _grip(max(found, key=lambda pair: pair[0])[1]) if found else None

    def keep(self, mac: str, port: str, grip: Grip) -> None:
        """Remember it. A disk that does not take it is no reason to fail: the work itself is done."""
        if grip.patient or not grip.helper:
            return
        with suppress(OSError):
            self._files.write(mac, port, grip=asdict(grip))


def _grip(note: Note) -> Grip | None:
    with suppress(*MALFORMED):
        told = note["grip"]
        rate, helper, patient = int(told["rate"]), bool(told["helper"]), bool(told["patient"])
        grip = Grip(rate, helper, patient, str(told["sequence"]), flash_id=int(told["flash_id"]))
        return grip if SLOWEST <= grip.rate <= FASTEST else None
    return None
