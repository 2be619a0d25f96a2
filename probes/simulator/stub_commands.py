"""The stub's commands, one function each: what it does, and the status that it answers with.

Numbers, lengths and codes from espressif/esp-flasher-stub (commands.h); status 0 is success.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from . import firmware, flash, ramload, rom
from .program import Restart

if TYPE_CHECKING:
    from .stub import Inflater, Stub

BAD_LENGTH, BAD_CHECKSUM, FAILED_SPI = 0xC0, 0xC1, 0xC4
NOT_IN_FLASH_MODE, INFLATE, TOO_MUCH, UNKNOWN = 0xC6, 0xC7, 0xC9, 0xFF
NO_ANSWER = -1
ERASE_MA = 250.0
READ_MA = 120.0  # CPU and flash chip at work without a pause

Handler = Callable[["Stub", float, bytes, int], int]


def find(code: int) -> Handler:
    """What carries out that command."""
    return _COMMANDS.get(code, _unknown)


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
    for address, value, mask, delay_us in struct.iter_unpack("<IIII", body):
        registers.write(address, value, mask)
        stub.free += min(delay_us, rom.LONGEST_DELAY_US) / 1e6
    if registers.reset_asked:
        stub.then = lambda then: stub.machine.restart(then, Restart.SOFTWARE)
    if registers.clkdiv != divider:
        stub.machine.tune(now, registers.clkdiv)
    return 0


def _begin(stub: Stub, body: bytes, inflate: Inflater | None) -> int:
    if len(body) not in (16, 20):
        return BAD_LENGTH
    size, _blocks, _block_size, offset = struct.unpack_from("<IIII", body)
    stub.begin_write(offset, size, inflate)
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
        # the stub inflates into 32 KB at a time; here what one block can become is bounded by the largest flash
        plain = stub.writing.inflate.decompress(data, min(stub.writing.left + 1, rom.ADDRESSES))
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
    stub.spend(now, size * 4 * flash.READ_S_PER_BYTE, READ_MA)
    return 0


def _erase_flash(stub: Stub, now: float, body: bytes, _check: int) -> int:
    if body and stub.legacy:
        return BAD_LENGTH
    chip = stub.machine.flash
    stub.spend(now, chip.size / 2**20 * flash.ERASE_CHIP_S_PER_MB, ERASE_MA)
    return 0 if chip.erase(0, chip.size) else FAILED_SPI


def _erase_region(stub: Stub, now: float, body: bytes, _check: int) -> int:
    if len(body) != 8:
        return BAD_LENGTH
    address, size = struct.unpack("<II", body)
    if address % flash.SECTOR or size % flash.SECTOR:
        return BAD_LENGTH
    blocks, sectors = divmod(min(size, stub.machine.flash.size), flash.BLOCK)
    seconds = blocks * flash.ERASE_BLOCK_S + sectors // flash.SECTOR * flash.ERASE_SECTOR_S
    stub.spend(now, seconds, ERASE_MA)
    return 0 if stub.machine.flash.erase(address, size) else FAILED_SPI


def _read_flash(stub: Stub, _now: float, body: bytes, _check: int) -> int:
    if len(body) != 16:
        return BAD_LENGTH
    address, size, packet, _in_flight = struct.unpack("<IIII", body)
    if not 0 < packet <= flash.SECTOR:
        return BAD_LENGTH
    stub.begin_read(address, size, packet)
    return 0


def _run_user_code(stub: Stub, now: float, _body: bytes, _check: int) -> int:
    stub.machine.after(now, lambda then: firmware.run_without_reset(stub.machine, then))
    return NO_ANSWER


_COMMANDS: dict[int, Handler] = {
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
