"""Reset the chip by the lines and listen: at the banner's speeds, then at those that firmware likes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import lines
from .heard import Heard, listen
from .probe import World
from .wire import banner
from .wire.banner import Start

ROM_SECONDS = 0.45
"""From letting RST go to the ROM's last word, a slow supply and a slow network included."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came after one reset, at one speed."""

    heard: Heard
    starts: tuple[Start, ...]
    reset: lines.Sequence | None
    """How it was reset; None: it was only listened to."""

    @property
    def first(self) -> Start | None:
        """The start that the reset made."""
        return self.starts[0] if self.starts else None

    def place(self, start: Start, span: tuple[int, int]) -> tuple[int, int]:
        """Where a span of `start.rest` lies in the bytes."""
        return start.span[1] + span[0], start.span[1] + span[1]


def after_reset(
    world: World,
    sequence: lines.Sequence,
    baud: int,
    seconds: float = ROM_SECONDS,
    enough: Callable[[bytes], bool] | None = None,
) -> Seen:
    """Reset and listen. Raises LinkError, Cancelled."""
    port = world.port()
    port.baud = baud
    lines.play(port, world.clock, sequence)
    heard = listen(port, world.clock, seconds, enough)
    return Seen(heard, banner.read(heard.data), sequence)


def going_on(world: World, before: Seen, seconds: float, enough: Callable[[bytes], bool] | None = None) -> Seen:
    """The same bytes, and what comes within more time."""
    heard = before.heard + listen(world.port(), world.clock, seconds, enough)
    return Seen(heard, banner.read(heard.data), before.reset)


def only_listening(world: World, baud: int, seconds: float) -> Seen:
    """No reset: what it says by itself at that speed."""
    port = world.port()
    port.baud = baud
    heard = listen(port, world.clock, seconds)
    return Seen(heard, banner.read(heard.data), None)


def has_banner(data: bytes) -> bool:
    """Whether a whole, clean banner is there."""
    starts = banner.read(data)
    return bool(starts) and starts[0].exact


def by_vote(modes: list[int]) -> tuple[int, bool]:
    """The mode that came most often, and whether another came more than once: a pin that floats.

    A mode that came once may be a disturbed digit.
    """
    counts = sorted(((modes.count(mode), mode) for mode in set(modes)), reverse=True)
    return counts[0][1], len(counts) > 1 and counts[1][0] > 1
