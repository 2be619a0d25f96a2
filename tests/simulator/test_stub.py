"""The stub as esptool loads it and talks to it, both versions that it ships."""

from __future__ import annotations

import struct
from random import Random
from typing import Any

import pytest
from esptool import cmds
from esptool.loader import StubFlasher
from esptool.targets.esp8266 import ESP8266ROM

from bareboard import BareBoard, Wire
from espdoctor.probes.simulator import images, slip
from espdoctor.probes.simulator.flash import SECTOR
from espdoctor.probes.simulator.stub import Stub


@pytest.fixture(params=["1", "2"], ids=["old stub", "new stub"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """esptool, connected to a board with a blank flash, with its stub running."""
    monkeypatch.setattr(StubFlasher, "STUB_SUBDIRS", [request.param])
    monkeypatch.setattr(ESP8266ROM, "get_usb_vid_pid", lambda _self: (None, None))
    board = BareBoard(None)
    board.power(gpio0=False)
    board.wait(0.2)
    rom = ESP8266ROM(Wire(board))
    rom.connect("no-reset")
    assert rom.get_crystal_freq() == 26
    stub = rom.run_stub()
    stub.board = board
    return stub


def test_esptool_writes_verifies_and_reads_back_and_the_board_starts(loader: Any) -> None:
    image = images.make_sketch("hello", length=0x3000) + Random(1).randbytes(0x4321)
    cmds.attach_flash(loader)
    cmds.write_flash(loader, [(0, image)])
    cmds.verify_flash(loader, [(0, image)])
    loader.change_baud(460800)

    assert loader.read_flash(0, len(image)) == image
    loader.board.press_reset(gpio0=True)
    assert b"bench sketch: hello" in loader.board.wait(1.0)


def test_esptool_reads_who_it_is(loader: Any) -> None:
    assert bytes(loader.read_mac()) == loader.board.spec.mac
    assert loader.flash_id() == loader.board.spec.flash_id
    assert loader.get_chip_description() == "ESP8266EX"
    assert loader.read_spiflash_sfdp(0, 32) == 0x50444653
    assert loader.read_status(2) == 0


def test_esptool_erases(loader: Any) -> None:
    loader.board.flash.write(0, bytes(3 * SECTOR))
    loader.erase_region(SECTOR, SECTOR)
    assert loader.board.flash.read(0, 3 * SECTOR) == bytes(SECTOR) + b"\xff" * SECTOR + bytes(SECTOR)

    loader.erase_flash()
    assert bytes(loader.board.flash.data).count(0xFF) == loader.board.flash.size


def test_esptool_finds_the_stub_that_still_runs(loader: Any) -> None:
    again = ESP8266ROM(loader._port)
    again.connect("no-reset")

    assert again.sync_stub_detected


def reading(board: BareBoard, size: int) -> list[bytes]:
    board.loader()
    board.chip.run(board.now, Stub(board.chip))
    board.wait(0.1)
    return board.ask(0xD2, struct.pack("<IIII", 0, size, SECTOR, 64), seconds=1.0)


def test_reading_waits_for_each_acknowledgement() -> None:
    board = BareBoard()
    answer = reading(board, 2 * SECTOR)
    assert [len(packet) for packet in answer] == [10, SECTOR]
    assert board.wait(5.0) == b""

    board.send(slip.encode(struct.pack("<I", SECTOR)))
    assert len(board.wait(1.0)) >= SECTOR


def test_a_host_that_loses_the_thread_ends_the_reading() -> None:
    board = BareBoard()
    reading(board, 2 * SECTOR)
    board.send(slip.encode(b"what?"))
    board.wait(0.1)

    assert board.read_reg(0x40001000) == 0xFFF0C101


def test_packets_that_go_the_wrong_way_or_lie_about_their_length_are_refused() -> None:
    board = BareBoard()
    reading(board, 0)
    board.send(slip.encode(bytes(4)))  # an acknowledgement, so that the digest comes
    board.wait(0.1)
    board.send(slip.encode(b"\x01\x08" + bytes(6)))
    assert board.wait(0.1).endswith(b"\xc3\x00\xc0")

    board.send(slip.encode(b"\x00\x0a\x09\x00" + bytes(4)))
    assert board.wait(0.1)[-3:-1] == b"\xdc\x00"
