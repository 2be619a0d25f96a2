"""The probe `baud`: at which speeds chip and bridge understand each other.

Both divide a clock of their own, so the errors add up, and a speed can fail although a faster one holds (esptool#435):
every speed of the list is tried for itself. The ROM cannot change its speed; it measures ours after each reset.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import lines, loader
from .link_errors import BaudRefused
from .loader import Loader
from .needs import NEEDS_LOADER
from .probe import Observation, World, fact
from .wire import rom

USUAL = (115200, 230400, 460800, 921600, 1000000, 1500000, 2000000, 57600)
"""Baud; 115200 first, as what the others are measured by."""
_READS = 12
"""Words that are asked for at each speed, at most."""
_HOLDS, _FAILS = 0.75, 0.25
"""Shares of right answers, of those at 115200, from which a speed holds and up to which it does not: a noisy line must
not look like a wrong speed, and a wrong speed gives next to none."""
_TOO_FEW = _READS // 2
"""Right answers at 115200, where a loader was greeted, below which the line is too disturbed to tell speeds apart."""
_GREETINGS = (0.1,) * 3
_HASTE = 0.12
"""Seconds to wait for an answer, beside what the way to the chip is known to take: a speed that fails fails often."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One speed and how it went."""

    baud: int
    right: int
    """Answers."""
    words: str
    answered: bool = False
    """Whether a greeting was answered."""


class Baud:
    """Resets the chip into its loader at each speed, and reads a known word many times."""

    info = ProbeInfo(
        name="baud",
        title="Trying the usual upload speeds",
        settles=("baud.wanted_holds", "baud.holds", "baud.fails", "baud.best", "baud.works_at_115200"),
        needs=(*NEEDS_LOADER, ("lines.reaches_loader", tuple(lines.SEQUENCES))),
        hazard=Hazard.RESET,
        seconds=4.0,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        asked = world.known.get("baud.wanted")
        wanted = asked if isinstance(asked, int) else None
        rates: dict[int, None] = dict.fromkeys((USUAL[0], *([] if wanted is None else [wanted]), *USUAL))
        seen: list[Rate] = []
        for number, baud in enumerate(rates, 1):
            seen.append(_try(world, baud, _enough(seen)))
            yield Observation(note=f"{baud} baud: {seen[-1].words}", done=number, total=len(rates))
            if seen[0].answered and seen[0].right < _TOO_FEW:
                break
        else:
            yield Observation(_facts(seen, wanted))
        loader.enter(loader.at(world), _sequence(world), 1)
        loader.rest(world)


def _enough(seen: list[Rate]) -> int:
    """Right answers from which a speed holds, whatever the others would be; of the first all are counted."""
    return math.ceil(_HOLDS * _level(seen)) if seen else _READS


def _level(seen: list[Rate]) -> int:
    """Right answers at 115200, by which the others are measured."""
    return seen[0].right or _READS


def _try(world: World, baud: int, enough: int) -> Rate:
    """A second entry where the first gave too little: the ROM measures our speed by the first bytes, once."""
    best = Rate(baud, 0, "no answer")
    for _ in range(2):
        try:
            talk = loader.at(world, baud)
        except BaudRefused:
            return Rate(baud, 0, "refused by the driver")
        lines.play(talk.port, world.clock, _sequence(world))
        if not talk.greet(_GREETINGS).answered:
            continue
        right, asked = _count(talk, enough)
        found = Rate(baud, right, f"{right} of {asked} answers right", answered=True)
        best = max(found, best, key=lambda rate: rate.right)
        if best.right >= enough:
            break
    return best


def _count(talk: Loader, enough: int) -> tuple[int, int]:
    """How many answers were right, and how many were asked for, until that decides."""
    right = asked = 0
    talk.patience = _HASTE + 2 * talk.delay
    while asked < _READS and right < enough:
        word = talk.read(rom.CHIP_MAGIC)
        right += word is not None and word.value == rom.MAGIC_ESP8266
        asked += 1
        if asked == _READS // 2 and not right:
            break  # it will not get better, and each silence costs its patience
    return right, asked


def _sequence(world: World) -> lines.Sequence:
    return lines.to_loader(world.known) or lines.NODEMCU


def _facts(seen: list[Rate], wanted: int | None) -> tuple[Fact, ...]:
    shown = "; ".join(f"{rate.baud}: {rate.words}" for rate in seen)
    verdicts = {rate: _holds(rate, _level(seen)) for rate in seen}
    holding = [rate.baud for rate, holds in verdicts.items() if holds]
    facts = [
        fact("baud.holds" if holds else "baud.fails", rate.baud, _SOURCE, f"{rate.baud} baud: {rate.words}")
        for rate, holds in verdicts.items()
        if holds is not None
    ]
    facts.append(fact("baud.works_at_115200", USUAL[0] in holding, _SOURCE, shown))
    if holding:
        facts.append(fact("baud.best", max(holding), _SOURCE, shown))
    facts += [
        fact("baud.wanted_holds", holds, _SOURCE, shown)
        for rate, holds in verdicts.items()
        if rate.baud == wanted and holds is not None
    ]
    return tuple(facts)


def _holds(rate: Rate, level: int) -> bool | None:
    """Measured by 115200, where `level` answers were right; None where that does not decide."""
    if rate.right >= _HOLDS * level:
        return True
    return False if rate.right <= _FAILS * level else None


_SOURCE = "greeting and reading at each speed"


probe = Baud()
