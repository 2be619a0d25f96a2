"""The serial loader in the chip's ROM: one command after the other, each with one answer (SYNC has eight).

Commands, status bytes and the odd erase formula: esptool docs, serial-protocol; esptool#33 and esptool-ck espcomm.c for
the erase; traces of real chips for what the value field keeps (esp8266/Arduino#5635 #6605, esptool#397).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import reduce
from operator import xor

from . import firmware, flash, images, ramload, slip
from .program import Machine, Program, Restart

SYNC_VALUE = 0x20120707
SYNC_COUNT = 8
BAD_MESSAGE, FAILED, BAD_CHECKSUM = 0x05, 0x06, 0x07
SECTORS_PER_BLOCK = 16
ADDRESSES = 1 << 24  # what a flash chip can be asked for; the ROM looks at the end of the range before it erases
LONGEST_DELAY_US = 10_000_000  # that WRITE_REG is let wait for
THINKING = 0.0003  # seconds between the end of a command and its answer

Status = int
Handler = Callable[[float, bytes, int], Status]


def checksum(data: bytes) -> int:
    """The loader's checksum of one block."""
    return reduce(xor, data, images.SEED)


def erased_sectors(first: int, asked: int) -> int:
    """How many sectors the ROM really erases when it is asked for so many from there on."""
    return asked + min(asked, SECTORS_PER_BLOCK - first % SECTORS_PER_BLOCK)


class Loader(Program):
    """The ROM's loader, from the first measured bytes to the command that leaves it."""

    name = "rom-loader"

    def __init__(self, machine: Machine, *, measure: bool = True) -> None:
        super().__init__(machine)
        self._measure = measure
        self._decoder = slip.Decoder()
        self._value = SYNC_VALUE  # the last word that was read: every answer carries it
        self._free = 0.0  # busy with the last command until then
        self._left = 0  # bytes of FLASH_DATA that are still announced
        self._address = 0
        self._ram = ramload.RamLoad(machine.registers)
        self._handlers: dict[int, Handler] = {
            0x02: self._flash_begin,
            0x03: self._flash_data,
            0x04: self._flash_end,
            0x05: self._mem_begin,
            0x06: self._mem_end,
            0x07: self._mem_data,
            0x08: self._sync,
            0x09: self._write_reg,
            0x0A: self._read_reg,
        }

    def start(self, now: float) -> None:
        """Wait for somebody whose rate can be measured."""
        if self._measure:
            self.machine.tune(now, None)

    def hear(self, now: float, data: bytes, pace: float) -> int:
        """Take bytes up to the end of a command, and carry it out."""
        used, packet = self._decoder.feed(data)
        if packet is not None:
            self._obey(max(now + used * pace, self._free) + THINKING, packet)
        return used

    def heeds(self, data: bytes) -> int | None:
        """Only whole packets."""
        return self._decoder.completes(data)

    def _obey(self, now: float, packet: bytes) -> None:
        if len(packet) < 8 or packet[0] != 0:
            return
        code, length, check = struct.unpack_from("<xBHI", packet)
        body = packet[8:]
        self._free = now
        if len(body) != length or code not in self._handlers:
            self._answer(now, code, BAD_MESSAGE)
        else:
            status = self._handlers[code](now, body, check)
            self._answer(self._free, code, status)

    def _answer(self, at: float, code: int, status: Status) -> None:
        answer = struct.pack("<BBHIBB", 1, code, 2, self._value, 1 if status else 0, status)
        for _ in range(SYNC_COUNT if code == 0x08 and not status else 1):
            self.machine.say(at, slip.encode(answer))

    def _spend(self, now: float, seconds: float, milliamps: float) -> None:
        """Be busy with the flash for a while; the answer comes after."""
        self.machine.draw(now, milliamps, seconds)
        self._free = now + seconds

    def _later(self, action: Callable[[float], None]) -> None:
        """Do that once the answer is out."""
        self.machine.after(self._free, lambda now: self.machine.after(self.machine.say(now, b""), action))

    def _sync(self, _now: float, body: bytes, _check: int) -> Status:
        if len(body) < 4:
            return BAD_MESSAGE
        self._value = SYNC_VALUE
        return 0

    def _read_reg(self, _now: float, body: bytes, _check: int) -> Status:
        if len(body) != 4:
            return BAD_MESSAGE
        self._value = self.machine.registers.read(int.from_bytes(body, "little"))
        return 0

    def _write_reg(self, now: float, body: bytes, _check: int) -> Status:
        if len(body) % 16 or not body:
            return BAD_MESSAGE
        registers, divider = self.machine.registers, self.machine.registers.clkdiv
        for address, value, mask, delay_us in struct.iter_unpack("<IIII", body):
            registers.write(address, value, mask)
            self._free += min(delay_us, LONGEST_DELAY_US) / 1e6
        if registers.reset_asked:
            self.machine.after(self._free, lambda then: self.machine.restart(then, Restart.SOFTWARE))
        if registers.clkdiv != divider:
            self.machine.tune(now, registers.clkdiv)
        return 0

    def _flash_begin(self, now: float, body: bytes, _check: int) -> Status:
        if len(body) < 16:
            return BAD_MESSAGE
        size, blocks, block_size, offset = struct.unpack_from("<IIII", body)
        self.machine.registers.flash_attached = True
        self._address, self._left = offset, blocks * block_size
        first = offset // flash.SECTOR
        count = erased_sectors(first, -(-size // flash.SECTOR))
        if count and offset + size > ADDRESSES:
            return FAILED
        if count:
            self._spend(now, count * flash.ERASE_SECTOR_S, 200)
            if not self.machine.flash.erase(first * flash.SECTOR, count * flash.SECTOR):
                return FAILED
        return 0

    def _flash_data(self, now: float, body: bytes, check: int) -> Status:
        data = body[16:]
        if len(body) < 16 or int.from_bytes(body[:4], "little") != len(data):
            return BAD_MESSAGE
        if checksum(data) != check & 0xFF:
            return BAD_CHECKSUM
        if self._left < len(data):
            return FAILED
        self._spend(now, len(data) / flash.PAGE * flash.WRITE_PAGE_S, 180)
        if not self.machine.flash.write(self._address, data):
            return FAILED
        self._address, self._left = self._address + len(data), self._left - len(data)
        return 0

    def _flash_end(self, _now: float, body: bytes, _check: int) -> Status:
        if len(body) < 4:
            return BAD_MESSAGE
        if int.from_bytes(body[:4], "little") == 0:
            self._later(lambda then: self.machine.restart(then, Restart.SOFTWARE))
        else:
            self._later(lambda then: firmware.run_without_reset(self.machine, then))
        return 0

    def _mem_begin(self, _now: float, body: bytes, _check: int) -> Status:
        if len(body) < 16:
            return BAD_MESSAGE
        self._ram.begin(*struct.unpack_from("<IIII", body))
        return 0

    def _mem_data(self, _now: float, body: bytes, check: int) -> Status:
        data = body[16:]
        if len(body) < 16 or int.from_bytes(body[:4], "little") != len(data):
            return BAD_MESSAGE
        if checksum(data) != check & 0xFF:
            return BAD_CHECKSUM
        return 0 if self._ram.block(data) else FAILED

    def _mem_end(self, _now: float, body: bytes, _check: int) -> Status:
        if len(body) < 8:
            return BAD_MESSAGE
        stay, entry = struct.unpack_from("<II", body)
        if not stay:
            self._later(lambda then: ramload.start(self.machine, then, entry))
        return 0
