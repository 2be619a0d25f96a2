"""The flash chip, asked through the SPI controller by the loader's register commands alone: no helper program needed.

The controller runs one command of ours ("user command") and keeps up to 64 bytes of the answer in its words W0 to W15
(rtos-sdk spi_register.h). Nothing here can write to the flash: the only commands are 9F (id) and 03 (read).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..engine.facts import Fact, Value
from . import loader
from .heard import Heard
from .link_errors import LoaderLost
from .loader import Loader
from .probe import Observation, World
from .replies import Word
from .wire import rom

_READ_ID, _READ_DATA = 0x9F, 0x03
_COMMAND, _ADDRESS, _ANSWER = 1 << 31, 1 << 30, 1 << 28
_RUN = 1 << 18
_COMMAND_BITS = 7 << 28  # eight, less one
_ADDRESS_BITS = 23 << 26
_UNTOUCHED = 0x5A5AA5A5
"""Put where the answer will stand: if it is still there, the command did not run."""

MOST = 64
"""Bytes in one answer."""

_TRIES = 8
_NOBODY = (0, 0xFFFFFF)
_AGAIN = 3


class FlashBus:
    """The way to the flash chip behind a loader that has been greeted."""

    def __init__(self, talk: Loader) -> None:
        self._loader = talk
        self._attach()

    def jedec_id(self) -> Word:
        """Maker, kind and size byte, maker lowest. Raises LoaderLost, LinkError, Cancelled.

        A bus without a chip is believed only when it stays so with the pins joined anew.
        """
        found = self._ask_id()
        for _ in range(_AGAIN - 1):
            if found.value not in _NOBODY:
                break
            self._attach()
            found = self._ask_id()
        return found

    def _attach(self) -> None:
        """The ROM uses the registers itself for it."""
        self._loader.attach_flash()
        self._ready = (0, 0, 0)

    def _ask_id(self) -> Word:
        self._set_up(_READ_ID, 3, _COMMAND | _ANSWER)
        word = self._run(1)[0]
        return Word(word.value & 0xFFFFFF, word.heard)

    def read(self, address: int, length: int) -> Stored:
        """Bytes of the flash, MOST at most, a multiple of 4. Raises LoaderLost, LinkError, Cancelled.

        On a line that has lost anything until the same came twice, with everything set up anew: what was meant for one
        register may have reached the one beside it, which no reading of the first would show.
        """
        found = self._read(address, length)
        for _ in range(_TRIES):
            if self._loader.tally.spotless:
                return found
            self._ready = (0, 0, 0)
            before, found = found, self._read(address, length)
            if found.data == before.data:
                return found
        raise LoaderLost(self._loader.port.url)

    def _read(self, address: int, length: int) -> Stored:
        self._set_up(_READ_DATA, length, _COMMAND | _ADDRESS | _ANSWER)
        self._loader.write(rom.SPI_ADDR, address << 8)
        return Stored(address, tuple(self._run(length // 4)))

    def holds(self, address: int, expected: bytes) -> bool:
        """Whether the flash holds just these bytes, MOST at most. A word that is as expected is believed at once, one
        that differs only when the careful reading agrees. Raises LoaderLost, LinkError, Cancelled."""
        return self._once(address, expected) or self.read(address, len(expected)).data == expected

    def _once(self, address: int, expected: bytes) -> bool:
        self._set_up(_READ_DATA, len(expected), _COMMAND | _ADDRESS | _ANSWER)
        self._loader.trigger(rom.SPI_ADDR, address << 8)
        self._loader.trigger(rom.SPI_W0, _UNTOUCHED)
        self._loader.trigger(rom.SPI_CMD, _RUN)
        words = (self._loader.read(rom.SPI_W0 + at) for at in range(0, len(expected), 4))
        return all(
            word is not None and word.value == int.from_bytes(expected[4 * n : 4 * n + 4], "little")
            for n, word in enumerate(words)
        )

    def _set_up(self, command: int, answer_bytes: int, parts: int) -> None:
        """The registers keep it from one command to the next."""
        if self._ready == (command, answer_bytes, parts):
            return
        self._ready = (command, answer_bytes, parts)
        lengths = (8 * answer_bytes - 1) << 8 | (_ADDRESS_BITS if parts & _ADDRESS else 0)
        self._loader.write(rom.SPI_USER1, lengths)
        self._loader.write(rom.SPI_USER, parts)
        self._loader.write(rom.SPI_USER2, _COMMAND_BITS | command)

    def _mark(self) -> bool:
        """Put a word where the answer will stand; false where it does not stay there, as in an emulator that works the
        answer out when it is read. Raises LoaderLost, LinkError, Cancelled."""
        for _ in range(_TRIES):
            self._loader.trigger(rom.SPI_W0, _UNTOUCHED)
            word = self._loader.read(rom.SPI_W0)
            if word and word.value == _UNTOUCHED:
                return True
        return False

    def _run(self, words: int) -> list[Word]:
        for _ in range(_TRIES):
            marked = self._mark()
            confirmed = self._loader.trigger(rom.SPI_CMD, _RUN)
            first = self._loader.sure(rom.SPI_W0)
            if first.value != _UNTOUCHED and (marked or confirmed):
                return [first, *(self._loader.sure(rom.SPI_W0 + 4 * n) for n in range(1, words))]
        raise NeverRan(self._loader.port.url)


class NeverRan(LoaderLost):
    """The loader answers, but its SPI controller does not carry the command out: emulators know some commands only."""

    def __str__(self) -> str:
        return "The chip's loader answers, but the flash cannot be read through it. So nobody has looked into it."

    def facts(self) -> tuple[Fact, ...]:
        """The line and the loader are in order."""
        return ()


class Stored:
    """Bytes of the flash with the frames that they came in."""

    def __init__(self, address: int, words: tuple[Word, ...]) -> None:
        self.address = address
        self.data = b"".join(word.value.to_bytes(4, "little") for word in words)
        self._heard: Heard = words[0].heard

    def fact(self, name: str, value: Value) -> Fact:
        """A fact that follows from these bytes; the excerpt shows address and bytes."""
        from .probe import fact

        excerpt = f"0x{self.address:06x}: {self.data.hex(' ')}"
        return fact(name, value, "flash, read by the loader", excerpt, (self._heard.offset, self._heard.offset + 1))


def with_flash(world: World, look: Callable[[FlashBus], Iterator[Observation]]) -> Iterator[Observation]:
    """Get to the loader, look at the flash chip behind it, and leave the port at rest; without an answer of the loader
    only that is noted. Raises LinkError, Cancelled.
    """
    talk, greeting = loader.reach(world)
    if not greeting.answered:
        yield Observation(note="The loader did not answer")
        return
    yield from look(FlashBus(talk))
    loader.rest(world)
