"""The ROM's loader, command by command, as real chips answer."""

from __future__ import annotations

import struct

import pytest

from bareboard import SYNC, BareBoard
from espdoctor.probes.simulator import slip
from espdoctor.probes.simulator.cells import Cells
from espdoctor.probes.simulator.flash import SECTOR
from espdoctor.probes.simulator.rom import checksum, erased_sectors

SYNC_REPLY = bytes.fromhex("01080200070712200000")


@pytest.fixture
def board() -> BareBoard:
    made = BareBoard()
    made.loader()
    return made


def status(answer: list[bytes]) -> bytes:
    assert len(answer) == 1
    return answer[0][-2:]


def flash_begin(board: BareBoard, size: int, offset: int, blocks: int = 1) -> list[bytes]:
    return board.ask(0x02, struct.pack("<IIII", size, blocks, 0x400, offset), seconds=30.0)


def flash_data(board: BareBoard, data: bytes, check: int | None = None) -> bytes:
    head = struct.pack("<IIII", len(data), 0, 0, 0)
    return status(board.ask(0x03, head + data, checksum(data) if check is None else check))


def test_the_sync_that_fixes_the_rate_gets_no_reply_and_the_next_gets_eight() -> None:
    # esp8266/Arduino#6605 has the trace of a real board
    board = BareBoard()
    board.power(gpio0=False)
    board.wait(0.1)

    assert board.ask(0x08, SYNC) == []
    assert board.ask(0x08, SYNC) == [SYNC_REPLY] * 8


@pytest.mark.parametrize("baud", [9600, 57600, 74880, 230400, 460800])
def test_the_loader_takes_any_rate_that_the_first_bytes_have(baud: int) -> None:
    board = BareBoard()
    board.power(gpio0=False)
    board.wait(0.1)
    sync = slip.encode(b"\x00\x08\x24\x00" + bytes(4) + SYNC)
    for _ in range(2):
        board.send(sync, baud)
        said = board.wait(0.3)

    assert said.count(SYNC_REPLY) == 8


def test_another_rate_after_that_is_not_understood(board: BareBoard) -> None:
    board.send(slip.encode(b"\x00\x08\x24\x00" + bytes(4) + SYNC), 57600)

    assert SYNC_REPLY not in board.wait(0.5)


def test_the_divider_is_that_of_a_real_board(board: BareBoard) -> None:
    assert board.read_reg(0x60000014) == 0x1C4  # esptool#397: 26 MHz crystal, 115200 baud


def test_registers_are_read_and_the_value_stays_in_later_answers(board: BareBoard) -> None:
    assert board.read_reg(0x40001000) == 0xFFF0C101
    # esp8266/Arduino#5635: the answer to MEM_BEGIN carries the word that was read before
    assert board.ask(0x05, struct.pack("<IIII", 4, 1, 0x1800, 0x40100000)) == [bytes.fromhex("0105020001c1f0ff0000")]


def test_the_latch_says_uart(board: BareBoard) -> None:
    assert board.read_reg(0x60000318) >> 16 & 0xF == 1


@pytest.mark.parametrize(
    ("code", "body"),
    [
        (0x14, b""),
        (0xD0, b""),
        (0x0A, b"\x00"),
        (0x09, bytes(5)),
        (0x02, bytes(4)),
        (0x03, bytes(4)),
        (0x04, b""),
        (0x05, b""),
        (0x06, b""),
        (0x07, bytes(4)),
        (0x08, b""),
    ],
)
def test_what_it_does_not_know_is_a_bad_message(board: BareBoard, code: int, body: bytes) -> None:
    assert status(board.ask(code, body)) == b"\x01\x05"


def test_a_length_that_does_not_fit_is_a_bad_message(board: BareBoard) -> None:
    board.send(slip.encode(struct.pack("<BBHI", 0, 0x0A, 9, 0) + bytes(4)))

    assert board.wait(0.1).endswith(b"\x01\x05\xc0")


