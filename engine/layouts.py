"""How a core lays out the flash: the entries of its menu, and which of them fits what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Before:
    """What an entry was before core 2.6."""

    menu: str
    since: str
    """The first core that had it."""
    fs_end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """One entry of the menu. Addresses count from the start of the flash; sizes are bytes."""

    id: str
    menu: str
    flash: int
    option: int
    """What the menu says of the file system's size."""
    sketch: int
    """What one program may have."""
    fs_start: int
    fs_end: int
    block: int
    """What the file system erases at once; 0 where there is none."""
    eeprom: int
    rfcal: int
    wifi: int
    before: Before | None = None
    """None for an entry that older cores did not have."""

    @property
    def fs_size(self) -> int:
        """What the file system really has."""
        return self.fs_end - self.fs_start

    @property
    def fs_sizes(self) -> tuple[int, ...]:
        """What it has, and what it had."""
        return (self.fs_size, self.before.fs_end - self.fs_start) if self.before else (self.fs_size,)

    def over_the_air(self, sketch: int) -> int:
        """How large the next program may be, to come over the air beside one of that size."""
        return max(0, min(self.sketch, self.fs_start - -(-sketch // SECTOR) * SECTOR))


SECTOR = 0x1000


def fitting(layouts: Iterable[Layout], flash: int) -> tuple[Layout, ...]:
    """Those for a chip of that size, the smallest file system first."""
    return tuple(sorted((one for one in layouts if one.flash == flash), key=lambda one: one.option))


def seen(layouts: Iterable[Layout], flash: int, fs_start: int, fs_size: int | None = None) -> Layout | None:
    """The one whose file system begins there (and, where it is known, has that size)."""
    for one in fitting(layouts, flash):
        if one.fs_size and one.fs_start == fs_start and fs_size in (None, *one.fs_sizes):
            return one
    return None


def chosen(layouts: Iterable[Layout], flash: int, option: int) -> Layout | None:
    """The one that the menu's words name."""
    return next((one for one in layouts if (one.flash, one.option) == (flash, option)), None)
