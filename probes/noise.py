"""The probe `noise`: how many bytes arrive spoilt, and whether somebody else talks on the line."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import lines, loader, spoilt
from .boot_watch import after_reset, rom_baud
from .heard import Heard, listen
from .loader import Loader
from .needs import NEEDS_PORT
from .probe import Observation, World, fact
from .spoilt import Spoilt
from .wire import banner, noise

_BANNERS = 6
_MANY_FRAMES = 0.05
"""Share of spoilt frames: at one bit in a thousand about one in six is, at one in ten thousand one in sixty."""
_MANY_LETTERS = 0.005
_FOREIGN = 3
"""Bytes: a single one can be a glitch of the lines."""
_LISTENING = 0.6
_SPEEDS = (115200, 9600, 57600, 38400, 19200, 4800)
"""At which others may talk, the likely ones first."""
_STILL = 0.05
"""Seconds in which a chip in reset falls silent."""


class Noise:
    """Counts what goes wrong with messages whose content is known, and listens while the chip is quiet."""

    info = ProbeInfo(
        name="noise",
        title="Looking for disturbances on the line",
        settles=("link.errors", "link.foreign_talk", "link.foreign_text"),
        needs=NEEDS_PORT,
        hazard=Hazard.RESET,
        seconds=3.0,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises LinkError, Cancelled."""
        talk, greeting = loader.reach(world)
        yield Observation(note="Counting spoilt messages")
        yield Observation(_by_greetings(talk) if greeting.answered else _by_banners(world))
        yield Observation(note="Listening while the chip is quiet")
        if greeting.answered or lines.movable(world.known):
            yield Observation(_foreign(world, _keep_quiet(world, greeting.answered, talk.patience)))
        if lines.movable(world.known):
            lines.play(world.port(), world.clock, lines.to_firmware(world.known))
        loader.rest(world)


def _by_greetings(talk: Loader) -> tuple[Fact, ...]:
    start = talk.port.transcript.heard
    counted = spoilt.count(talk)
    heard = Heard(b"", start, talk.port.baud)
    return (fact("link.errors", _word(counted, _MANY_FRAMES), heard.source, counted.shown),)


def _by_banners(world: World) -> tuple[Fact, ...]:
    """By boot texts, where the loader is not to be had; nothing where none is seen, or none can be asked for."""
    if not lines.movable(world.known):
        return ()
    reset = lines.to_firmware(world.known)
    baud = rom_baud(world)
    starts = [after_reset(world, reset, baud, enough=_one_banner).first for _ in range(_BANNERS)]
    errors = [start.errors for start in starts if start]
    if not errors:
        return ()
    letters = len(errors) * len(banner.TEMPLATE)
    counted = Spoilt(sum(errors), letters, "letters of the boot text were spoilt")
    return (fact("link.errors", _word(counted, _MANY_LETTERS), f"serial {baud} baud", counted.shown),)


def _one_banner(data: bytes) -> bool:
    starts = banner.read(data)
    return bool(starts) and len(starts[0].rest) >= len(b"\r\n\r\n")


def _word(counted: Spoilt, many: float) -> str:
    if not counted.spoilt:
        return "none"
    return "many" if counted.spoilt > many * counted.total else "some"


def _keep_quiet(world: World, in_loader: bool, patience: float) -> bool:
    """Hold the chip in reset by the line that does it, or that usually does where none was seen to; a loader that is
    not asked is quiet too. Returns whether it is known to be quiet.

    What is still on its way, on a slow network or in a bridge, must not be taken for somebody else's talk.
    """
    by = world.known.get("lines.resets")
    known = by in ("rts", "dtr", "both")
    if known or not in_loader:
        holding = by if known else lines.to_firmware(world.known).resets_by
        world.port().set_lines(dtr=holding == "dtr", rts=holding != "dtr")
        lines.wait(world.port(), world.clock, _STILL)
    listen(world.port(), world.clock, patience)
    world.port().discard()
    return in_loader or known


def _foreign(world: World, quiet: bool) -> tuple[Fact, ...]:
    """Silence says that nobody else talks, whatever the chip does; what is heard says something only when the chip is
    known to be quiet."""
    heard = _listen_at(world, _SPEEDS[0])
    if len(heard.data) < _FOREIGN:
        return (fact("link.foreign_talk", False, heard.source, "silence while the chip is quiet"),)
    if not quiet:
        return ()
    for baud in _SPEEDS[1:]:
        if noise.readable(heard.data):
            break
        heard = max(heard, _listen_at(world, baud), key=_legible)
    talk = heard.fact("link.foreign_talk", True)
    if not noise.readable(heard.data):
        return (talk,)
    return (talk, heard.fact("link.foreign_text", heard.data.decode("ascii", "replace").strip()[:60]))


def _legible(heard: Heard) -> tuple[bool, int]:
    return noise.readable(heard.data), -heard.baud


def _listen_at(world: World, baud: int) -> Heard:
    port = world.port()
    port.baud = baud
    port.discard()
    return listen(port, world.clock, _LISTENING)


probe = Noise()
