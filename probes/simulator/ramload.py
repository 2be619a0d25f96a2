"""Programs in RAM: taken in by MEM commands and started. The flasher stub is known by its beginning; all others run."""

from __future__ import annotations

from .lx106 import Core, Stopped
from .lx106_code import step
from .program import Machine, Program, Restart
from .registers import UART_FIFO, Registers
from .romcalls import CALLS, Did

# Every flasher stub for this chip begins with the address that the ROM's loader returns to, then its first two
# instructions; its entry is the word behind (stub JSON files of esptool 2.8 to 5.6).
STUB_HEAD = bytes.fromhex("a810004001ffff46")
FIRST_STUB_TEXT = 0x4010E000  # the stub of esptool before 4.0, which does not know SYNC (esptool#603)
NEW_STUB_TEXT = (
    0x4010C500  # espressif/esp-flasher-stub, esptool's own choice since 5.3; all others are the legacy one's
)


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
    """A program that somebody loaded into RAM, instruction by instruction: what it prints goes out, what it cannot do
    ends it. Its speed is not the chip's, the time that printing and waiting take is."""

    name = "ram-app"
    answers = False
    SLICE = 1000
    """Instructions between two looks at the rest of the world."""
    PER_INSTRUCTION = 1e-5
    """Seconds: far slower than the chip, since a loop that only counts must not keep the bench's computer busy."""
    STACK = 0x3FFFFE00
    FIFO = 128
    """Bytes that the UART takes before a program must wait."""

    def __init__(self, machine: Machine, entry: int) -> None:
        super().__init__(machine)
        self._outbox = bytearray()
        self._core = Core(_Bus(machine.registers, self._outbox), entry)
        self._core.put(1, self.STACK)

    def start(self, now: float) -> None:
        """It begins to run."""
        self._divider = self.machine.registers.clkdiv
        self.machine.after(now, self._run, idle=True)

    def _run(self, now: float) -> None:
        """Go on until something takes time."""
        core = self._core
        try:
            for _ in range(self.SLICE):
                now += self.PER_INSTRUCTION
                if call := CALLS.get(core.pc):
                    did, core.pc = call(core), core.a[0]
                    self._outbox += did.said
                    return self._after(now, did)
                here = core.pc
                step(core)
                if core.pc == here:  # `for (;;);` is how such programs end
                    return self._after(now, None)
                if len(self._outbox) >= self.FIFO:
                    break
        except Stopped:
            return self.machine.run(now, Program(self.machine))
        return self._after(now, Did())

    def _after(self, now: float, did: Did | None) -> None:
        """Say what was said, wait as long as that takes, and go on unless it is over."""
        registers = self.machine.registers
        if did and did.divider:
            registers.clkdiv = did.divider
        if registers.clkdiv != self._divider:
            self._divider = registers.clkdiv
            self.machine.tune(now, self._divider)
        now = self.machine.say(now, bytes(self._outbox))
        self._outbox.clear()
        if registers.reset_asked or (did and did.restarts):
            self.machine.after(now, lambda then: self.machine.restart(then, Restart.SOFTWARE))
        elif did:
            self.machine.after(now + did.seconds, self._run, idle=True)


class _Bus:
    """The registers and the RAM, and a UART whose writes are bytes to say."""

    def __init__(self, registers: Registers, outbox: bytearray) -> None:
        self.read, self.dump = registers.read, registers.dump
        self._registers, self._outbox = registers, outbox

    def write(self, address: int, value: int) -> None:
        """A word."""
        if address == UART_FIFO:
            self._outbox.append(value & 0xFF)
        else:
            self._registers.write(address, value)


def start(machine: Machine, now: float, entry: int) -> None:
    """Jump there: a flasher stub, some program, or nowhere."""
    from .stub import Stub  # the stub is a loader that loads: it needs this module

    text_start = entry & ~0xFF
    if machine.registers.dump(text_start, len(STUB_HEAD)) == STUB_HEAD:
        legacy = text_start != NEW_STUB_TEXT
        machine.run(now, Stub(machine, syncs=text_start != FIRST_STUB_TEXT, legacy=legacy))
    else:
        machine.run(now, RamApp(machine, entry))
