"""Programs in RAM: taken in by MEM commands, told apart when they start, since nothing here runs machine code."""

from __future__ import annotations

from .program import Machine, Program
from .registers import Registers

# Every flasher stub for this chip begins with the address that the ROM's loader returns to, then its first two
# instructions; its entry is the word behind (stub JSON files of esptool 2.8 to 5.6).
STUB_HEAD = bytes.fromhex("a810004001ffff46")
FIRST_STUB_TEXT = 0x4010E000  # the stub of esptool before 4.0, which does not know SYNC (esptool#603)


class RamLoad:
    """What MEM_BEGIN announced and MEM_DATA brought."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers
        self._address = self._left = 0

    def begin(self, size: int, _blocks: int, _block_size: int, address: int) -> None:
        """So many bytes are coming, for there."""
        self._address, self._left = address, size

    def block(self, data: bytes) -> bool:
        """Take the next; false when it is more than announced or there is no RAM."""
        if len(data) > self._left or not self._registers.load(self._address, data):
            return False
        self._address += len(data)
        self._left -= len(data)
        return True


class RamApp(Program):
    """A program that somebody loaded into RAM: it runs, and prints the texts that it was loaded with."""

    name = "ram-app"
    GREETING_AFTER = 0.05

    def __init__(self, machine: Machine, text: bytes) -> None:
        super().__init__(machine)
        self._text = text

    def start(self, now: float) -> None:
        """It begins to run."""
        if self._text:
            self.machine.after(now + self.GREETING_AFTER, lambda then: _print(self.machine, then, self._text))


def start(machine: Machine, now: float, entry: int) -> None:
    """Jump there: a flasher stub, some program, or nowhere."""
    from .stub import Stub  # the stub is a loader that loads: it needs this module

    text_start = entry & ~0xFF
    if machine.registers.dump(text_start, len(STUB_HEAD)) == STUB_HEAD:
        machine.run(now, Stub(machine, syncs=text_start != FIRST_STUB_TEXT))
    elif machine.registers.dump(entry, 4).strip(b"\x00"):
        machine.run(now, RamApp(machine, _greeting(machine.registers)))
    else:
        machine.run(now, Program(machine))


def _print(machine: Machine, now: float, text: bytes) -> None:
    machine.say(now, text)


def _greeting(registers: Registers) -> bytes:
    """A text at the start of data memory, if the program brought one: what its first print would say."""
    data = registers.dump(0x3FFE8000, 256).split(b"\x00", 1)[0]
    return data + b"\r\n" if len(data) > 3 and all(32 <= byte < 127 or byte in b"\r\n" for byte in data) else b""
