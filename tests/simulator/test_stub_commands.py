"""The stub's commands and the codes of its refusals."""

from __future__ import annotations

import hashlib
import struct
import zlib

import pytest

from bareboard import SYNC, BareBoard, packets
from espdoctor.probes.simulator import slip
from espdoctor.probes.simulator.flash import SECTOR
from espdoctor.probes.simulator.ramload import STUB_HEAD
from espdoctor.probes.simulator.rom import ADDRESSES, checksum
from espdoctor.probes.simulator.stub import Stub

OK = b"\x00\x00"


@pytest.fixture
def board() -> BareBoard:
    made = BareBoard()
    made.loader()
    made.chip.run(made.now, Stub(made.chip))
    made.wait(0.1)
    return made


def status(answer: list[bytes]) -> bytes:
    assert len(answer) == 1
    return answer[0][-2:]


def block(board: BareBoard, code: int, data: bytes, check: int | None = None) -> bytes:
    head = struct.pack("<IIII", len(data), 0, 0, 0)
    return status(board.ask(code, head + data, checksum(data) if check is None else check, seconds=1.0))


def begin(board: BareBoard, code: int, size: int, offset: int) -> bytes:
    return status(board.ask(code, struct.pack("<IIIII", size, 1, 0x4000, offset, 0)))


def test_sync_has_eight_replies_of_value_zero(board: BareBoard) -> None:
    assert board.ask(0x08, SYNC) == [bytes.fromhex("01080200000000000000")] * 8


def test_the_old_stub_answers_sync_once_as_unknown(board: BareBoard) -> None:
    # esptool#603
    board.chip.run(board.now, Stub(board.chip, syncs=False))
    board.wait(0.1)

    assert board.ask(0x08, SYNC) == [bytes.fromhex("0108020000000000ff00")]


@pytest.mark.parametrize(("legacy", "erases"), [(True, False), (False, True)])
def test_a_command_to_read_that_became_one_to_erase_all_is_refused_by_the_legacy_stub_alone(
    board: BareBoard, legacy: bool, erases: bool
) -> None:
    """0xD2 and 0xD0 are one bit apart (espressif/esp-flasher-stub commands.h)."""
    board.chip.run(board.now, Stub(board.chip, legacy=legacy))
    board.wait(0.1)
    board.flash.write(0x200000, b"program")

    answer = status(board.ask(0xD0, struct.pack("<IIII", 0, 0x1000, 0x400, 1), seconds=60.0))

    assert (answer == OK) == erases
    assert (board.flash.read(0x200000, 7) == b"program") != erases


@pytest.mark.parametrize(("legacy", "answer"), [(True, OK), (False, b"\xc0\x00")])
def test_a_packet_that_lost_a_byte_is_refused_by_the_new_stub_alone(
    board: BareBoard, legacy: bool, answer: bytes
) -> None:
    board.chip.run(board.now, Stub(board.chip, legacy=legacy))
    board.wait(0.1)
    head = struct.pack("<BBHI", 0, 0x02, 16, 0)

    board.send(slip.encode(head + struct.pack("<IIII", 0x1000, 1, 0x400, 0)[:-1]))

    assert status(packets(board.wait(0.1))) == answer


def test_compressed_blocks_end_up_plain_in_the_flash(board: BareBoard) -> None:
    plain = bytes(range(256)) * 64
    assert begin(board, 0x10, len(plain), 0x20000) == OK
    assert block(board, 0x11, zlib.compress(plain)) == OK
    assert status(board.ask(0x12, b"\x01\x00\x00\x00")) == OK

    assert board.flash.read(0x20000, len(plain)) == plain


def test_what_one_block_becomes_is_bounded(board: BareBoard) -> None:
    assert begin(board, 0x10, 0xFFFFFFFF, 0) == OK
    assert block(board, 0x11, zlib.compress(bytes(20 << 20), 9)) == OK
    board.wait(60.0)
    running = board.chip._program
    assert isinstance(running, Stub)
    assert running.writing
    assert 0xFFFFFFFF - running.writing.left == ADDRESSES


def test_a_register_can_be_written_with_a_pause_after_it(board: BareBoard) -> None:
    word = struct.pack("<IIII", 0x3FFE8000, 7, 0xFFFFFFFF, 50_000)
    assert board.ask(0x09, word, seconds=0.04) == []
    assert status(packets(board.wait(0.04))) == OK


