"""Whether an address on the stack is where a call returns to: the instruction before it must be a call.

Source: Xtensa ISA reference, CALL0 (18 bits of offset, low six bits 000101) and CALLX0 (0x0000C0 with a register in
bits 8 to 11); both take three bytes, and the lx106 has no other calls.
"""

from __future__ import annotations

from .elf import Elf

LENGTH = 3
"""Bytes of a call."""


def returns_to(elf: Elf, address: int) -> bool:
    """Whether a call stands right before the address."""
    code = elf.code_at(address - LENGTH, LENGTH)
    return len(code) == LENGTH and _is_call(code)


def _is_call(code: bytes) -> bool:
    direct = code[0] & 0x3F == 0x05
    by_register = code[0] == 0xC0 and code[1] & 0xF0 == 0 and code[2] == 0
    return direct or by_register
