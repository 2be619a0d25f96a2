"""An ESP32 in the board's place: it greets, but with another banner, another length of answer, another magic word.

SYNC answer (four status bytes, value 0x55552007): trace in espressif/esptool#870; the magic word: esptool's table of
chips; banner and download message: ESP-IDF docs, boot mode selection. Its ROM always talks at 115200 baud.
"""

from __future__ import annotations

import struct

from . import slip
from .chip import Chip
from .program import Machine, Program, Restart
from .registers import MAGIC
from .rom import SYNC_COUNT, Loader

MAGIC_VALUE = 0x00F01D83
_SYNC_VALUE = 0x55552007
_DIVIDER_FOR_115200 = 451  # of 52 MHz
_APP = b"I (29) boot: ESP-IDF v4.4 2nd stage bootloader\r\nI (312) cpu_start: Starting scheduler on PRO CPU.\r\n"


class Esp32(Chip):
    """The chip of another board, with the same pins as far as the bench has wires to them."""

    def _begin(self, now: float, kind: Restart) -> None:
        super()._begin(now, kind)
        self.tune(now, _DIVIDER_FOR_115200)
        self.run(now, _Start(self, kind, bool(self.latch and self.latch & 2)))


class _Start(Program):
    """Banner, then loader or program."""

    name = "rom"

    def __init__(self, machine: Machine, kind: Restart, from_flash: bool) -> None:
        super().__init__(machine)
        cold = kind in (Restart.POWER, Restart.EXTERNAL)
        self._cause = "rst:0x1 (POWERON_RESET)" if cold else "rst:0xc (SW_CPU_RESET)"
        self._from_flash = from_flash

    def start(self, now: float) -> None:
        """Say why it started and in which mode."""
        mode = "0x13 (SPI_FAST_FLASH_BOOT)" if self._from_flash else "0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))"
        text = f"ets Jun  8 2016 00:22:57\r\n\r\n{self._cause},boot:{mode}\r\n".encode()
        text += _APP if self._from_flash else b"waiting for download\r\n"
        said = self.machine.say(now + 0.02, text)
        after = Program(self.machine) if self._from_flash else _Esp32Loader(self.machine)
        self.machine.after(said, lambda then: self.machine.run(then, after))


class _Esp32Loader(Loader):
    """Takes the same commands; answers are two status bytes longer."""

    def _read_reg(self, now: float, body: bytes, check: int) -> int:
        status = super()._read_reg(now, body, check)
        if int.from_bytes(body, "little") == MAGIC:
            self._value = MAGIC_VALUE
        return status

    def _answer(self, at: float, code: int, status: int) -> None:
        if code == 0x08:
            self._value = _SYNC_VALUE
        answer = struct.pack("<BBHIBBH", 1, code, 4, self._value, 1 if status else 0, status, 0)
        for _ in range(SYNC_COUNT if code == 0x08 and not status else 1):
            self.machine.say(at, slip.encode(answer))
