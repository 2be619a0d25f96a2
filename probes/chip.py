"""The probe `chip`: which chip answers, its MAC address and eFuse, its crystal, and what its boot pins were."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.hazard import Hazard
from ..engine.steps import ProbeInfo
from . import loader
from .loader import Loader
from .needs import NEEDS_PORT
from .probe import Observation, World
from .replies import Word
from .wire import efuse, rom
from .wire.banner import LOADER_MODE

_ASSUMED_MHZ = 2_000_000
"""The loader's clock is twice the crystal's (esptool XTAL_CLK_DIVIDER)."""
_BOOT_PINS = 7
_BETWEEN_CRYSTALS = 33
"""MHz: measured below is one of 26, above one of 40, as the measurement is a few per cent off."""
_WORDS = {"other-esp": "It is another chip of Espressif's"}


class Chip:
    """Reads registers only."""

    info = ProbeInfo(
        name="chip",
        title="Asking the chip who it is",
        settles=(
            "chip.family",
            "chip.is_8285",
            "chip.id",
            "chip.mac",
            "chip.crystal",
            "efuse.crc",
            "efuse.words",
            "boot.gpio0_now",
        ),
        needs=(*NEEDS_PORT, ("sync.reply", ("ok", "late", "other-loader"))),
        hazard=Hazard.RESET,
        seconds=0.15,
        at_once=True,  # as `flash-id`
    )

    def run(self, world: World) -> Iterator[Observation]:
        """The family first: only of an ESP8266 is the rest read. Raises LinkError, Cancelled."""
        talk, greeting = loader.reach(world)
        if not greeting.answered and greeting.reply != "other-loader":
            yield Observation(note="The loader did not answer")
            return
        magic = talk.magic()
        family = rom.FAMILIES.get(magic.value, "other-esp")
        yield Observation((magic.fact("chip.family", family),), note=_WORDS.get(family, f"It is an {family.upper()}"))
        if family == "esp8266":
            yield Observation(_efuse(talk))
            yield Observation(_clock_and_straps(talk, was_reset=_was_reset(world)))
        loader.rest(world)


def _efuse(talk: Loader) -> tuple[Fact, ...]:
    read = [talk.sure(address) for address in rom.EFUSE]
    words = (read[0].value, read[1].value, read[2].value, read[3].value)
    found = efuse.read(words)
    first = _row(read)
    return (
        first.fact("efuse.words", " ".join(f"{word:08x}" for word in words)),
        first.fact("efuse.crc", found.check),
        first.fact("chip.is_8285", found.is_8285),
        first.fact("chip.mac", found.mac_text),
        first.fact("chip.id", found.chip_id),
    )


def _row(read: list[Word]) -> Word:
    """The four frames as one piece of evidence."""
    from .heard import Heard

    first, last = read[0].heard, read[-1].heard
    frames = b"".join(word.heard.data for word in read)
    return Word(read[0].value, Heard(frames, first.offset, last.baud))


def _was_reset(world: World) -> bool:
    """Whether lines or hands put the chip into its loader. One that started over by itself still has the clock of its
    program, 80 MHz whatever its crystal is (esp-open-rtos#274)."""
    by_lines = world.known.get("lines.supported") is not False and world.known.get("lines.reaches_loader") != "none"
    return by_lines or world.known.get("boot.after_manual.mode") == LOADER_MODE


def _clock_and_straps(talk: Loader, was_reset: bool) -> tuple[Fact, ...]:
    divider, straps = talk.sure(rom.UART_CLKDIV), talk.sure(rom.STRAPS)
    measured = talk.port.baud * (divider.value & 0xFFFFF) / _ASSUMED_MHZ
    latch = straps.value >> 16 & 0xF
    fast = measured > _BETWEEN_CRYSTALS
    crystal = () if fast and not was_reset else (divider.fact("chip.crystal", 40 if fast else 26),)
    if latch & _BOOT_PINS != LOADER_MODE:  # then this is no register of the chip's: it is in its loader
        return crystal
    return (*crystal, straps.fact("boot.gpio0_now", "high" if straps.value & 1 else "low"))


probe = Chip()
