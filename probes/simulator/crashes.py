"""What firmware prints when it crashes, as the Arduino core prints it (core_esp8266_postmortem.cpp)."""

from __future__ import annotations

_CUT = "\r\n--------------- CUT HERE FOR EXCEPTION DECODER ---------------\r\n"
_STACK_TOP = 0x3FFFFDE0
_STACK_END = 0x3FFFFFD0


def exception(cause: int, where: int, address: int) -> str:
    """An exception of that number at that place, over that address."""
    registers = f"epc1=0x{where:08x} epc2=0x00000000 epc3=0x00000000 excvaddr=0x{address:08x} depc=0x00000000"
    return f"{_CUT}\r\nException ({cause}):\r\n{registers}\r\n{_stack(where)}"


def soft_watchdog() -> str:
    """The software watchdog, which newer cores follow with an exception that is none."""
    return f"{_CUT}\r\nSoft WDT reset\r\n\r\nException (4):\r\n{_stack(0x40201A2C)}"


def _stack(where: int) -> str:
    rows = "".join(
        f"{at:08x}:  {0x3FFEF000 + at % 0x1000:08x} {where + at % 64:08x} 00000000 feefeffe\r\n"
        for at in range(_STACK_TOP + 0x150, _STACK_END, 0x10)
    )
    head = f"ctx: cont\r\nsp: {_STACK_TOP:08x} end: {_STACK_END:08x} offset: 0150\r\n"
    return f"\r\n>>>stack>>>\r\n\r\n{head}{rows}<<<stack<<<\r\n{_CUT}"