def test_frames_that_are_no_requests_get_no_answer(board: BareBoard) -> None:
    board.send(slip.encode(b"\x01\x08") + slip.encode(SYNC_REPLY))

    assert board.wait(0.5) == b""


def test_a_block_is_written_after_its_sector_was_erased(board: BareBoard) -> None:
    assert status(flash_begin(board, SECTOR, 0x10000)) == b"\x00\x00"
    assert flash_data(board, b"\x5a" * 0x400) == b"\x00\x00"

    assert board.flash.read(0x10000, 0x401) == b"\x5a" * 0x400 + b"\xff"


def test_wrong_checksums_lengths_and_too_much_data_are_refused(board: BareBoard) -> None:
    flash_begin(board, SECTOR, 0x10000)
    assert flash_data(board, b"abcd", check=0) == b"\x01\x07"
    assert status(board.ask(0x03, struct.pack("<IIII", 9, 0, 0, 0) + b"abcd")) == b"\x01\x05"
    flash_data(board, bytes(0x400))
    assert flash_data(board, b"abcd") == b"\x01\x06"


@pytest.mark.parametrize(("first", "asked", "erased"), [(0, 4, 8), (15, 4, 5), (8, 8, 16), (0, 40, 56), (3, 0, 0)])
def test_more_is_erased_than_asked_for(first: int, asked: int, erased: int) -> None:
    assert erased_sectors(first, asked) == erased


def test_the_erase_reaches_beyond_and_around_the_end_of_a_small_chip(board: BareBoard) -> None:
    # nodemcu-flasher#11: more than 0x30000 bytes at 0x40000 of a 512 KB chip take the start of the flash away
    board.flash.size = 0x80000
    board.flash.data = Cells(0x80000, bytes(0x80000))
    flash_begin(board, 0x31000, 0x40000)

    assert board.flash.read(0, 1) == b"\xff"


def test_erasing_takes_its_time(board: BareBoard) -> None:
    board.send(slip.encode(struct.pack("<BBHI", 0, 0x02, 16, 0) + struct.pack("<IIII", 16 * SECTOR, 64, 0x400, 0)))

    assert board.wait(1.0) == b""
    assert board.chip.busy()
    assert board.chip.load >= 200
    assert board.wait(1.0) != b""


def test_beyond_every_flash_nothing_is_erased_but_the_pins_are_joined(board: BareBoard) -> None:
    board.flash.data[:4] = b"kept"

    assert status(flash_begin(board, SECTOR, 0x7F000000)) == b"\x01\x06"
    assert board.flash.read(0, 4) == b"kept"
    assert board.chip.registers.flash_attached


def test_a_flash_that_cannot_be_reached_fails_to_be_erased(board: BareBoard) -> None:
    board.flash.bus = "ones"

    assert status(flash_begin(board, SECTOR, 0)) == b"\x01\x06"


def test_a_software_reset_by_register_lands_in_the_loader_again(board: BareBoard) -> None:
    board.ask(0x09, struct.pack("<IIII", 0x60000700, 1 << 31, 0xFFFFFFFF, 0), seconds=0.0)
    said = board.wait(0.2)

    assert b"boot mode:(1," in said
    assert board.chip.running == "rom-loader"
    assert board.chip.baud is None


def test_leaving_without_reset_runs_the_sketch_with_no_banner(board: BareBoard) -> None:
    board.ask(0x02, bytes(16))
    board.ask(0x04, b"\x01\x00\x00\x00")
    said = board.wait(2.0)

    assert b"ets Jan" not in said
    assert b"bench sketch" in said
    assert board.chip.latch == 1


def test_leaving_for_an_empty_flash_leads_nowhere() -> None:
    board = BareBoard(None)
    board.loader()
    board.ask(0x04, b"\x01\x00\x00\x00")

    assert board.wait(2.0) == b""
    assert board.chip.running == "stuck"


def test_leaving_with_reset_comes_back_to_the_loader(board: BareBoard) -> None:
    board.ask(0x04, bytes(4), seconds=0.0)

    assert b"boot mode:(1," in board.wait(0.3)
