"""What firmware prints when it crashes, as the Arduino core prints it (core_esp8266_postmortem.cpp, abi.cpp, heap.cpp).

A crash is data: the lines that name it, how much of the stack the handlers took, and the addresses that its callers
left there. An .elf's own addresses can stand in it.
"""

from __future__ import annotations

from dataclasses import dataclass

_CUT = (
    "\r\nTo make this dump useful, DECODE IT - https://tinyurl.com/8266dcdr\r\n"
    "--------------- CUT HERE FOR EXCEPTION DECODER ---------------\r\n"
)
_STACK_TOP = 0x3FFFFDE0
_STACK_END = 0x3FFFFFD0
_GUARD = 0xFEEFEFFE

_EXCEPTION, _SOFT_WDT, _SOFTWARE, _SMASH = 0x150, 0x160, 0x10, 0x0
"""What the handlers of each kind take of the stack (postmortem_report)."""

CALLERS = (0x40201A2C, 0x402033A8, 0x40100D7D, 0x40201B70, 0x40202C11, 0x402028E9)
"""Return addresses that an ordinary sketch leaves: its own functions, loop_wrapper, cont_wrapper."""


@dataclass(frozen=True, slots=True)
class Crash:
    """One crash; `before` is what is printed before the dump begins."""

    words: str
    offset: int
    callers: tuple[int, ...] = CALLERS
    before: str = ""
    failed_alloc: tuple[int, int] | None = None
    """Who wanted memory last and did not get it, and how many bytes."""


def text(crash: Crash) -> str:
    """All that is printed, up to the restart."""
    alloc = "last failed alloc call: {:08X}({})\r\n".format(*crash.failed_alloc) if crash.failed_alloc else ""
    return f"{crash.before}{_CUT}\r\n{crash.words}\r\n{_stack(crash)}{alloc}{_CUT}"


def exception(cause: int, where: int, address: int, callers: tuple[int, ...] = CALLERS) -> str:
    """An exception of that number at that place, over that address."""
    return text(Crash(f"Exception ({cause}):\r\n{_registers(where, address)}", _EXCEPTION, callers))


def soft_watchdog(where: int = 0x40201A2C) -> str:
    """The software watchdog, which newer cores follow with an exception that is none."""
    return text(Crash(f"Soft WDT reset\r\n\r\nException (4):\r\n{_registers(where, 0)}", _SOFT_WDT))


def software(words: str, before: str = "", failed_alloc: tuple[int, int] | None = None) -> str:
    """What the core raises itself: abort, assert, panic, an exception of C++ that nobody caught."""
    raised = f"{before}\r\nUser exception (panic/abort/assert)"
    return text(Crash(words, _SOFTWARE, before=raised, failed_alloc=failed_alloc))


def assertion(file: str, line: int, function: str, what: str) -> str:
    """An assertion that does not hold."""
    return software(f"Panic {file}:{line} {function}: Assertion '{what}' failed.\r\n")


def handler_in_flash() -> str:
    """attachInterrupt was given a handler that lies in flash."""
    return software("Abort called\r\n", before="ISR not in IRAM!\r\n")


def no_memory(size: int, who: int) -> str:
    """`new` that found no memory: how many bytes were wanted, and from where."""
    return software("Unhandled C++ exception: OOM\r\n", failed_alloc=(who, size))


def old_exception(cause: int, where: int, address: int) -> str:
    """What the SDK alone prints: one line of registers and no stack."""
    registers = _registers(where, address).replace(" ", ", ")
    return f"Fatal exception {cause}({_CAUSES.get(cause, 'Unknown')}Cause):\r\n{registers}"


DIVIDE_IN_ROM = 0x4000DCE5
"""Where the ROM's division ends up with a zero: an instruction that is none (postmortem.cpp)."""
_CAUSES = {0: "IllegalInstruction", 9: "LoadStoreAlignment", 28: "LoadProhibited", 29: "StoreProhibited"}


def stack_smashed(where: int) -> str:
    """The guard word of a function was written over."""
    return text(Crash(f"Stack smashing detected at 0x{where:08x}\r\n", _SMASH))


def stack_overflow() -> str:
    """The end of the sketch's stack was reached."""
    return text(Crash("Stack overflow detected\r\n", _SMASH))


def _registers(where: int, address: int) -> str:
    return f"epc1=0x{where:08x} epc2=0x00000000 epc3=0x00000000 excvaddr=0x{address:08x} depc=0x00000000\r\n"


def _stack(crash: Crash) -> str:
    first = _STACK_TOP + crash.offset
    rows = "".join(_row(at, number, crash.callers) for number, at in enumerate(range(first, _STACK_END, 0x10)))
    head = f"ctx: cont\r\nsp: {_STACK_TOP:08x} end: {_STACK_END:08x} offset: {crash.offset:04x}\r\n"
    return f">>>stack>>>\r\n\r\n{head}{rows}<<<stack<<<\r\n\r\n"


def _row(at: int, number: int, callers: tuple[int, ...]) -> str:
    """Every other row holds a frame, as long as there are callers; its second word is the stack pointer before it."""
    index, odd = divmod(number, 2)
    caller = callers[index] if not odd and index < len(callers) else 0x3FFEE5A0 + number
    words = (0x3FFEF030 + number, caller, at + 0x10 if not odd else _GUARD, _GUARD)
    return f"{at:08x}:  {' '.join(f'{word:08x}' for word in words)} {'<' if not odd else ' '}\r\n"
