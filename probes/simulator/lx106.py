"""The processor's state: sixteen registers, a place in the program, and how it reaches memory.

What a program may not do raises `Stopped`: a real chip would end in an exception that nobody handles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

WORD = 0xFFFFFFFF
INSTRUCTION_RAM = range(0x40100000, 0x40110000)


class Memory(Protocol):
    """What the processor reads and writes: words at multiples of four, and code."""

    def read(self, address: int) -> int: ...
    def write(self, address: int, value: int) -> None: ...
    def dump(self, address: int, length: int) -> bytes: ...


class Stopped(Exception):
    """An instruction that is unknown here, or an access that the chip refuses."""


def signed(value: int, bits: int = 32) -> int:
    """The number that so many bits mean in two's complement."""
    half = 1 << bits - 1
    return (value & (1 << bits) - 1 ^ half) - half


@dataclass(slots=True)
class Core:
    """Sixteen registers and a place in the program."""

    memory: Memory
    pc: int
    a: list[int] = field(default_factory=lambda: [0] * 16)
    sar: int = 0  # how far the next shift goes
    next: int = 0  # where the instruction under way goes on

    def put(self, register: int, value: int) -> None:
        """Set a register."""
        self.a[register] = value & WORD

    def load(self, address: int, size: int) -> int:
        """So many bytes from there, unsigned."""
        shift = self._place(address, size)
        return self.memory.read(address & ~3 & WORD) >> shift & (1 << 8 * size) - 1

    def store(self, address: int, size: int, value: int) -> None:
        """So many bytes to there."""
        shift, mask = self._place(address, size), (1 << 8 * size) - 1
        word = address & ~3 & WORD
        old = self.memory.read(word) if size < 4 else 0
        self.memory.write(word, old & ~(mask << shift) & WORD | (value & mask) << shift)

    def _place(self, address: int, size: int) -> int:
        if address % size or (size < 4 and address in INSTRUCTION_RAM):  # that memory gives whole words alone
            raise Stopped(f"{size} bytes at {address:#x}")
        return address % 4 * 8
