"""The processor's instructions, as far as small programs in RAM need them: integers, and calls that keep all registers.

Formats and numbers: Xtensa Instruction Set Architecture reference manual, chapters 7 and 8.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .lx106 import WORD, Core, Stopped, signed

_CONSTANTS = (-1, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 32, 64, 128, 256)  # what a register is compared with: B4CONST


def step(core: Core) -> None:
    """Carry out one instruction."""
    code = core.memory.dump(core.pc, 3)
    if len(code) < 2:
        raise Stopped(f"no code at {core.pc:#x}")
    fields = Fields(int.from_bytes(code, "little"))
    kind = fields.bits(0, 4)
    core.next = core.pc + (2 if kind >= 8 else 3)
    _KINDS.get(kind, _unknown)(core, fields)
    core.pc = core.next


@dataclass(frozen=True, slots=True)
class Fields:
    """One instruction of 24 bits (of 16, the upper byte is not its own)."""

    word: int

    def bits(self, low: int, count: int) -> int:
        """So many bits from there on."""
        return self.word >> low & (1 << count) - 1

    @property
    def t(self) -> int:
        """The first register named in most instructions."""
        return self.bits(4, 4)

    @property
    def s(self) -> int:
        """The second."""
        return self.bits(8, 4)

    @property
    def r(self) -> int:
        """The third, or part of the operation."""
        return self.bits(12, 4)

    @property
    def imm8(self) -> int:
        """The eight bits at the end."""
        return self.bits(16, 8)


Operation = Callable[[Core, Fields], None]


def _unknown(core: Core, fields: Fields) -> None:
    raise Stopped(f"no instruction {fields.word:06x} at {core.pc:#x}")


def _l32r(core: Core, f: Fields) -> None:
    back = f.bits(8, 16) - 0x10000 << 2
    core.put(f.t, core.load((core.pc + 3 & ~3) + back, 4))


# loads, stores and immediates: the operation is in r

_SIZES = {0: 1, 1: 2, 2: 4, 4: 1, 5: 2, 6: 4, 9: 2}
_FIRST_STORE, _SIGNED_LOAD, _MOVI, _ADDI, _ADDMI = 4, 9, 10, 12, 13


def _lsai(core: Core, f: Fields) -> None:
    number = signed(f.imm8, 8)
    if f.r == _MOVI:
        core.put(f.t, signed(f.s << 8 | f.imm8, 12))
    elif f.r in (_ADDI, _ADDMI):
        core.put(f.t, core.a[f.s] + (number if f.r == _ADDI else number << 8))
    elif size := _SIZES.get(f.r):
        _access(core, f, size)
    else:
        _unknown(core, f)


def _access(core: Core, f: Fields, size: int) -> None:
    address = core.a[f.s] + f.imm8 * size & WORD
    if _FIRST_STORE <= f.r < _SIGNED_LOAD:
        core.store(address, size, core.a[f.t])
    else:
        value = core.load(address, size)
        core.put(f.t, signed(value, 16) if f.r == _SIGNED_LOAD else value)


def _load_narrow(core: Core, f: Fields) -> None:
    core.put(f.t, core.load(core.a[f.s] + 4 * f.r & WORD, 4))


def _store_narrow(core: Core, f: Fields) -> None:
    core.store(core.a[f.s] + 4 * f.r & WORD, 4, core.a[f.t])


def _add_narrow(core: Core, f: Fields) -> None:
    core.put(f.r, core.a[f.s] + core.a[f.t])


def _addi_narrow(core: Core, f: Fields) -> None:
    core.put(f.r, core.a[f.s] + (f.t or -1))


# jumps and branches

_TESTS: dict[int, Callable[[int, int], bool]] = {
    0: lambda x, y: not x & y,
    1: lambda x, y: x == y,
    2: lambda x, y: signed(x) < signed(y),
    3: lambda x, y: x < y,
    4: lambda x, y: not ~x & y,
    5: lambda x, y: not x >> (y & 31) & 1,
    8: lambda x, y: bool(x & y),
    9: lambda x, y: x != y,
    10: lambda x, y: signed(x) >= signed(y),
    11: lambda x, y: x >= y,
    12: lambda x, y: bool(~x & y),
    13: lambda x, y: bool(x >> (y & 31) & 1),
}
_SIGNS = (_TESTS[1], _TESTS[9], _TESTS[2], _TESTS[10])  # equal, not equal, less, not less


def _call0(core: Core, f: Fields) -> None:
    if f.bits(4, 2):
        _unknown(core, f)
    core.put(0, core.next)
    core.next = (core.pc & ~3) + 4 + signed(f.bits(6, 18), 18) * 4


def _jump_or_compare(core: Core, f: Fields) -> None:
    form, which = f.bits(4, 2), f.bits(6, 2)
    if form == 0:
        core.next = core.pc + 4 + signed(f.bits(6, 18), 18)
        return
    if form == 1:
        taken, far = _SIGNS[which](core.a[f.s], 0), signed(f.bits(12, 12), 12)
    elif form == 2:
        taken, far = _SIGNS[which](core.a[f.s], _CONSTANTS[f.r] & WORD), signed(f.imm8, 8)
    else:
        limit = {0: 0x8000, 1: 0x10000}.get(f.r, _CONSTANTS[f.r])
        taken, far = (core.a[f.s] < limit) == (which == 2), signed(f.imm8, 8)
        if which < 2:
            _unknown(core, f)
    if taken:
        core.next = core.pc + 4 + far


def _branch(core: Core, f: Fields) -> None:
    if f.r & 6 == 6:  # a bit whose number stands in the instruction
        taken = (core.a[f.s] >> (f.t | (f.r & 1) << 4) & 1) == f.r >> 3
    else:
        taken = _TESTS[f.r](core.a[f.s], core.a[f.t])
    if taken:
        core.next = core.pc + 4 + signed(f.imm8, 8)


def _narrow_immediate(core: Core, f: Fields) -> None:
    if f.t < 8:
        core.put(f.s, signed((f.t & 7) << 4 | f.r, 7) if (f.t & 6) == 6 else (f.t & 7) << 4 | f.r)
    elif (core.a[f.s] == 0) == (f.t < 12):
        core.next = core.pc + 4 + ((f.t & 3) << 4 | f.r)


def _narrow_rest(core: Core, f: Fields) -> None:
    if f.r == 0:
        core.put(f.t, core.a[f.s])
    elif f.r == 15 and f.t == 0:
        core.next = core.a[0]
    elif not (f.r == 15 and f.t == 3):  # which does nothing
        _unknown(core, f)


# arithmetic between registers

_SUMS: dict[int, Callable[[int, int], int]] = {
    1: lambda x, y: x & y,
    2: lambda x, y: x | y,
    3: lambda x, y: x ^ y,
    8: lambda x, y: x + y,
    9: lambda x, y: 2 * x + y,
    10: lambda x, y: 4 * x + y,
    11: lambda x, y: 8 * x + y,
    12: lambda x, y: x - y,
    13: lambda x, y: 2 * x - y,
    14: lambda x, y: 4 * x - y,
    15: lambda x, y: 8 * x - y,
}
_MOVES = {8: _SIGNS[0], 9: _SIGNS[1], 10: _SIGNS[2], 11: _SIGNS[3]}


def _arithmetic(core: Core, f: Fields) -> None:
    which = f.bits(20, 4)
    x, y = core.a[f.s], core.a[f.t]
    if which in _SUMS:
        core.put(f.r, _SUMS[which](x, y))
    elif which == 6 and f.s < 2:
        core.put(f.r, -y if f.s == 0 else abs(signed(y)))
    elif which == 4 and f.r < 5:  # how far to shift: from a register, for bytes from an address, or a number
        core.sar = (x & 31, 32 - (x & 31), x % 4 * 8, 32 - x % 4 * 8, f.s | (f.t & 1) << 4)[f.r]
    elif which == 0:
        _system(core, f)
    else:
        _unknown(core, f)


def _system(core: Core, f: Fields) -> None:
    if f.r == 0 and f.t in (8, 10, 12):  # RET, JX, CALLX0
        target = core.a[0] if f.t == 8 else core.a[f.s]
        if f.t == 12:
            core.put(0, core.next)
        core.next = target
    elif f.r not in (2, 6):  # barriers, and the level of interrupts, of which there are none here
        _unknown(core, f)


def _shift(core: Core, f: Fields) -> None:
    which = f.bits(20, 4)
    if which < 2:
        core.put(f.r, core.a[f.s] << 32 - (f.t | (which & 1) << 4))
    elif which < 4:
        core.put(f.r, signed(core.a[f.t]) >> (f.s | (which & 1) << 4))
    elif which == 4:
        core.put(f.r, core.a[f.t] >> f.s)
    elif which in _BY_SAR:
        core.put(f.r, _BY_SAR[which](core.a[f.s], core.a[f.t], core.sar))
    else:
        _unknown(core, f)


_BY_SAR: dict[int, Callable[[int, int, int], int]] = {
    8: lambda s, t, sar: (s << 32 | t) >> sar,
    9: lambda _s, t, sar: t >> sar,
    10: lambda s, _t, sar: s << 32 - sar,
    11: lambda _s, t, sar: signed(t) >> sar,
    12: lambda s, t, _sar: (s & 0xFFFF) * (t & 0xFFFF),
    13: lambda s, t, _sar: signed(s, 16) * signed(t, 16),
}


def _rest(core: Core, f: Fields) -> None:
    group, which = f.bits(16, 4), f.bits(20, 4)
    if group == 0:
        _arithmetic(core, f)
    elif group == 1:
        _shift(core, f)
    elif group == 2 and which == 8:
        core.put(f.r, core.a[f.s] * core.a[f.t])
    elif group == 3 and which in _MOVES:
        if _MOVES[which](core.a[f.t], 0):
            core.put(f.r, core.a[f.s])
    elif group in (4, 5):
        core.put(f.r, core.a[f.t] >> (f.s | (group & 1) << 4) & (2 << which) - 1)
    else:
        _unknown(core, f)


_KINDS: dict[int, Operation] = {
    0: _rest,
    1: _l32r,
    2: _lsai,
    5: _call0,
    6: _jump_or_compare,
    7: _branch,
    8: _load_narrow,
    9: _store_narrow,
    10: _add_narrow,
    11: _addi_narrow,
    12: _narrow_immediate,
    13: _narrow_rest,
}