def test_plain_blocks_are_written_over_what_was_there(board: BareBoard) -> None:
    board.flash.write(0x20000, bytes(SECTOR))
    begin(board, 0x02, 8, 0x20000)

    assert block(board, 0x03, b"new data") == OK
    assert board.flash.read(0x20000, 9) == b"new data\xff"


def test_the_digest_is_that_of_the_flash(board: BareBoard) -> None:
    answer = board.ask(0x13, struct.pack("<IIII", 0x1000, 5000, 0, 0))[0]

    assert answer[8:24] == hashlib.md5(board.flash.read(0x1000, 5000)).digest()
    assert answer[24:] == OK


def test_the_rate_changes_after_the_answer(board: BareBoard) -> None:
    assert status(board.ask(0x0F, struct.pack("<II", 921600, 115200))) == OK
    # 52 MHz divide by 56: the rate that esptool asks for comes out 0.76 % too high
    assert board.chip.baud == pytest.approx(921600 * 1.0076, rel=1e-3)


def test_regions_and_the_whole_chip_are_erased_as_asked(board: BareBoard) -> None:
    assert status(board.ask(0xD1, struct.pack("<II", 0, SECTOR), seconds=1.0)) == OK
    assert board.flash.read(0, SECTOR) == b"\xff" * SECTOR
    assert board.flash.read(SECTOR, 1) == b"\xe9"

    assert status(board.ask(0xD0, seconds=60.0)) == OK
    assert bytes(board.flash.data).count(0xFF) == board.flash.size


def test_registers_are_read_and_written(board: BareBoard) -> None:
    assert board.read_reg(0x40001000) == 0xFFF0C101
    assert status(board.ask(0x09, struct.pack("<IIII", 0x3FFE8000, 5, 0xFF, 0))) == OK
    assert board.read_reg(0x3FFE8000) == 5


def test_another_stub_can_be_loaded_by_the_stub(board: BareBoard) -> None:
    body = STUB_HEAD + bytes(8)
    board.ask(0x05, struct.pack("<IIII", len(body), 1, 0x1800, 0x4010C500))
    assert block(board, 0x07, body) == OK
    board.ask(0x06, struct.pack("<II", 0, 0x4010C504), seconds=0.0)

    assert b"OHAI" in board.wait(0.1)


@pytest.mark.parametrize(
    ("code", "body", "refusal"),
    [
        (0x77, b"", 0xFF),
        (0x14, b"", 0xFF),
        (0x08, b"short", 0xC0),
        (0x0A, b"", 0xC0),
        (0x09, b"", 0xC0),
        (0x02, b"", 0xC0),
        (0x0B, b"", 0xC0),
        (0x0D, b"", 0xC0),
        (0x0F, b"", 0xC0),
        (0x13, b"", 0xC0),
        (0xD1, b"", 0xC0),
        (0xD1, struct.pack("<II", 1, SECTOR), 0xC0),
        (0xD2, struct.pack("<IIII", 0, 10, 0x2000, 1), 0xC0),
        (0x03, bytes(16), 0xC6),
        (0x11, bytes(16), 0xC6),
        (0x04, bytes(4), 0xC6),
        (0x05, b"", 0xC0),
        (0x06, b"", 0xC0),
        (0x07, b"", 0xC9),
    ],
)
def test_refusals_have_the_stubs_own_codes(board: BareBoard, code: int, body: bytes, refusal: int) -> None:
    assert status(board.ask(code, body)) == bytes([refusal, 0])


def test_what_is_damaged_on_the_way_is_not_written(board: BareBoard) -> None:
    begin(board, 0x10, 100, 0x20000)

    assert block(board, 0x11, b"abcd", check=0) == b"\xc1\x00"
    assert block(board, 0x11, b"this is no zlib stream") == b"\xc7\x00"
    assert status(board.ask(0x12, bytes(4))) == b"\xc0\x00"


def test_a_failed_write_is_told_with_the_next_answer(board: BareBoard) -> None:
    begin(board, 0x02, 8, 0x20000)
    board.flash.locked = True

    assert block(board, 0x03, b"1234") == OK
    assert block(board, 0x03, b"5678") == b"\xc4\x00"


def test_run_user_code_has_no_answer_and_starts_the_sketch(board: BareBoard) -> None:
    board.send(b"\xc0\x00\xd3\x00\x00\x00\x00\x00\x00\xc0")
    said = board.wait(1.0)

    assert not said.startswith(b"\xc0")
    assert b"ets Jan" not in said
    assert b"bench sketch" in said
