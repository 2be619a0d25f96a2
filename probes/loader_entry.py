"""The probe `lines`: which DTR/RTS sequence reaches the loader, whether the lines reset the chip at all, and whether
holding them silences it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import lines, loader
from .boot_watch import Seen, agreed, settled, told_by
from .heard import known_delay, listen
from .needs import NEEDS_PORT
from .probe import Observation, World, fact
from .replies import Greeting
from .sync import facts_of
from .wire import banner
from .wire.banner import Start

_BANNER_SECONDS = 0.25
"""For the banner to begin; it is over 10 ms later."""
_AFTER_BANNER = 0.01
"""From the banner to a loader that listens."""
_SETTLE = 0.15
"""Seconds for a chip that was held to start, or to stop."""
_IN_TIME = 4
"""Times that a sequence is played at most until the lines moved when they were meant to."""


@dataclass(frozen=True, slots=True)
class Try:
    """One sequence and what came of it."""

    sequence: lines.Sequence
    seen: Seen
    greeting: Greeting | None
    """None: the banner said plainly that it is not in the loader."""
    in_time: bool
    """Whether the lines moved when they were meant to."""
    delay: float
    """Seconds that what was heard seems to have been under way."""

    @property
    def mode(self) -> int | None:
        """The boot mode that the banner showed."""
        return self.seen.first.mode if self.seen.first else None

    @property
    def reached(self) -> bool:
        """Whether the chip went into its loader: it answers, or its banner says so (then it may not hear us). One that
        answers and did not start anew was there before, put there by hand."""
        answers = self.greeting is not None and self.greeting.final and not self.silent
        return self.mode == banner.LOADER_MODE or answers

    @property
    def silent(self) -> bool:
        """Whether nothing was heard while the boot text should have come."""
        return not self.seen.heard.data


class Lines:
    """Plays the usual sequences in turn until one reaches the loader."""

    info = ProbeInfo(
        name="lines",
        title="Trying which kind of restart readies the board for an upload",
        settles=(
            "lines.reaches_loader",
            "lines.resets",
            "lines.silenced_by",
            "lines.timing",
            "link.delay_ms",
            "boot.after_loader.banner",
            "boot.after_loader.mode",
            "sync.reply",
            "baud.works_at_115200",
        ),
        needs=(*NEEDS_PORT, ("lines.supported", (True,))),
        hazard=Hazard.RESET,
        seconds=1.5,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        tries: list[Try] = []
        slack = 0.0
        for sequence in lines.SEQUENCES.values():
            yield Observation(note=f"Trying the reset sequence {sequence.name}")
            tries.append(_try(world, sequence, slack))
            if not tries[1:] and tries[0].silent and _late(world, tries[0]):
                slack = loader.LONGEST
                tries[0] = _try(world, sequence, slack)
            if tries[-1].reached:
                break
        yield Observation(_facts(world, tries))
        last = tries[-1].greeting
        if last and (tries[-1].reached or last.answered):
            yield Observation(facts_of(last))
        if last and last.answered:
            yield Observation((_silenced(world, tries[-1].sequence),))
        loader.rest(world)


def _late(world: World, first: Try) -> bool:
    """Whether something comes after all where the chip seemed silent: then the way to it may be a slow one, and what
    comes next must not be taken for the answer to another reset."""
    if first.reached or (first.greeting and first.greeting.heard.data):
        return True
    return bool(listen(world.port(), world.clock, loader.LONGEST / 2).data)


def _try(world: World, sequence: lines.Sequence, slack: float) -> Try:
    """Play it, again while the lines were held up. `slack` in seconds: how much later than usual answers may come."""
    tried = _once(world, sequence, slack)
    for _ in range(_IN_TIME - 1):
        if tried.reached or tried.in_time:
            break
        tried = _once(world, sequence, slack)
    return tried


def _once(world: World, sequence: lines.Sequence, slack: float) -> Try:
    port = world.port()
    port.baud = banner.COLD_BAUD
    in_time = lines.play(port, world.clock, sequence)
    began = world.clock.now()
    heard = listen(port, world.clock, _BANNER_SECONDS + max(slack, known_delay(world)), _complete)
    seen = Seen(heard, banner.read(heard.data), sequence)
    delay = world.clock.now() - began if slack and seen.starts else 0.0
    start = seen.first
    if start and start.exact and start.mode != banner.LOADER_MODE:
        return Try(sequence, seen, None, in_time, delay)
    talk = loader.at(world)
    lines.wait(port, world.clock, _AFTER_BANNER)
    greeting = talk.greet(loader.PATIENT if heard.data else loader.ONCE)
    if start and start.mode == banner.LOADER_MODE and not greeting.answered:
        greeting = loader.enter(talk, sequence)
    return Try(sequence, seen, greeting, in_time, max(delay, greeting.delay))


def _complete(data: bytes) -> bool:
    """A clean banner, with the line break that follows it."""
    starts = banner.read(data)
    return bool(starts) and starts[0].exact and len(starts[0].rest) >= len(b"\r\n")


def _facts(world: World, tries: list[Try]) -> tuple[Fact, ...]:
    last = tries[-1]
    words = "; ".join(map(_words, tries))
    name = last.sequence.name if last.reached else "none"
    timing = "kept" if last.reached or all(one.in_time for one in tries) else "stretched"
    facts = [
        fact("lines.reaches_loader", name, "resets by DTR and RTS", words),
        fact("lines.timing", timing, "resets by DTR and RTS", words),
    ]
    if last.delay > loader.LATE:
        facts.append(fact("link.delay_ms", round(1000 * last.delay), "resets by DTR and RTS", words))
    telling = last if last.reached else next((one for one in tries if one.seen.starts), None)
    return (*facts, *_banner_facts(world, tries, telling))


def _banner_facts(world: World, tries: list[Try], telling: Try | None) -> tuple[Fact, ...]:
    if telling is None or not telling.seen.starts:
        heard = max(tries, key=lambda one: len(one.seen.heard.data)).seen.heard
        return (heard.fact("boot.after_loader.banner", "garbled" if heard.data else "none"),)
    seen, start = telling.seen, telling.seen.starts[0]
    facts = [
        seen.heard.fact("boot.after_loader.banner", "seen", *start.span),
        seen.heard.fact("lines.resets", telling.sequence.resets_by, *start.span),
    ]
    if telling.greeting and telling.greeting.answered:  # that says enough
        return (*facts, seen.heard.fact("boot.after_loader.mode", banner.LOADER_MODE, *start.span))
    starts = _more_starts(world, telling)
    mode = agreed(starts)
    if mode is not None:
        facts.append(told_by(starts, seen.heard.fact("boot.after_loader.mode", mode, *start.span)))
    return tuple(facts)


def _more_starts(world: World, telling: Try) -> list[Start]:
    """A mode must be seen twice, as a digit may be disturbed."""
    starts = list(telling.seen.starts[:1])
    for _ in range(_MORE_RESETS):
        if settled(starts):
            break
        port = world.port()
        port.baud = banner.COLD_BAUD
        lines.play(port, world.clock, telling.sequence)
        starts += banner.read(listen(port, world.clock, _BANNER_SECONDS, _complete).data)[:1]
    return starts


_MORE_RESETS = 4


def _words(one: Try) -> str:
    heard = one.seen.first
    said = f"boot mode {heard.mode}" if heard else "no banner"
    answer = one.greeting.reply if one.greeting else "not asked"
    held_up = "" if one.in_time else ", the lines were held up"
    return f"{one.sequence.name}: {said}, greeting {answer}{held_up}"


def _silenced(world: World, sequence: lines.Sequence) -> Fact:
    """Hold both lines, as a serial monitor does, and see whether the chip still answers."""
    port = world.port()
    port.baud = loader.BAUD
    port.set_lines(dtr=True, rts=True)
    lines.wait(port, world.clock, _SETTLE)
    talk = loader.at(world)
    alive = talk.greet((0.15, 0.3, 0.3)).answered
    word = "none" if alive else "both"
    port.set_lines(dtr=False, rts=False)
    lines.wait(port, world.clock, _SETTLE)
    if not alive or not talk.greet(loader.ONCE).answered:
        loader.enter(talk, sequence)
    shown = f"with DTR and RTS asserted the loader {'answers' if alive else 'is silent'}"
    return fact("lines.silenced_by", word, "holding DTR and RTS", shown)


probe = Lines()
