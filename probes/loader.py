"""The conversation with the chip's loader: greet it, read and write its registers, and be sure of what it said.

Replies to READ_REG carry no checksum, and a request that a disturbed line has changed asks for another address. So a
word counts when it came twice, from two requests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import lines
from .heard import Heard, known_delay, run_dry
from .link_errors import LoaderLost
from .replies import ENOUGH, Greeting, Tally, Word
from .wire import noise, rom, slip

if TYPE_CHECKING:
    from .clock import Clock
    from .link import Port
    from .probe import World

BAUD = 115200
LATE = 0.1
"""Seconds: esptool waits no longer for the answer to a greeting."""
LONGEST = 1.0
"""Seconds that an answer may be under way, on the slowest network that can be used at all."""

PATIENT = (0.16, 0.16, 0.3, 0.5)
"""Seconds to wait after each greeting; the later ones are for slow networks."""
QUICK = (0.16,) * 4
ONCE = (0.16,)
_REPLIES = 8
"""To each greeting."""
_LEAD, _LEAD_IN_NOISE, _LEAD_OF_A_STRANGER = 2, 3, 4
"""Answers by which a word must be ahead: two outputs on one wire spoil the same bits again and again."""
_AGAIN = 2
_PATIENCE = 0.25
_SUSPECT = 2
"""The number of the greeting, from 0, from which an answer may be the one to an earlier greeting. A loader that was
just reset measures our speed by the first and answers the second."""
_ENTRIES = 4
"""Resets into the loader: it measures our speed once after each, and a disturbed first byte spoils it."""

_WORDS: dict[noise.Kind, str] = {
    "silence": "none",
    "reply": "ok",
    "torn-reply": "torn",
    "other-loader": "other-loader",
    "echo": "echo",
    "rom-text": "rom-text",
    "repl": "repl",
    "at-firmware": "sketch",
    "text": "sketch",
    "repeated": "garbage",
    "garbage": "garbage",
}

_TAILS = ("garbage", "repeated")
"""What the end of the boot text looks like that a slow line still held: an answer would come to every greeting."""


@dataclass(slots=True)
class Loader:
    """Talks over an open port at its present speed; whether a loader is there, `greet` tells."""

    port: Port
    clock: Clock
    delay: float = 0.0
    """Seconds that everything is known to be under way."""
    patience: float = _PATIENCE
    """Seconds to wait for a reply; learned from the greeting."""
    tally: Tally = field(default_factory=Tally)
    measured: bool = False
    """Whether `delay` is right, also where it is 0."""
    _in_newer_shape: bool = False
    """Whether this ESP8266 greets as newer chips do."""

    def __post_init__(self) -> None:
        self._expect(self.delay)

    def greet(self, waits: tuple[float, ...] = PATIENT) -> Greeting:
        """Say SYNC until a whole reply comes; else what all that came looks like. Raises LinkError, Cancelled."""
        start = self.port.transcript.heard
        self.port.discard()
        data = later = b""
        for number, wait in enumerate(waits):
            asked = self.clock.now()
            self.port.write(rom.sync())
            came, good, first = self._replies(wait + self.delay)
            data += came
            later += came if number else b""
            if good:
                heard = self._heard(came)
                delay = first - asked
                if number >= _SUSPECT or delay > LATE or good < _REPLIES:
                    delay = self._measured(delay)
                self._expect(delay)
                return Greeting("late" if delay > LATE else "ok", heard, good, delay)
        kind = noise.classify(data, rom.sync(), self.port.baud)
        if kind == "other-loader" and not self._in_newer_shape and self._is_esp8266(data):
            self._in_newer_shape = True
            return self.greet(waits)
        if kind in _TAILS and len(waits) > 1 and not later:
            return Greeting("none", Heard(b"", start + len(data), self.port.baud))
        return Greeting(_WORDS[kind], Heard(data, start, self.port.baud))

    def read(self, address: int) -> Word | None:
        """The word there, once; None where no whole reply came in time."""
        reply, heard = self._exchange(rom.read_reg(address), rom.READ_REG)
        return Word(reply.value, heard) if reply and reply.ok else None

    def sure(self, address: int, lead: int = _LEAD) -> Word:
        """The word there, ahead of every other by `lead` answers. Raises LoaderLost, LinkError, Cancelled."""
        seen: dict[int, int] = {}
        for _ in range(ENOUGH):
            word = self.read(address)
            if word is None:
                continue
            seen[word.value] = seen.get(word.value, 0) + 1
            others = max((count for value, count in seen.items() if value != word.value), default=0)
            if seen[word.value] - others >= (lead if self.tally.good else max(lead, _LEAD_IN_NOISE)):
                return word
        raise LoaderLost(self.port.url)

    def magic(self) -> Word:
        """The word that tells the kind of chip; a known one is sure at once, for another kind it takes more to believe.

        Raises as `sure` does.
        """
        for _ in range(_LEAD_OF_A_STRANGER):
            word = self.read(rom.CHIP_MAGIC)
            if word and word.value in rom.FAMILIES:
                return word
        return self.sure(rom.CHIP_MAGIC, _LEAD_OF_A_STRANGER)

    def write(self, address: int, value: int) -> None:
        """Set the word and see that it stands there. Raises LoaderLost, LinkError, Cancelled."""
        for _ in range(ENOUGH):
            self._exchange(rom.write_reg(address, value), rom.WRITE_REG)
            word = self.read(address)
            if word and word.value == value:
                return
        raise LoaderLost(self.port.url)

    def trigger(self, address: int, value: int) -> bool:
        """Set a register that does not keep what is written to it; whether the loader confirmed it."""
        reply, _ = self._exchange(rom.write_reg(address, value), rom.WRITE_REG)
        return reply is not None and reply.ok

    def attach_flash(self) -> None:
        """Join the SPI pins to the flash chip; asked until confirmed, and not an error if it never is."""
        for _ in range(ENOUGH):
            reply, _ = self._exchange(rom.attach_flash(), rom.FLASH_BEGIN)
            if reply is not None and reply.error != rom.NOT_UNDERSTOOD:
                return  # "could not" is fine: the pins are joined before the ROM looks at the offset

    # ---------------------------------------------------------------- inside

    def _is_esp8266(self, greeted: bytes) -> bool:
        """Whether what greets with an ESP8266's word in the shape of newer chips is one all the same, as emulators do.
        Newer ESP32 say that word too (esptool-js#175), so the word that tells the kind of chip decides."""
        if rom.SYNC_REPLY_VALUE.to_bytes(4, "little") not in greeted:
            return False
        word = self.read(rom.CHIP_MAGIC)
        return word is not None and word.value == rom.MAGIC_ESP8266

    def _measured(self, seemed: float) -> float:
        """How long an answer is under way, where it seemed so long after a greeting.

        The answer to a greeting looks like that to the one before. A question of another kind leaves no doubt, once all
        that is under way has come. It is asked once: a noisy line makes one doubt every time.
        """
        if self.measured:
            return max(seemed, self.delay)
        self.measured, self.patience = True, LONGEST
        for _ in range(_AGAIN):
            if not run_dry(self.port, self.clock, LONGEST / 2):
                break
            asked = self.clock.now()
            if self.read(rom.CHIP_MAGIC):
                return self.clock.now() - asked
        return seemed

    def _expect(self, delay: float) -> None:
        self.delay = max(self.delay, delay if delay > LATE else 0.0)
        self.patience = max(_PATIENCE, 2 * max(delay, self.delay) + 0.1)

    def _exchange(self, request: bytes, op: int) -> tuple[rom.Reply | None, Heard]:
        if self.tally.hopeless:
            raise LoaderLost(self.port.url)
        self.tally.asked += 1
        self.port.write(request)
        decoder, until = slip.Decoder(), self.clock.now() + self.patience
        start = self.port.transcript.heard
        data = b""
        while (left := until - self.clock.now()) > 0:
            more = self.port.read_some(left) if data else self.port.read(rom.SHORTEST, left)
            data += more
            for event in decoder.feed(more):
                reply = rom.parse(event.payload) if isinstance(event, slip.Frame) else None
                if isinstance(reply, rom.Reply) and reply.op == op:
                    self.tally.answered += 1
                    a, b = event.span
                    return reply, Heard(data[a:b], start + a, self.port.baud)
        self.tally.torn += bool(data)
        run_dry(self.port, self.clock, self.patience / 2)
        return None, Heard(data, start, self.port.baud)

    def _replies(self, wait: float) -> tuple[bytes, int, float]:
        """Bytes until all replies of one greeting are there or the time is up; how many were whole, and since when."""
        decoder, until = slip.Decoder(), self.clock.now() + wait
        data, good, first = b"", 0, until
        while (left := until - self.clock.now()) > 0 and good < _REPLIES:
            lacking = _REPLIES * rom.SHORTEST - len(data)
            more = self.port.read(lacking, left) if good and lacking > 0 else self.port.read_some(left)
            data += more
            came = sum(self._is_greeting(event) for event in decoder.feed(more))
            if came:
                good += came
                first = min(first, self.clock.now())
                until = self.clock.now() + _GAP + self.delay
        return data, good, first

    def _is_greeting(self, event: slip.Event) -> bool:
        reply = rom.parse(event.payload) if isinstance(event, slip.Frame) else None
        if not isinstance(reply, rom.Reply):
            return False
        return reply.from_other_esp if self._in_newer_shape else reply.op == rom.SYNC and reply.from_esp8266

    def _heard(self, data: bytes) -> Heard:
        return Heard(data, self.port.transcript.heard - len(data), self.port.baud)


_GAP = 0.12
"""Seconds after which no more replies of a greeting come."""


def at(world: World, baud: int = BAUD) -> Loader:
    """A loader to talk to at that speed, with the patience that the way to it is known to take. Raises LinkError."""
    port = world.port()
    port.baud = baud
    return Loader(port, world.clock, known_delay(world), measured=world.known.get("sync.reply") in ("ok", "late"))


def reach(world: World) -> tuple[Loader, Greeting]:
    """A loader to talk to, the one that is there or after a reset by the lines: look whether the greeting was answered.

    The speed of the port is the loader's after it. Raises LinkError, Cancelled.
    """
    loader = at(world)
    greeting = loader.greet(ONCE)
    if greeting.final:
        return loader, greeting
    sequence = lines.to_loader(world.known)
    return loader, loader.greet() if sequence is None else enter(loader, sequence)


def enter(loader: Loader, sequence: lines.Sequence, entries: int = _ENTRIES) -> Greeting:
    """Reset into the loader and greet it, again while it does not answer; of failed greetings the most telling."""
    best: Greeting | None = None
    for waits in (PATIENT, *((QUICK,) * (entries - 1))):
        lines.play(loader.port, loader.clock, sequence)
        greeting = loader.greet(waits)
        if greeting.final:
            return greeting
        best = greeting if best is None or _rank(greeting) > _rank(best) else best
    assert best is not None, "at least one entry was tried"
    return best


def _rank(greeting: Greeting) -> int:
    """Of several failed greetings the one that tells most."""
    order = ("none", "garbage", "rom-text", "sketch", "echo", "repl", "torn", "other-loader")
    return order.index(greeting.reply) if greeting.reply in order else len(order)


def rest(world: World) -> None:
    """Leave the port at the speed of the boot banner: what comes while nobody reads stays readable."""
    from .link import RESTING_BAUD

    world.port().baud = RESTING_BAUD
