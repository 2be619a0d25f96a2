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


def test_another_program_runs_and_prints_its_text(board: BareBoard) -> None:
    load(board, 0x3FFE8000, b"hello from RAM\x00")
    load(board, 0x40100000, b"\x12\xc1\xf0\x09")
    run(board, 0x40100000)

    assert b"hello from RAM\r\n" in board.wait(0.5)
    assert board.chip.running == "ram-app"


def test_a_program_without_text_is_silent(board: BareBoard) -> None:
    load(board, 0x40100000, b"\x12\xc1\xf0\x09")
    run(board, 0x40100000)
    board.wait(0.05)

    assert board.wait(5.0) == b""
    assert board.chip.running == "ram-app"


def test_a_jump_to_nowhere_hangs(board: BareBoard) -> None:
    run(board, 0x40100100)
    board.wait(1.0)

    assert board.chip.running == "stuck"


def test_staying_in_the_loader_is_possible(board: BareBoard) -> None:
    board.ask(0x06, struct.pack("<II", 1, 0))

    assert board.read_reg(0x40001000) == 0xFFF0C101
