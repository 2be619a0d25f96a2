"""Programs loaded into RAM."""

from __future__ import annotations

import struct

import pytest

from bareboard import BareBoard
from espdoctor.probes.simulator.ramload import STUB_HEAD, RamLoad
from espdoctor.probes.simulator.rom import checksum


@pytest.fixture
def board() -> BareBoard:
    made = BareBoard()
    made.loader()
    return made


def load(board: BareBoard, address: int, data: bytes) -> None:
    board.ask(0x05, struct.pack("<IIII", len(data), 1, 0x1800, address))
    answer = board.ask(0x07, struct.pack("<IIII", len(data), 0, 0, 0) + data, checksum(data))
    assert answer[0].endswith(b"\x00\x00")


def run(board: BareBoard, entry: int) -> None:
    board.ask(0x06, struct.pack("<II", 0, entry), seconds=0.0)


def test_more_than_announced_or_outside_of_ram_is_refused(board: BareBoard) -> None:
    ram = RamLoad(board.chip.registers)
    ram.begin(4, 1, 4, 0x40100000)
    assert ram.block(b"abcd")
    assert not ram.block(b"e")

    ram.begin(4, 1, 4, 0x40200000)
    assert not ram.block(b"abcd")


def test_what_begins_like_a_flasher_stub_becomes_one(board: BareBoard) -> None:
    load(board, 0x4010D000, STUB_HEAD + bytes(64))
    run(board, 0x4010D004)

    assert b"\xc0OHAI\xc0" in board.wait(0.1)
    assert board.chip.running == "stub"


SUMS = (
    (
        0x40100000,
        (
            "0082fe3f1480fe3f0080fe3f90d003000980fe3f0e80fe3fcc240040cc2e0040303b004012c1f0c921d911e901d1f4ff09310c2c0c0e"
            "061500571c05603e834600000c031b442a55c794ed0c92421d00279c0c42c412425d000cacc60b00000021e9ffc050045a222202008022"
            "01202831c022c12a444040f4425d008c9321e2ff3d0c01e5ffc000001bcc26ac15002c11ca222020f50c132a520c24306c1046e9ff0000"
            "21daff01ddffc0000031d8ff21d9ff42a02101d8ffc000003cf201d8ffc0000006ffff"
        ),
    ),
    (0x3FFE8000, "25643a253032782000646f6e6500257325630a000102fd"),
)
"""A C program by the GNU compiler: the primes below 12, each with a sum of 16 bits, a pause of 0.25 s, two more texts.
It uses tables of signed bytes, shifts, products, calls into the ROM, and ends in a loop."""
ENTRY = 0x40100024


def start_program(board: BareBoard) -> None:
    for address, code in SUMS:
        load(board, address, bytes.fromhex(code))
    run(board, ENTRY)


def test_another_program_runs_and_prints_what_it_works_out(board: BareBoard) -> None:
    start_program(board)

    assert board.wait(0.2).endswith(b"2:02 3:08 5:16 7:2a 11:64 ")
    assert board.wait(0.3) == b"done!\r\n?"
    assert board.chip.running == "ram-app"


def test_a_program_that_is_over_is_silent_and_no_work(board: BareBoard) -> None:
    start_program(board)
    board.wait(1.0)

    assert board.wait(5.0) == b""
    assert board.chip.next_event() == float("inf")


def test_a_program_that_goes_wrong_hangs(board: BareBoard) -> None:
    load(board, 0x40100000, bytes.fromhex("0df0"))  # ret.n, to nowhere
    run(board, 0x40100000)
    board.wait(1.0)

    assert board.chip.running == "stuck"


def test_a_program_may_write_to_the_uart_itself_and_for_ever(board: BareBoard) -> None:
    # literal 0x60000000; l32r a3, literal; movi a4, 'U'; s32i.n a4, a3, 0; j back to the store
    load(board, 0x40100000, bytes.fromhex("0000006031ffff42a055490386feff"))
    run(board, 0x40100004)

    heard = board.wait(0.1)[-100:]
    assert not board.chip.busy(), "nobody waits for it, so time need not be skipped"
    assert set(heard) == {0x55}
    assert len(heard) == 100


def test_a_program_may_restart_the_chip(board: BareBoard) -> None:
    # literal software_reset; l32r a0, literal; callx0 a0
    load(board, 0x40100000, bytes.fromhex("4c26004001ffffc00000"))
    run(board, 0x40100004)
    board.wait(0.5)

    assert board.chip.running == "rom-loader"


def test_a_jump_to_nowhere_hangs(board: BareBoard) -> None:
    run(board, 0x40100100)
    board.wait(1.0)

    assert board.chip.running == "stuck"


def test_staying_in_the_loader_is_possible(board: BareBoard) -> None:
    board.ask(0x06, struct.pack("<II", 1, 0))

    assert board.read_reg(0x40001000) == 0xFFF0C101
