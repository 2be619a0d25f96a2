"""Single instructions, as the GNU assembler for this processor encodes them."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator.lx106 import Core, Stopped
from espdoctor.probes.simulator.lx106_code import step

HERE = 0x40100000


class Sheet:
    """Code at HERE, and words that keep what is written."""

    def __init__(self, code: bytes) -> None:
        self.code = code
        self.words: dict[int, int] = {}

    def read(self, address: int) -> int:
        return self.words.get(address, 0)

    def write(self, address: int, value: int) -> None:
        self.words[address] = value

    def dump(self, address: int, length: int) -> bytes:
        return self.code[address - HERE : address - HERE + length] if address >= HERE else b""


def ran(word: str, **registers: int) -> Core:
    """One instruction, written as the disassembler shows it, with these registers before it."""
    core = Core(Sheet(bytes.fromhex(word)[::-1]), HERE)
    core.sar = registers.pop("sar", 0)
    for name, value in registers.items():
        core.put(int(name[1:]), value)
    step(core)
    return core


@pytest.mark.parametrize(
    ("word", "before", "register", "after"),
    [
        ("e8a322", {}, 2, 1000),  # movi a2, 1000
        ("01d232", {"a2": 1000}, 3, 1256),  # addmi a3, a2, 0x100
        ("f0c112", {"a1": 32}, 1, 16),  # addi a1, a1, -16
        ("430b", {"a3": 9}, 4, 8),  # addi.n a4, a3, -1
        ("522a", {"a2": 9}, 5, 18),  # add.n a5, a2, a2
        ("b27c", {}, 2, 0xFFFFFFFB),  # movi.n a2, -5
        ("f23c", {}, 2, 63),  # movi.n a2, 63
        ("0c3d", {"a12": 7}, 3, 7),  # mov.n a3, a12
        ("c05420", {"a4": 5, "a2": 7}, 5, 0xFFFFFFFE),  # sub a5, a4, a2
        ("a03230", {"a2": 3, "a3": 1}, 3, 13),  # addx4 a3, a2, a3
        ("f04240", {"a2": 3, "a4": 1}, 4, 23),  # subx8 a4, a2, a4
        ("309230", {"a2": 6, "a3": 3}, 9, 5),  # xor a9, a2, a3
        ("20a230", {"a2": 6, "a3": 3}, 10, 7),  # or a10, a2, a3
        ("10b230", {"a2": 6, "a3": 3}, 11, 2),  # and a11, a2, a3
        ("60a020", {"a2": 1}, 10, 0xFFFFFFFF),  # neg a10, a2
        ("60b1a0", {"a10": 0xFFFFFFF0}, 11, 16),  # abs a11, a10
        ("1165c0", {"a5": 3}, 6, 48),  # slli a6, a5, 4
        ("217360", {"a6": 0x80000000}, 7, 0xF0000000),  # srai a7, a6, 3
        ("418f60", {"a6": 0x80000000}, 8, 0x10000),  # srli a8, a6, 15
        ("449440", {"a4": 0xABC}, 9, 0xB),  # extui a9, a4, 4, 5
        ("a1c200", {"a2": 3, "sar": 28}, 12, 48),  # sll a12, a2
        ("91d040", {"a4": 0x80000000, "sar": 5}, 13, 0x4000000),  # srl a13, a4
        ("b1e0a0", {"a10": 0x80000000, "sar": 5}, 14, 0xFC000000),  # sra a14, a10
        ("81fa40", {"a10": 1, "a4": 0, "sar": 5}, 15, 0x8000000),  # src a15, a10, a4
        ("822230", {"a2": 7, "a3": 0x10000001}, 2, 0x70000007),  # mull a2, a2, a3
        ("c122c0", {"a2": 0x10003, "a12": 5}, 2, 15),  # mul16u a2, a2, a12
        ("835200", {"a2": 7, "a0": 0}, 5, 7),  # moveqz a5, a2, a0
        ("936200", {"a2": 7, "a0": 0, "a6": 1}, 6, 1),  # movnez a6, a2, a0
    ],
)
def test_what_an_instruction_leaves_in_its_register(
    word: str, before: dict[str, int], register: int, after: int
) -> None:
    core = ran(word, **before)
    assert core.a[register] == after
    assert core.pc == HERE + len(word) // 2


@pytest.mark.parametrize(
    ("word", "before", "taken"),
    [
        ("ffff06", {}, 0),  # j .
        ("12cc", {"a2": 1}, 5),  # bnez.n a2, . + 5
        ("12cc", {"a2": 0}, None),
        ("938c", {"a3": 0}, 13),  # beqz.n a3, . + 13
        ("ff3256", {"a2": 1}, -9 + 0),  # bnez a2, . - 9
        ("ff3256", {"a2": 0}, None),
        ("022237", {"a2": 0xFFFFFFFB, "a3": 3}, 6),  # blt a2, a3
        ("023237", {"a2": 0xFFFFFFFB, "a3": 3}, None),  # bltu a2, a3
        ("02b2f6", {"a2": 16}, 6),  # bgeui a2, 16
        ("02b2f6", {"a2": 15}, None),
        ("f90226", {"a2": 0xFFFFFFFF}, -3),  # beqi a2, -1
        ("02f2f7", {"a2": 0x80000000}, 6),  # bbsi a2, 31
        ("026227", {"a2": 4}, None),  # bbci a2, 2
        ("026227", {"a2": 3}, 6),
        ("0282e7", {"a2": 6, "a14": 2}, 6),  # bany a2, a14
        ("02c2e7", {"a2": 6, "a14": 2}, None),  # bnall a2, a14
        ("0242e7", {"a2": 6, "a14": 2}, 6),  # ball a2, a14
        ("ed94c7", {"a4": 3, "a12": 3}, None),  # bne a4, a12
    ],
)
def test_where_a_branch_goes(word: str, before: dict[str, int], taken: int | None) -> None:
    core = ran(word, **before)
    assert core.pc == HERE + (len(word) // 2 if taken is None else taken)


def test_a_call_leaves_the_way_back_in_the_first_register() -> None:
    core = ran("0000c0", a0=0x400024CC)  # callx0 a0
    assert core.pc == 0x400024CC
    assert core.a[0] == HERE + 3

    core = ran("000145")  # call0 . + 24
    assert core.pc == HERE + 24
    assert core.a[0] == HERE + 3


def test_returns_and_jumps_by_register() -> None:
    assert ran("f00d", a0=0x1234).pc == 0x1234  # ret.n
    assert ran("000080", a0=0x1234).pc == 0x1234  # ret
    assert ran("0005a0", a5=0x1234).pc == 0x1234  # jx a5


def test_how_far_to_shift_is_kept_for_the_next_shift() -> None:
    assert ran("401b00", a11=4).sar == 28  # ssl a11
    assert ran("404500").sar == 5  # ssai 5


@pytest.mark.parametrize(
    ("store", "load", "register", "back"),
    [
        ("026122", "022172", 7, 0xFFFFFF85),  # s32i a2, a1, 8; l32i a7, a1, 8
        ("0c4122", "0c0182", 8, 0x85),  # s8i, l8ui at 12
        ("075122", "0791d2", 13, 0xFFFFFF85),  # s16i, l16si at 14
        ("075122", "0711e2", 14, 0xFF85),  # l16ui at 14
    ],
)
def test_what_is_stored_is_loaded_again(store: str, load: str, register: int, back: int) -> None:
    core = Core(Sheet(bytes.fromhex(store)[::-1] + bytes.fromhex(load)[::-1]), HERE)
    core.put(1, 0x3FFE8000)
    core.put(2, 0xFFFFFF85)
    step(core)
    step(core)
    assert core.a[register] == back


def test_a_literal_lies_before_the_code() -> None:
    sheet = Sheet(bytes.fromhex("fff421")[::-1])  # l32r a2, 12 words back
    sheet.words[HERE - 48] = 0xCAFE
    core = Core(sheet, HERE)
    step(core)
    assert core.a[2] == 0xCAFE


@pytest.mark.parametrize("word", ["000000", "f06d", "0005e0"])
def test_what_is_no_instruction_stops_the_program(word: str) -> None:
    with pytest.raises(Stopped):
        ran(word)


def test_where_there_is_no_code_nothing_runs() -> None:
    with pytest.raises(Stopped, match="no code at 0x40100000"):
        step(Core(Sheet(b""), HERE))
