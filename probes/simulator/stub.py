"""The flasher stub that esptool loads into RAM: a loader with more commands, faster, and with other error codes.

Facts from espressif/esp-flasher-stub (commands.h, command_handler.c) and from the older stub's published behaviour:
status bytes are C0..C9 and FF with a zero behind; a block is acknowledged first and written then, so that a failed
write is told with the next command.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from . import flash, ramload, rom, sketches, slip
from .program import Machine, Program, Restart

BAD_LENGTH, BAD_CHECKSUM, INVALID, FAILED_SPI = 0xC0, 0xC1, 0xC3, 0xC4
NOT_IN_FLASH_MODE, INFLATE, TOO_MUCH, UNKNOWN = 0xC6, 0xC7, 0xC9, 0xFF
THINKING = 0.0002  # seconds
CHIP_ERASE_MA = SECTOR_ERASE_MA = 250.0
WRITE_MA = 220.0

Handler = Callable[["Stub", float, bytes, int], int]


@dataclass(slots=True)
class _Writing:
    """A flash write under way: where, how much is left, how far it is erased."""

    address: int
    left: int
    erased_to: int
    inflate: "zlib._Decompress | None" = None
    pending: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class _Reading:
    """A READ_FLASH under way: one packet goes out for each acknowledgement."""

    address: int
    left: int
    packet: int
    digest: "hashlib._Hash"


class Stub(Program):
    """The stub; `syncs` is false for the old one, which answers SYNC once, with an error."""

    name = "stub"
    load = 80.0

    def __init__(self, machine: Machine, *, syncs: bool = True) -> None:
        super().__init__(machine)
        self.syncs = syncs
        self._decoder = slip.Decoder()
        self.free = 0.0
        self.value = 0
        self.extra = b""  # what an answer carries before the status
        self.writing: _Writing | None = None
        self.reading: _Reading | None = None
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

    def spend(self, now: float, seconds: float, milliamps: float) -> None:
        """Be busy with the flash."""
        self.machine.draw(now, milliamps, seconds)
        self.free = max(self.free, now) + seconds

    def fail_later(self, code: int) -> None:
        """The write that follows an acknowledged block went wrong."""
        self._failed = code

    def _obey(self, now: float, packet: bytes) -> None:
        if len(packet) < 8:
            return
        direction, code, length, check = struct.unpack_from("<BBHI", packet)
        self.free, self.value, self.extra, self.then = now, 0, b"", None
        if direction != 0 or length != len(packet) - 8:
            status = INVALID if direction else BAD_LENGTH
        elif self._failed:
            status, self._failed = self._failed, 0
        else:
            status = COMMANDS.get(code, _unknown)(self, now, packet[8:], check)
        if status >= 0:
            self._answer(code, status)

    def _answer(self, code: int, status: int) -> None:
        extra = b"" if status else self.extra
        answer = struct.pack("<BBHI", 1, code, 2 + len(extra), self.value) + extra + bytes([status, 0])
        said = self.free
        for _ in range(rom.SYNC_COUNT if code == 0x08 and not status else 1):
            said = self.machine.say(self.free, slip.encode(answer))
        if self.then and not status:
            self.machine.after(said, self.then)

    def _acknowledged(self, now: float, reading: _Reading, packet: bytes) -> None:
        if len(packet) != 4:  # the host lost the thread: the transfer ends
            self.reading = None
        else:
            self.send_more(now, reading)

    def send_more(self, now: float, reading: _Reading) -> None:
        """The next packet of a READ_FLASH, or the digest at the end."""
        if reading.left <= 0:
            self.reading = None
            self.machine.say(now, slip.encode(reading.digest.digest()))
            return
        data = self.machine.flash.read(reading.address, min(reading.packet, reading.left))
        reading.address, reading.left = reading.address + len(data), reading.left - len(data)
        reading.digest.update(data)
        self.machine.say(now + len(data) * flash.READ_S_PER_BYTE, slip.encode(data))

    def write(self, now: float, writing: _Writing, data: bytes) -> None:
        """Erase as far as needed, then write."""
        data = data[: writing.left]
        end = writing.address + len(data)
        while writing.erased_to < end:
            if self.machine.flash.read(writing.erased_to, flash.SECTOR).count(0xFF) != flash.SECTOR:
                self.spend(now, flash.ERASE_SECTOR_S, SECTOR_ERASE_MA)
                if not self.machine.flash.erase_sector(writing.erased_to):
                    self.fail_later(FAILED_SPI)
            writing.erased_to += flash.SECTOR
        self.spend(now, len(data) / flash.PAGE * flash.WRITE_PAGE_S, WRITE_MA)
        if not self.machine.flash.write(writing.address, data):
            self.fail_later(FAILED_SPI)
        writing.address, writing.left = end, writing.left - len(data)


def _say(machine: Machine, now: float, data: bytes) -> None:
    machine.say(now, data)


def _unknown(_stub: Stub, _now: float, _body: bytes, _check: int) -> int:
    return UNKNOWN


def _sync(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    if not stub.syncs:
        return UNKNOWN
    return 0 if len(body) == 36 else BAD_LENGTH


def _read_reg(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    if len(body) != 4:
        return BAD_LENGTH
    stub.value = stub.machine.registers.read(int.from_bytes(body, "little"))
    return 0


def _write_reg(stub: Stub, now: float, body: bytes, _check: int) -> int:
    if not body or len(body) % 16:
        return BAD_LENGTH
    registers = stub.machine.registers
    divider = registers.clkdiv
    for address, value, mask, _delay in struct.iter_unpack("<IIII", body):
        registers.write(address, value, mask)
    if registers.reset_asked:
        stub.then = lambda then: stub.machine.restart(then, Restart.SOFTWARE)
    if registers.clkdiv != divider:
        stub.machine.tune(now, registers.clkdiv)
    return 0


def _begin(stub: Stub, body: bytes, inflate: "zlib._Decompress | None") -> int:
    if len(body) not in (16, 20):
        return BAD_LENGTH
    size, _blocks, _block_size, offset = struct.unpack_from("<IIII", body)
    stub.writing = _Writing(offset, size, offset // flash.SECTOR * flash.SECTOR, inflate)
    return 0


def _flash_begin(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    return _begin(stub, body, None)


def _deflated_begin(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    return _begin(stub, body, zlib.decompressobj())


def _block(stub: Stub, body: bytes, check: int) -> tuple[int, bytes]:
    """What is common to the two kinds of block: the status, and the data in it."""
    if stub.writing is None:
        return NOT_IN_FLASH_MODE, b""
    data = body[16:]
    if len(body) < 16 or int.from_bytes(body[:4], "little") != len(data):
        return TOO_MUCH, b""
    return (0, data) if rom.checksum(data) == check & 0xFF else (BAD_CHECKSUM, b"")


def _flash_data(stub: Stub, _now: float, body: bytes, check: int) -> int:
    status, data = _block(stub, body, check)
    if not status:
        _after_answer(stub, data)
    return status


def _deflated_data(stub: Stub, _now: float, body: bytes, check: int) -> int:
    status, data = _block(stub, body, check)
    if status or stub.writing is None or stub.writing.inflate is None:
        return status or NOT_IN_FLASH_MODE
    try:
        plain = stub.writing.inflate.decompress(data, stub.writing.left + 1)
    except zlib.error:
        return INFLATE
    _after_answer(stub, plain)
    return 0


def _after_answer(stub: Stub, data: bytes) -> None:
    def write(now: float) -> None:
        if stub.writing:
            stub.write(now, stub.writing, data)

    stub.then = write


def _flash_end(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    if len(body) != 4:
        return BAD_LENGTH
    if stub.writing is None:
        return NOT_IN_FLASH_MODE
    if stub.writing.left:
        return BAD_LENGTH
    stub.writing = None
    if int.from_bytes(body, "little") == 0:
        stub.then = lambda then: stub.machine.restart(then, Restart.SOFTWARE)
    return 0


def _mem_begin(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    if len(body) != 16:
        return BAD_LENGTH
    stub.ram.begin(*struct.unpack("<IIII", body))
    return 0


def _mem_data(stub: Stub, _now: float, body: bytes, check: int) -> int:
    data = body[16:]
    if len(body) < 16 or int.from_bytes(body[:4], "little") != len(data):
        return TOO_MUCH
    if rom.checksum(data) != check & 0xFF:
        return BAD_CHECKSUM
    return 0 if stub.ram.block(data) else TOO_MUCH


def _mem_end(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    if len(body) != 8:
        return BAD_LENGTH
    stay, entry = struct.unpack("<II", body)
    if not stay:
        stub.then = lambda then: ramload.start(stub.machine, then, entry)
    return 0


def _set_params(_stub: Stub, _now: float, body: bytes, _check: int) -> int:
    return 0 if len(body) == 24 else BAD_LENGTH


def _attach(_stub: Stub, _now: float, body: bytes, _check: int) -> int:
    return 0 if len(body) in (4, 8) else BAD_LENGTH


def _change_baud(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    if len(body) != 8:
        return BAD_LENGTH
    new, old = struct.unpack("<II", body)
    divider = stub.machine.registers.clkdiv
    clock = divider * old if old else stub.machine.clock_hz
    stub.then = lambda then: stub.machine.tune(then, max(1, round(clock / max(1, new))))
    return 0


def _md5(stub: Stub, now: float, body: bytes, _check: int) -> int:
    if len(body) != 16:
        return BAD_LENGTH
    address, size, _, _ = struct.unpack("<IIII", body)
    size = min(size, 2 * stub.machine.flash.size)
    stub.extra = stub.machine.flash.md5(address, size)
    stub.spend(now, size * 4 * flash.READ_S_PER_BYTE, stub.load)
    return 0


def _erase_flash(stub: Stub, now: float, _body: bytes, _check: int) -> int:
    chip = stub.machine.flash
    stub.spend(now, chip.size / 2**20 * flash.ERASE_CHIP_S_PER_MB, CHIP_ERASE_MA)
    return 0 if chip.erase(0, chip.size) else FAILED_SPI


def _erase_region(stub: Stub, now: float, body: bytes, _check: int) -> int:
    if len(body) != 8:
        return BAD_LENGTH
    address, size = struct.unpack("<II", body)
    if address % flash.SECTOR or size % flash.SECTOR:
        return BAD_LENGTH
    blocks, sectors = divmod(min(size, stub.machine.flash.size), flash.BLOCK)
    seconds = blocks * flash.ERASE_BLOCK_S + sectors // flash.SECTOR * flash.ERASE_SECTOR_S
    stub.spend(now, seconds, SECTOR_ERASE_MA)
    return 0 if stub.machine.flash.erase(address, size) else FAILED_SPI


def _read_flash(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    if len(body) != 16:
        return BAD_LENGTH
    address, size, packet, _in_flight = struct.unpack("<IIII", body)
    if not 0 < packet <= flash.SECTOR:
        return BAD_LENGTH
    reading = _Reading(address, size, packet, hashlib.md5(usedforsecurity=False))
    stub.reading = reading
    stub.then = lambda then: stub.send_more(then, reading)
    return 0


def _run_user_code(stub: Stub, now: float, _body: bytes, _check: int) -> int:
    stub.machine.after(now, lambda then: sketches.run_without_reset(stub.machine, then))
    return -1  # no answer


COMMANDS: dict[int, Handler] = {
    0x02: _flash_begin,
    0x03: _flash_data,
    0x04: _flash_end,
    0x05: _mem_begin,
    0x06: _mem_end,
    0x07: _mem_data,
    0x08: _sync,
    0x09: _write_reg,
    0x0A: _read_reg,
    0x0B: _set_params,
    0x0D: _attach,
    0x0F: _change_baud,
    0x10: _deflated_begin,
    0x11: _deflated_data,
    0x12: _flash_end,
    0x13: _md5,
    0xD0: _erase_flash,
    0xD1: _erase_region,
    0xD2: _read_flash,
    0xD3: _run_user_code,
}
