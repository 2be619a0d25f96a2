"""What READ_REG and WRITE_REG reach: RAM, the fuses, UART divider, strap latch, RTC, and the SPI controller that asks
the flash.

Addresses: ESP8266_RTOS_SDK (efuse_register.h, rtc_register.h, spi_register.h, uart_register.h), esptool's target file,
esp8266/Arduino Updater.cpp for the strap latch, esp8266_peri.h (GPI) for the levels below it.
"""

from __future__ import annotations

from .flash import Flash
from .spec import ChipSpec

MAGIC = 0x40001000
MAGIC_VALUE = 0xFFF0C101
FUSES = (0x3FF00050, 0x3FF00054, 0x3FF00058, 0x3FF0005C)
UART_FIFO = 0x60000000
CLKDIV = 0x60000014
UART_DATE = 0x60000078
UART_DATE_VALUE = 0x00062000
GPIO2_MUX = 0x60000838
STRAPS = 0x60000318
RTC_CONTROL = 0x60000700
RTC_STATE1 = 0x60000714
SOFTWARE_RESET = 1 << 31

# What GPIO2 is: of its functions the ROM chooses the fourth, UART0's TX (esp8266-wiki, Boot Process; RIOT#16387).
_MUX_FUNCTION, _MUX_IS_TX, _MUX_PULL_UP = 0x130, 0x100, 0x80

# The ROM sets 115200 on the assumption of an 80 MHz clock; with a 26 MHz crystal it gets 52 MHz, hence 74880.
ROM_DIVIDER = 80_000_000 // 115200

SPI = 0x60000200
_CMD, _ADDR, _RD_STATUS = SPI, SPI + 0x04, SPI + 0x10
_USER, _USER1, _USER2, _W0 = SPI + 0x1C, SPI + 0x20, SPI + 0x24, SPI + 0x40
_RUN_USER, _RUN_RDID, _RUN_RDSR = 1 << 18, 1 << 28, 1 << 27
_HAS_ADDR, _HAS_MISO, _HAS_MOSI = 1 << 30, 1 << 28, 1 << 27
_WORDS = 16
_AT_REST = {_USER: 0x80000044, _USER2: 0x70000000}  # trace of a real chip in esptool#397

RTC_MEMORY = 0x60001000  # bootloader and application leave notes there that outlive every reset but the power's
RAM = {0x3FFE8000: 0x18000, 0x40100000: 0x10000, RTC_MEMORY: 0x400}
POWERED_ON = 1


