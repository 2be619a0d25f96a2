"""The ways to hold a chip, fastest first, and which of them are tried for this board. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...engine.facts import Value
from ..grips import LOADER_BAUD, Grip

LADDER = (
    # fails on some bridges (esp8266/Arduino tools/upload.py takes 460800 in its place); that costs a second, once
    Grip(921600),
    Grip(460800),
    Grip(230400),
    Grip(LOADER_BAUD),
    Grip(LOADER_BAUD, patient=True),
    Grip(57600, patient=True),
    Grip(38400, patient=True),
)
_CALM = Grip(LOADER_BAUD)
"""Where a line that is known to be noisy is begun with."""

BARE = Grip(LOADER_BAUD, helper=False)
"""The last: slow, and nothing can be saved or wholly proven."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How the chip is to be reached."""

    baud: int | None = None
    """Bits per second; None: the best that is known or found."""
    manual: bool = False
    """The person has put it into the loader: do not move the lines."""
    below: Grip | None = None
    """This one broke: only slower ways are left."""
    bare: bool = False
    """Without esptool's helper program, as the person wishes."""
    may_be_bare: bool = False
    """Without it when nothing else is left: nobody wants a backup."""

    def slower(self, than: Grip) -> Entry | None:
        """The next try after the line broke that way; None when there is none. What was begun with the helper program
        is not ended without it."""
        after = replace(self, baud=None, below=than, may_be_bare=False)
        return None if self.manual or not rungs(after, {}, None) else after


def rungs(entry: Entry, known: Mapping[str, Value], remembered: Grip | None) -> tuple[Grip, ...]:
    """What to try in turn. What was measured a moment ago counts more than what is remembered, that more than hope."""
    if entry.bare:
        return (replace(BARE, rate=entry.baud or LOADER_BAUD),) if entry.below is None else ()
    chosen = _chosen(entry, known, remembered)
    if _spoils(known):
        chosen = tuple(replace(one, wary=True) for one in chosen)
    bare = (BARE,) if entry.may_be_bare else ()
    return tuple(one.knowing(known) for one in (*chosen, *bare) if entry.below is None or one.rank < entry.below.rank)


def _chosen(entry: Entry, known: Mapping[str, Value], remembered: Grip | None) -> tuple[Grip, ...]:
    if entry.baud is not None:
        return (Grip(entry.baud),)
    best = known.get("baud.best")
    first = Grip(best) if isinstance(best, int) else remembered
    if entry.manual:
        # a rate that does not hold would cost the person another round of buttons
        return (replace(first or Grip(LOADER_BAUD), helper=True),)
    noisy = not isinstance(best, int) and _spoils(known)
    if noisy and (first is None or first.rank > _CALM.rank):
        first = replace(_CALM, sequence=first.sequence if first else "")
    if first is None:
        return LADDER
    return (first, *(replace(one, sequence=first.sequence) for one in LADDER if one.rank < first.rank))


def _spoils(known: Mapping[str, Value]) -> bool:
    """The line was seen to change what is sent."""
    return known.get("link.errors") in ("some", "many")
