"""Reset the chip by the lines and listen: at the banner's speeds, then at those that firmware likes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..engine.facts import Fact
from . import lines
from .heard import Heard, known_delay, listen
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
    heard = listen(port, world.clock, seconds + known_delay(world), enough)
    return Seen(heard, banner.read(heard.data), sequence)


def going_on(world: World, before: Seen, seconds: float, enough: Callable[[bytes], bool] | None = None) -> Seen:
    """The same bytes, and what comes within more time."""
    heard = before.heard + listen(world.port(), world.clock, seconds, enough)
    return Seen(heard, banner.read(heard.data), before.reset)


def only_listening(world: World, baud: int, seconds: float, enough: Callable[[bytes], bool] | None = None) -> Seen:
    """No reset: what it says by itself at that speed."""
    port = world.port()
    port.baud = baud
    heard = listen(port, world.clock, seconds, enough)
    return Seen(heard, banner.read(heard.data), None)


def rom_baud(world: World) -> int:
    """The speed of the boot text after a reset by pin or power, as it was seen on this board, else the usual one."""
    speed = world.known.get("boot.speed")
    return speed if isinstance(speed, int) else banner.COLD_BAUD


def has_banner(data: bytes) -> bool:
    """Whether a whole, clean banner is there."""
    starts = banner.read(data)
    return bool(starts) and starts[0].exact


def agreed(starts: Sequence[Start]) -> int | None:
    """The mode that came most often; None where no digit was readable."""
    modes = [start.mode for start in starts if start.mode is not None]
    return max(modes, key=lambda mode: (modes.count(mode), mode), default=None)


def settled(starts: Sequence[Start]) -> bool:
    """Whether two resets showed one mode, and none another: one digit alone may be a disturbed one."""
    modes = [start.mode for start in starts if start.mode is not None]
    return len(modes) >= _ENOUGH and len(set(modes)) == 1


def floats(starts: Sequence[Start]) -> bool:
    """Whether clean banners showed two modes, each more than once: a boot pin that nothing holds."""
    modes = [start.mode for start in starts if start.exact]
    return sum(modes.count(mode) >= _ENOUGH for mode in set(modes)) > 1


def told_by(starts: Sequence[Start], told: Fact) -> Fact:
    """What was read from these banners; with doubt where each of them was badly spoilt, however often they agree."""
    return told if any(start.errors <= _READABLE for start in starts) else told.doubted()


_ENOUGH = 2
_READABLE = len(banner.TEMPLATE) // 8
"""Edits."""
