"""What a program in RAM may call in the chip's ROM: printing, waiting, restarting.

Addresses: eagle.rom.addr.v6.ld of esp8266/Arduino. Arguments are in a2 to a7, the result in a2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .lx106 import Core, signed

LONGEST = 1024  # bytes of one text: a program may have lost its way
_FIELD = re.compile(rb"%(0?)(\d{0,2})l?([cdiuxXsp%])")


@dataclass(frozen=True, slots=True)
class Did:
    """What a call did outside of the processor; `divider` is what the UART shall divide its clock by."""

    said: bytes = b""
    seconds: float = 0.0
    restarts: bool = False
    divider: int = 0


Call = Callable[[Core], Did]


def text(core: Core, address: int) -> bytes:
    """The text up to its zero."""
    return core.memory.dump(address, LONGEST).split(b"\x00", 1)[0]


def printed(core: Core, form: bytes, values: Iterator[int]) -> bytes:
    """What printf makes of it. Missing values print as 0: there are six registers, and nobody looks on the stack."""

    def one(found: re.Match[bytes]) -> bytes:
        zero, width, kind = found.groups()
        if kind == b"%":
            return b"%"
        value = next(values, 0)
        return _SHOWN[kind](core, value).rjust(int(width or 0), b"0" if zero else b" ")

    return _FIELD.sub(one, form)


_SHOWN: Mapping[bytes, Callable[[Core, int], bytes]] = {
    b"c": lambda _core, value: bytes([value & 0xFF]),
    b"d": lambda _core, value: b"%d" % signed(value),
    b"i": lambda _core, value: b"%d" % signed(value),
    b"u": lambda _core, value: b"%d" % value,
    b"x": lambda _core, value: b"%x" % value,
    b"X": lambda _core, value: b"%X" % value,
    b"p": lambda _core, value: b"%x" % value,
    b"s": text,
}


def _printf(core: Core) -> Did:
    said = printed(core, text(core, core.a[2]), iter(core.a[3:8]))[:LONGEST]
    core.put(2, len(said))
    return Did(_lines(said))


def _character(core: Core) -> Did:
    return Did(_lines(bytes([core.a[2] & 0xFF])))


def _raw_character(core: Core) -> Did:
    said = bytes([core.a[2] & 0xFF])
    core.put(2, 0)
    return Did(said)


def _lines(said: bytes) -> bytes:
    """The ROM's print puts a carriage return before each line feed."""
    return said.replace(b"\n", b"\r\n")


def _delay(core: Core) -> Did:
    return Did(seconds=core.a[2] / 1e6)


def _divide(core: Core) -> Did:
    return Did(divider=core.a[3]) if core.a[2] == 0 else Did()


def _restart(_core: Core) -> Did:
    return Did(restarts=True)


def _nothing(_core: Core) -> Did:
    return Did()


CALLS: Mapping[int, Call] = {
    0x400024CC: _printf,  # ets_printf
    0x40002BE8: _character,  # ets_putc
    0x40001DA0: _character,  # ets_write_char
    0x40003B30: _raw_character,  # uart_tx_one_char
    0x40002ECC: _delay,  # ets_delay_us
    0x400039D8: _divide,  # uart_div_modify(port, divider)
    0x4000264C: _restart,  # software_reset
    0x40002438: _nothing,  # ets_install_uart_printf
    0x40002F04: _nothing,  # ets_update_cpu_frequency
    0x400030F0: _nothing,  # ets_wdt_disable
    0x400047F0: _nothing,  # Cache_Read_Disable
}
