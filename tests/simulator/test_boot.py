"""From a reset to the program that it leads to: causes, speeds, straps, and what lies in the flash."""

from __future__ import annotations

import hashlib
import struct

import pytest

from bareboard import BareBoard
from espdoctor.probes.simulator import images
from espdoctor.probes.simulator.chip import ChipSpec


def test_a_good_board_prints_banner_load_lines_and_sketch() -> None:
    board = BareBoard("hello")
    board.power()
    said = board.wait(1.0).decode()

    assert "\r\n ets Jan  8 2013,rst cause:1, boot mode:(3," in said
    assert "load 0x4010f000, len 3584, room 16 \r\ntail 0\r\nchksum 0x" in said
    assert "~ld\n" in said
    assert "bench sketch: hello" in said
    assert "csum err" not in said


def test_an_image_without_second_stage_starts_at_once() -> None:
    board = BareBoard(None)
    marker = images.MARKER + b"hello\x00"
    board.flash.write(0, images.make_image(4 * 2**20, "dio", 40, [images.Segment(0x40100000, b"code" + marker)]))
    board.power()
    said = board.wait(1.0)

    assert b"~ld" not in said
    assert b"bench sketch: hello" in said


@pytest.mark.parametrize(("pins", "mode"), [({"gpio2": False}, 2), ({"gpio0": False, "gpio2": False}, 0)])
def test_invalid_straps_print_the_banner_and_nothing_else(pins: dict[str, bool], mode: int) -> None:
    board = BareBoard()
    board.power(**pins)

    assert board.wait(10.0).endswith((f"({mode},6)\r\n\r\n".encode(), f"({mode},7)\r\n\r\n".encode()))
    assert board.chip.running == "stuck"


def test_gpio15_high_makes_it_wait_for_an_sdio_host() -> None:
    board = BareBoard()
    board.power(gpio15=True)

    assert board.wait(10.0).endswith(b"waiting for host\r\n")


def test_an_empty_flash_ends_in_ets_main_alone() -> None:
    board = BareBoard(None)
    board.power()
    said = board.wait(10.0)

    assert said.endswith(b"ets_main.c \r\n")
    assert b"load" not in said


def test_a_mode_without_wires_reads_pairs_that_leave_the_checksum_at_its_seed() -> None:
    board = BareBoard(None, spec=ChipSpec(flash_mode_ok=frozenset({"dout"})))
    segments = [images.Segment(0x40100000, bytes(range(160)) * 2), images.Segment(0x3FFE8000, b"data")]
    board.flash.write(0, images.make_image(4 * 2**20, "qio", 40, segments))
    board.power()
    said = board.wait(10.0).decode()

    assert "load 0x40100000, len 320, room 16 \r\ntail 0\r\nchksum 0xef\r\n" in said
    assert (
        "load 0x00000000, len 0, room 8 \r\ntail 0\r\nchksum 0xef\r\ncsum 0xef\r\ncsum err\r\nets_main.c \r\n" in said
    )


def test_the_right_mode_boots_the_same_board() -> None:
    board = BareBoard(None, spec=ChipSpec(flash_mode_ok=frozenset({"dout"})))
    board.flash.write(0, images.make_sketch("hello", mode="dout"))
    board.power()

    assert b"bench sketch" in board.wait(1.0)


def test_a_missing_sketch_is_told_by_eboot_and_bitten_by_its_watchdog() -> None:
    board = BareBoard()
    board.flash.erase_sector(images.APP_OFFSET)
    board.power()
    said = board.wait(15.0)

    assert b"e:1\n" in said
    assert b"rst cause:4, boot mode:(3," in said
    assert b"wdt reset\r\n" in said


def test_a_broken_sketch_passes_the_boot_and_crashes_after() -> None:
    board = BareBoard()
    board.flash.erase_sector(0x8000)
    board.power()
    said = board.wait(1.5)

    assert b"csum err" not in said
    assert said.index(b"~ld") < said.index(b"Exception (0):")


def test_a_software_restart_keeps_the_old_cause_and_prints_at_the_speed_of_the_pll() -> None:
    board = BareBoard("crash-null")
    board.power()
    board.wait(0.5)
    board.press_reset()
    board.wait(2.0)
    banners = [frames for frames in board.frames if b"J" in frames.data]  # of " ets Jan", which nothing else has

    assert [round(frames.baud / 100) for frames in banners][:3] == [749, 749, 1153]
    assert b"Exception (28)" in board.heard_at(115200)
    assert b"rst cause:2" in board.heard_at(115200)


def test_the_hardware_watchdog_sets_cause_four_and_says_so() -> None:
    board = BareBoard("hw-wdt")
    board.power()
    said = board.wait(8.0)

    assert b"rst cause:4, boot mode:(3," in said
    assert b"wdt reset\r\n" in said


def test_after_a_serial_upload_any_restart_hangs_in_the_loader_until_a_physical_reset() -> None:
    board = BareBoard("restarter")
    board.loader()
    board.ask(0x02, bytes(16))
    board.ask(0x04, b"\x01\x00\x00\x00")
    assert b"saved, restarting" in board.wait(1.0)

    said = board.wait(20.0)
    assert said.count(b"boot mode:(1,") == 2
    assert said.index(b"cause:1, boot mode:(1,") < said.index(b"cause:4, boot mode:(1,") < said.index(b"wdt reset")
    assert board.chip.running == "rom-loader"
    assert board.wait(60.0) == b""

    board.press_reset(gpio0=True)
    said = board.wait(7.0)
    assert said.count(b"boot mode:(3,") == 2  # it restarts itself, and starts


def test_deep_sleep_wakes_by_the_wire_to_reset() -> None:
    board = BareBoard("sleeper", spec=ChipSpec(wake_wired=True))
    board.power()
    board.wait(2.0)
    assert board.chip.load < 1

    said = board.wait(12.0)
    assert b"rst cause:2, boot mode:(3," in said
    assert b"good night" in said


def test_deep_sleep_without_that_wire_ends_in_cause_five_and_ets_main() -> None:
    board = BareBoard("sleeper")
    board.power()
    said = board.wait(60.0)

    assert b"rst cause:5, boot mode:(3," in said
    assert said.endswith(b"ets_main.c \r\n")


def test_the_watchdogs_banner_comes_at_the_speed_of_the_pll_too() -> None:
    board = BareBoard("hw-wdt")
    board.power()
    board.wait(8.0)

    assert b"rst cause:1" in board.heard_at(74880)
    assert b"rst cause:4" not in board.heard_at(74880)
    assert b"rst cause:4" in board.heard_at(115200)


def test_a_software_reset_before_the_pll_was_started_keeps_the_cold_speed() -> None:
    board = BareBoard()
    board.loader()
    board.frames.clear()
    board.ask(0x09, struct.pack("<IIII", 0x60000700, 1 << 31, 0xFFFFFFFF, 0))
    board.wait(1.0)

    assert b"boot mode:(1," in board.heard_at(74880)


def test_the_flash_mode_matters_at_the_boot_and_to_nothing_in_the_loader() -> None:
    """Writing and reading back go well in any mode; only the ROM's own start takes the header at its word."""
    image = images.make_sketch("hello", 4 * 1024 * 1024, "qio", length=0x2000)
    board = BareBoard(None, spec=ChipSpec(flash_mode_ok=frozenset({"dout"})))
    board.loader()
    board.flash.write(0, image)
    assert board.flash.md5(0, len(image)) == hashlib.md5(image, usedforsecurity=False).digest()
    board.press_reset(gpio0=True)
    assert b"chksum 0xef" in board.wait(1.0)