class Registers:
    """One chip's address space; what is not mapped reads 0 and keeps nothing."""

    def __init__(self, spec: ChipSpec, flash: Flash) -> None:
        self._flash = flash
        self._fixed = {MAGIC: MAGIC_VALUE, UART_DATE: UART_DATE_VALUE, **dict(zip(FUSES, spec.fuses, strict=True))}
        self._ram = {base: bytearray(size) for base, size in RAM.items()}
        self._plain = dict(_AT_REST)
        self.clkdiv = ROM_DIVIDER
        self.cause = 0
        self.latch = 0
        self.levels = 0
        """Of GPIO0 to GPIO15 at this moment, a bit each."""
        self.gpio2_mux = 0
        self.flash_attached = False  # in download mode the flash pins are not connected before FLASH_BEGIN
        self.watchdog_armed = False  # an application arms it; only a reset that is no software reset stops it
        self.reset_asked = False

    def reset(self, cause: int | None, latch: int) -> None:
        """A reset for that cause; None, by software, keeps the old cause and the watchdog. Only power takes the RAM."""
        if cause is not None:
            self.cause, self.watchdog_armed = cause, False
        if cause == POWERED_ON:
            self._ram = {base: bytearray(size) for base, size in RAM.items()}
        self.latch, self.clkdiv = latch, ROM_DIVIDER
        self.gpio2_mux = _MUX_IS_TX | _MUX_PULL_UP
        self.flash_attached = self.reset_asked = False
        self._plain = dict(_AT_REST)

    @property
    def second_tx(self) -> bool:
        """GPIO2 says what TX says."""
        return self.gpio2_mux & _MUX_FUNCTION == _MUX_IS_TX

    def read(self, address: int) -> int:
        """The word there."""
        if address in self._fixed:
            return self._fixed[address]
        live = {
            CLKDIV: self.clkdiv,
            STRAPS: self.latch << 16 | self.levels,
            RTC_STATE1: self.cause,
            GPIO2_MUX: self.gpio2_mux,
        }
        if address in live:
            return live[address]
        if memory := self._memory(address):
            ram, offset = memory
            return int.from_bytes(ram[offset : offset + 4], "little")
        return self._plain.get(address, 0)

    def write(self, address: int, value: int, mask: int = 0xFFFFFFFF) -> None:
        """Change the bits of the mask."""
        value = self.read(address) & ~mask & 0xFFFFFFFF | value & mask
        if memory := self._memory(address):
            ram, offset = memory
            ram[offset : offset + 4] = value.to_bytes(4, "little")
        elif address == CLKDIV:
            self.clkdiv = value & 0xFFFFF
        elif address == GPIO2_MUX:
            self.gpio2_mux = value
        elif address == RTC_CONTROL and value & SOFTWARE_RESET:
            self.reset_asked = True
        elif address not in self._fixed:
            self._keep(address, value)

    def load(self, address: int, data: bytes) -> bool:
        """Bytes into RAM; false where there is none."""
        memory = self._memory(address)
        if memory is None or memory[1] + len(data) > len(memory[0]):
            return False
        ram, offset = memory
        ram[offset : offset + len(data)] = data
        return True

    def dump(self, address: int, length: int) -> bytes:
        """Bytes out of RAM; nothing where there is none."""
        memory = self._memory(address)
        return bytes(memory[0][memory[1] : memory[1] + length]) if memory else b""

    def _memory(self, address: int) -> tuple[bytearray, int] | None:
        for base, ram in self._ram.items():
            if base <= address < base + len(ram):
                return ram, address - base
        return None

    def _keep(self, address: int, value: int) -> None:
        if not SPI <= address < _W0 + 4 * _WORDS:
            return  # a register that nothing here looks at
        self._plain[address] = value
        if address == _CMD:
            self._run_spi(value)

    def _run_spi(self, asked: int) -> None:
        self._plain[_CMD] = 0  # done at once: the bits fall back
        if asked & _RUN_USER:
            self._run_user()
        elif asked & _RUN_RDID:
            self._answer(self._ask(0x9F, 0, b"", 3))
        elif asked & _RUN_RDSR:
            self._plain[_RD_STATUS] = int.from_bytes(self._ask(0x05, 0, b"", 1), "little")

    def _run_user(self) -> None:
        user, lengths = self._plain.get(_USER, 0), self._plain.get(_USER1, 0)
        sent = ((lengths >> 17 & 0x1FF) + 1) // 8 if user & _HAS_MOSI else 0
        wanted = ((lengths >> 8 & 0x1FF) + 1) // 8 if user & _HAS_MISO else 0
        address = self._plain.get(_ADDR, 0) >> 8 if user & _HAS_ADDR else 0
        words = b"".join(self._plain.get(_W0 + 4 * n, 0).to_bytes(4, "little") for n in range(_WORDS))
        answer = self._ask(self._plain.get(_USER2, 0) & 0xFF, address, words[:sent], wanted)
        if wanted:
            self._answer(answer)

    def _ask(self, code: int, address: int, sent: bytes, wanted: int) -> bytes:
        if not self.flash_attached:
            return b"\xff" * wanted
        return self._flash.command(code, address, sent, wanted)

    def _answer(self, data: bytes) -> None:
        for n in range(0, min(len(data), 4 * _WORDS), 4):
            self._plain[_W0 + n] = int.from_bytes(data[n : n + 4], "little")
