"""The flash chip: erasing sets bits, writing only clears them, and behind the end it begins again.

Times are typical ones of 25-series chips (Winbond W25Q32 data sheet): seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from .cells import ERASED, SECTOR, Cells

__all__ = ["SECTOR", "Flash"]

BLOCK = 0x10000
PAGE = 0x100

ERASE_SECTOR_S = 0.045
ERASE_BLOCK_S = 0.15
ERASE_CHIP_S_PER_MB = 2.5
WRITE_PAGE_S = 0.0007
READ_S_PER_BYTE = 5e-7

_LEFT = 0x40
"""Bytes at the start of a tired sector that a first erase leaves as they were."""

_STUCK = (b"\xff\xfe" + b"\xff" * 62) * (SECTOR // 64)
"""A worn sector after an erase: some bits do not come back."""

WRITE_ENABLED, PROTECTED_BITS = 0x02, 0x1C


_T = TypeVar("_T")


class Flash:
    """One chip of `size` bytes that calls itself `jedec_id`.

    What may be wrong with it is set from outside: `bus` (what is read when the wires are bad: "ones", "zeros"),
    `locked` (protection that no command takes away), `worn` (sectors that keep no data), `tired` (sectors of which an
    erase leaves some bits behind; the next one gets them).
    """

    def __init__(self, size: int, jedec_id: int, content: bytes = b"") -> None:
        self.size, self.jedec_id = size, jedec_id
        self.data = Cells(size, content)
        self.bus = "ok"
        self.locked = False
        self.worn: set[int] = set()
        self.tired: set[int] = set()
        self.status = 0x0000
        self._write_enabled = False
        self._known: dict[Hashable, tuple[object, Any]] = {}

    def known(self, name: Hashable, work_out: Callable[[], _T]) -> _T:
        """What was worked out of the content under that name, and is worked out anew once that has changed."""
        state = (self.bus, self.size, id(self.data), self.data.changes)
        if name not in self._known or self._known[name][0] != state:
            self._known[name] = (state, work_out())
        answer: _T = self._known[name][1]
        return answer

    def read(self, address: int, length: int) -> bytes:
        """Bytes from there on, wrapping at the end."""
        if self.bus != "ok":
            return (b"\xff" if self.bus == "ones" else b"\x00") * length
        start = address % self.size
        if start + length <= self.size:
            return self.data.read(start, length)
        again = bytes(self.data) * (-(-(start + length) // self.size))
        return again[start : start + length]

    def erase_sector(self, address: int) -> bool:
        """Set the 4 KB sector that holds this address; returns whether the chip did it."""
        if not self._writable:
            return False
        start = address % self.size // SECTOR * SECTOR
        number = start // SECTOR
        if number in self.tired:
            self.tired.discard(number)
            self.data.put(start + _LEFT, ERASED[_LEFT:])
        else:
            self.data.put(start, _STUCK if number in self.worn else ERASED)
        return True

    def erase(self, address: int, length: int) -> bool:
        """Set all sectors that the range touches."""
        first, last = address // SECTOR, -(-(address + length) // SECTOR)
        count = min(last - first, self.size // SECTOR)
        done = [self.erase_sector(sector * SECTOR) for sector in range(first, first + count)]
        return all(done)

    def write(self, address: int, data: bytes) -> bool:
        """Clear bits; returns whether the chip did it."""
        if not self._writable:
            return False
        position = address % self.size
        while data:
            part, data = data[: self.size - position], data[self.size - position :]
            self._clear(position, part)
            position = 0
        return True

    def md5(self, address: int, length: int) -> bytes:
        """The digest of what is read there."""
        return hashlib.md5(self.read(address, length), usedforsecurity=False).digest()

    def command(self, code: int, address: int, sent: bytes, wanted: int) -> bytes:
        """One command on the SPI bus: what comes back, `wanted` bytes."""
        if self.bus != "ok":
            return self.read(0, wanted)
        if code in _CHANGES and not self._write_enabled:
            return b"\xff" * wanted
        answer = _COMMANDS.get(code, _unknown)(self, address, sent)
        if code in _CHANGES:  # each time anew
            self.set_write_enabled(False)
        return (answer + b"\xff" * wanted)[:wanted] if code != _READ else self.read(address, wanted)

    @property
    def _writable(self) -> bool:
        return self.bus == "ok" and not self.locked and not self.status & PROTECTED_BITS

    def _clear(self, position: int, data: bytes) -> None:
        for number in self.worn & set(range(position // SECTOR, (position + len(data) - 1) // SECTOR + 1)):
            self._wear(number * SECTOR)
        old = self.data.read(position, len(data))
        if old.count(0xFF) != len(old):
            both = int.from_bytes(old, "little") & int.from_bytes(data, "little")
            data = both.to_bytes(len(old), "little")
        self.data.put(position, data)

    def _wear(self, start: int) -> None:
        """The stuck bits of the sector that begins there are zero, whatever is written."""
        both = int.from_bytes(self.data.read(start, SECTOR), "little") & int.from_bytes(_STUCK, "little")
        self.data.put(start, both.to_bytes(SECTOR, "little"))

    def id_bytes(self) -> bytes:
        """Maker, type, size code, as the bus gives them."""
        return self.jedec_id.to_bytes(3, "little")

    def set_write_enabled(self, wanted: bool) -> None:
        """WREN and WRDI; the bit is seen in the status."""
        self._write_enabled = wanted
        self.status = self.status & ~WRITE_ENABLED | (WRITE_ENABLED if wanted else 0)

    def set_status(self, shift: int, sent: bytes) -> None:
        """WRSR and its sisters; without WREN before it nothing happens."""
        if not self._write_enabled or not sent or self.locked:
            return
        for n, byte in enumerate(sent):
            place = shift + 8 * n
            self.status = self.status & ~(0xFF << place) | byte << place
        self.set_write_enabled(False)

    def sfdp(self, address: int) -> bytes:
        """The parameter tables of JESD216, as far as anybody looks: signature, two headers, the density."""
        maker = self.id_bytes()[0]
        headers = b"\x00\x00\x01\x09\x80\x00\x00\xff" + bytes([maker]) + b"\x00\x01\x04\x80\x00\x00\xff"
        table = b"SFDP\x00\x01\x01\xff" + headers
        density = (self.size * 8 - 1).to_bytes(4, "little")
        whole = table.ljust(0x80, b"\xff") + b"\xe5\x20\xf1\xff" + density
        return whole[address:]


Answer = Callable[[Flash, int, bytes], bytes]

_READ = 0x03


def _unknown(_flash: Flash, _address: int, _sent: bytes) -> bytes:
    return b""


def _status(shift: int) -> Answer:
    return lambda flash, _address, _sent: bytes([flash.status >> shift & 0xFF])


def _enable(wanted: bool) -> Answer:
    def run(flash: Flash, _address: int, _sent: bytes) -> bytes:
        flash.set_write_enabled(wanted)
        return b""

    return run


def _write_status(shift: int) -> Answer:
    def run(flash: Flash, _address: int, sent: bytes) -> bytes:
        flash.set_status(shift, sent)
        return b""

    return run


def _write_page(flash: Flash, address: int, sent: bytes) -> bytes:
    flash.write(address, sent)
    return b""


def _erase(length: int) -> Answer:
    def run(flash: Flash, address: int, _sent: bytes) -> bytes:
        flash.erase(address // length * length, length)
        return b""

    return run


def _erase_all(flash: Flash, _address: int, _sent: bytes) -> bytes:
    flash.erase(0, flash.size)
    return b""


_CHANGES = frozenset({0x02, 0x20, 0xD8, 0xC7, 0x60})  # page program and the erases

# Command bytes as the data sheets of all 25-series chips have them.
_COMMANDS: dict[int, Answer] = {
    0x9F: lambda flash, _address, _sent: flash.id_bytes(),
    0x90: lambda flash, _address, _sent: bytes([flash.id_bytes()[0], flash.id_bytes()[2] - 1 & 0xFF]),
    0xAB: lambda flash, _address, _sent: bytes([flash.id_bytes()[2] - 1 & 0xFF]),
    0x5A: lambda flash, address, _sent: flash.sfdp(address),
    0x05: _status(0),
    0x35: _status(8),
    0x15: _status(16),
    0x06: _enable(True),
    0x50: _enable(True),
    0x04: _enable(False),
    0x01: _write_status(0),
    0x31: _write_status(8),
    0x11: _write_status(16),
    0x02: _write_page,
    0x20: _erase(SECTOR),
    0xD8: _erase(BLOCK),
    0xC7: _erase_all,
    0x60: _erase_all,
}
