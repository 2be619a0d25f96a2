"""The flasher stub that esptool loads into RAM: a loader with more commands, faster, and with other error codes.

Facts from espressif/esp-flasher-stub (command_handler.c): a block is acknowledged first and written then, so that a
failed write is told with the next command; reading sends one packet for each acknowledgement, whatever was asked.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from . import flash, ramload, rom, slip, stub_commands
from .program import Machine, Program

BAD_LENGTH, INVALID, FAILED_SPI = 0xC0, 0xC3, 0xC4
THINKING = 0.0002  # seconds
ERASE_MA = 250.0
WRITE_MA = 220.0
_BUFFER = 0x4000 + 64
"""Bytes of one of the two buffers that packets come into."""


class Inflater(Protocol):
    """What zlib.decompressobj gives; its type has no public name."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class Digest(Protocol):
    """What hashlib.md5 gives; its type has no public name either."""

    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


@dataclass(slots=True)
class Writing:
    """A flash write under way: where, how much is left, how far it is erased."""

    address: int
    left: int
    erased_to: int
    inflate: Inflater | None = None


@dataclass(slots=True)
class Reading:
    """A READ_FLASH under way: one packet goes out for each acknowledgement."""

    address: int
    left: int
    packet: int
    digest: Digest


class Stub(Program):
    """The stub; `syncs` is false for the first one, which answers SYNC once, with an error. The `legacy` one does not
    compare the length in a packet with what came, and refuses to erase all when the packet carries data; the new one
    has it the other way round (esptool-legacy-flasher-stub 1.11.1, esp-flasher-stub 1.4.1)."""

    name = "stub"
    load = 80.0

    def __init__(self, machine: Machine, *, syncs: bool = True, legacy: bool = False) -> None:
        super().__init__(machine)
        self.syncs, self.legacy = syncs, legacy
        self._buffers = (bytearray(_BUFFER), bytearray(_BUFFER))  # the legacy stub's, used by turns
        self._decoder = slip.Decoder()
        self.free = 0.0
        self.value = 0
        self.extra = b""  # what an answer carries before the status
        self.writing: Writing | None = None
        self.reading: Reading | None = None
        self.ram = ramload.RamLoad(machine.registers)
        self.then: Callable[[float], None] | None = None  # what follows the answer
        self._failed = 0  # an error of the last block's write, told with the next answer

    def start(self, now: float) -> None:
        """It says hello."""
        self.machine.registers.flash_attached = True
        self.machine.after(now + 0.002, lambda then: _say(self.machine, then, slip.encode(b"OHAI")))

    def hear(self, now: float, data: bytes, pace: float) -> int:
        """Take bytes up to the end of a packet."""
        used, packet = self._decoder.feed(data)
        if packet is not None:
            at = max(now + used * pace, self.free) + THINKING
            if self.reading:
                self._acknowledged(at, self.reading, packet)
            else:
                self._obey(at, packet)
        return used

    def heeds(self, data: bytes) -> int | None:
        """Only whole packets."""
        return self._decoder.completes(data)

    def spend(self, now: float, seconds: float, milliamps: float) -> None:
        """Be busy with the flash."""
        self.machine.draw(now, milliamps, seconds)
        self.free = max(self.free, now) + seconds

    def begin_write(self, address: int, size: int, inflate: Inflater | None) -> None:
        """Blocks are coming; nothing is erased before it must be."""
        self.writing = Writing(address, size, address // flash.SECTOR * flash.SECTOR, inflate)

    def begin_read(self, address: int, size: int, packet: int) -> None:
        """Send that range, in packets of so many bytes, once the answer is out."""
        self.reading = reading = Reading(address, size, packet, hashlib.md5(usedforsecurity=False))
        self.then = lambda now: self.send_more(now, reading)

    def fail_later(self, code: int) -> None:
        """The write that follows an acknowledged block went wrong."""
        self._failed = code

    def _obey(self, now: float, packet: bytes) -> None:
        if len(packet) < 8:
            return
        direction, code, length, check = struct.unpack_from("<BBHI", packet)
        self.free, self.value, self.extra, self.then = now, 0, b"", None
        body = self._as_long_as_it_says(packet, length) if self.legacy else packet[8:]
        if direction != 0 or length != len(body):
            status = INVALID if direction else BAD_LENGTH
        elif self._failed:
            status, self._failed = self._failed, 0
        else:
            status = stub_commands.find(code)(self, now, body, check)
        if status != stub_commands.NO_ANSWER:
            self._answer(code, status)

    def _as_long_as_it_says(self, packet: bytes, length: int) -> bytes:
        """What the legacy stub takes for the body: where bytes were lost, their place is filled by an older packet."""
        self._buffers = self._buffers[::-1]
        self._buffers[0][: len(packet)] = packet
        return bytes(self._buffers[0][8 : 8 + length])

    def _answer(self, code: int, status: int) -> None:
        extra = b"" if status else self.extra
        answer = struct.pack("<BBHI", 1, code, 2 + len(extra), self.value) + extra + bytes([status, 0])
        said = self.free
        for _ in range(rom.SYNC_COUNT if code == 0x08 and not status else 1):
            said = self.machine.say(self.free, slip.encode(answer))
        if self.then and not status:
            self.machine.after(said, self.then)

    def _acknowledged(self, now: float, reading: Reading, packet: bytes) -> None:
        if len(packet) != 4:  # the host lost the thread: the transfer ends
            self.reading = None
        else:
            self.send_more(now, reading)

    def send_more(self, now: float, reading: Reading) -> None:
        """The next packet of a READ_FLASH, or the digest at the end."""
        if reading.left <= 0:
            self.reading = None
            self.machine.say(now, slip.encode(reading.digest.digest()))
            return
        data = self.machine.flash.read(reading.address, min(reading.packet, reading.left))
        reading.address, reading.left = reading.address + len(data), reading.left - len(data)
        reading.digest.update(data)
        self.machine.say(now + len(data) * flash.READ_S_PER_BYTE, slip.encode(data))

    def write(self, now: float, writing: Writing, data: bytes) -> None:
        """Erase as far as needed, then write."""
        data = data[: writing.left]
        end = writing.address + len(data)
        while writing.erased_to < end:
            if self.machine.flash.read(writing.erased_to, flash.SECTOR).count(0xFF) != flash.SECTOR:
                self.spend(now, flash.ERASE_SECTOR_S, ERASE_MA)
                if not self.machine.flash.erase_sector(writing.erased_to):
                    self.fail_later(FAILED_SPI)
            writing.erased_to += flash.SECTOR
        self.spend(now, len(data) / flash.PAGE * flash.WRITE_PAGE_S, WRITE_MA)
        if not self.machine.flash.write(writing.address, data):
            self.fail_later(FAILED_SPI)
        writing.address, writing.left = end, writing.left - len(data)


def _say(machine: Machine, now: float, data: bytes) -> None:
    machine.say(now, data)
