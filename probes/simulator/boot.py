"""The ROM after a reset: banner, straps, and what lies in the flash."""

from __future__ import annotations

from functools import partial

from . import firmware, images, straps
from .program import Machine, Program, Restart
from .rom import Loader

# How long the chip is silent before the banner (seconds): crystal and supply need longer than a reset pin.
SILENCE = {Restart.POWER: 0.04, Restart.EXTERNAL: 0.01}
LATCHED_WATCHDOG = 4.0  # esp8266/Arduino#2829: the banner comes again about 4 s later
EBOOT_WATCHDOG = 13.0  # esp8266/Arduino, eboot.c


class Rom(Program):
    """From the end of a reset to the program that it leads to."""

    name = "rom"

    def __init__(self, machine: Machine, kind: Restart, latch: int) -> None:
        super().__init__(machine)
        self._kind, self._latch = kind, latch
        self._cause = machine.registers.cause

    def start(self, now: float) -> None:
        """Nothing is heard before the banner."""
        self.machine.after(now + SILENCE.get(self._kind, 0.002), self._banner)

    def _banner(self, now: float) -> None:
        sub = self.machine.rng.choice((6, 7))  # the second figure means nothing that anybody should use
        text = f"\r\n ets Jan  8 2013,rst cause:{self._cause}, boot mode:({self._latch},{sub})\r\n\r\n"
        if self._cause == Restart.WATCHDOG.value:  # the register's word, not what happened last
            text += "wdt reset\r\n"
        said = self.machine.say(now, text.encode())
        self.machine.after(said, self._wake_without_reset if self._kind is Restart.WAKE else self._by_straps)

    def _by_straps(self, now: float) -> None:
        match straps.MODES[self._latch]:
            case "uart":
                self._to_loader(now)
            case "flash":
                self._from_flash(now)
            case "sdio":
                self.machine.say(now, b"waiting for host\r\n")
                self.machine.run(now, Program(self.machine))
            case _:
                self.machine.run(now, Program(self.machine))

    def _to_loader(self, now: float) -> None:
        armed = self.machine.registers.watchdog_armed
        self.machine.run(now, Loader(self.machine))
        if armed:  # left over from the application that restarted by software
            self.machine.after(now + LATCHED_WATCHDOG, partial(_bite, self.machine), idle=True)

    def _wake_without_reset(self, now: float) -> None:
        """Deep sleep ended, but nothing pulled RST (esp8266/Arduino#1363)."""
        self.machine.say(now, b"ets_main.c \r\n")
        self.machine.run(now, Program(self.machine))

    def _from_flash(self, now: float) -> None:
        flash, mode_fits = self.machine.flash, self._mode_fits()
        loaded = flash.known(("loaded", mode_fits), lambda: images.load(self._reader(mode_fits)))
        said = self.machine.say(now, loaded.text.encode())
        if loaded.entry is None:
            self.machine.after(said, lambda then: self.machine.run(then, Program(self.machine)))
        elif loaded.first_address == images.EBOOT_ADDRESS:
            self.machine.after(said, self._eboot)
        else:
            self.machine.after(said, lambda then: firmware.start(self.machine, then, 0))

    def _mode_fits(self) -> bool:
        header = images.parse(self.machine.flash.read(0, 8))
        return header is None or header.mode in self.machine.spec.flash_mode_ok

    def _reader(self, readable: bool) -> images.Reader:
        """The first piece is read slowly and comes right; the rest in the mode that the header asks for.

        In a mode for which the board has no wires all that comes is pairs of 00 and FF, which leave the checksum at its
        seed, so that every segment ends with 0xef (domain of martin-ger/esp_wifi_repeater#574).
        """
        flash = self.machine.flash

        def read(offset: int, length: int) -> bytes:
            data = flash.read(offset, length)
            if readable:
                return data
            clear = max(0, min(length, 16 - offset))
            return data[:clear] + b"\x00" * (length - clear)

        return read

    def _eboot(self, now: float) -> None:
        """Arduino's second stage: it loads the sketch and checks nothing (eboot.c)."""
        magic = self.machine.flash.read(images.APP_OFFSET, 1)[0]
        version = int.from_bytes(self.machine.flash.read(24, 4), "little")
        if magic == images.MAGIC:
            said = self.machine.say(now, f"v{version:08x}\n~ld\n".encode())
            self.machine.after(said, lambda then: firmware.start(self.machine, then, images.APP_OFFSET))
        else:
            self.machine.say(now, f"v{version:08x}\n~ld\ne:1\n".encode())
            self.machine.run(now, Program(self.machine))
            self.machine.after(now + EBOOT_WATCHDOG, partial(_bite, self.machine), idle=True)


def _bite(machine: Machine, now: float) -> None:
    machine.restart(now, Restart.WATCHDOG)
