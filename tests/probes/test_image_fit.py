"""What does not fit is refused, with the reason and the way out."""

from __future__ import annotations

import struct

import pytest

import firmware
from espdoctor.probes.image_fit import Part, Target, fits

MB = 1 << 20
ESP32 = struct.pack("<BBBBI", 0xE9, 3, 2, 0x20, 0x40081234) + b"\xee" + bytes(80)


def whys(*parts: Part, target: Target = Target()) -> list[str]:  # noqa: B008 - a frozen value
    """The reasons' short names."""
    return [refusal.why for refusal in fits(parts, target)]


def test_a_good_image_for_an_unknown_chip_is_taken() -> None:
    assert whys(Part(0, firmware.plain())) == []


def test_a_good_image_that_fits_is_taken() -> None:
    assert whys(Part(0, firmware.arduino(size=4 * MB)), target=Target(4 * MB, False, "dio")) == []


@pytest.mark.parametrize("data", [b"PK\x03\x04....", b"\x7fELF" + bytes(60), b"", b"\xff" * 99, ESP32, b"<html>"])
def test_what_no_esp8266_can_start_is_refused(data: bytes) -> None:
    assert whys(Part(0, data)) == ["kind"]


@pytest.mark.parametrize("data", [bytes(range(256)), b"\xff" * 4096, b"ssid=home\n"])
def test_behind_the_program_anything_may_lie(data: bytes) -> None:
    assert whys(Part(0, firmware.plain()), Part(0x100000, data)) == []


def test_an_esp32_image_is_refused_wherever_it_goes() -> None:
    assert whys(Part(0x10000, ESP32)) == ["kind"]


def test_a_damaged_image_is_refused() -> None:
    assert whys(Part(0, firmware.plain()[:100])) == ["damaged"]


def test_what_ends_behind_the_chip_is_refused() -> None:
    refusal = fits((Part(0xFF000, bytes(range(256)) * 32, "files.bin"),), Target(MB))[0]

    assert (refusal.why, refusal.part) == ("too-large", "files.bin")
    assert "1028 KB" in refusal.reason
    assert "1 MB" in refusal.reason


def test_an_image_built_for_more_flash_than_there_is_is_refused() -> None:
    assert whys(Part(0, firmware.plain(size=4 * MB)), target=Target(MB)) == ["size"]


def test_an_image_built_for_less_flash_is_taken() -> None:
    assert whys(Part(0, firmware.plain(size=MB)), target=Target(4 * MB)) == []


@pytest.mark.parametrize(("mode", "refused"), [("qio", True), ("qout", True), ("dio", False), ("dout", False)])
def test_an_esp8285_takes_no_four_bit_mode(mode: str, refused: bool) -> None:
    assert (whys(Part(0, firmware.plain(mode=mode)), target=Target(MB, True)) == ["mode"]) is refused


def test_the_mode_that_was_seen_to_boot_is_asked_for() -> None:
    refusal = fits((Part(0, firmware.plain(mode="qio")),), Target(MB, False, "dout"))[0]

    assert refusal.why == "mode"
    assert "seen to start with dout" in refusal.reason
    assert "--mode dout" in refusal.way_out


def test_dout_is_taken_by_a_board_that_starts_in_another_mode() -> None:
    assert whys(Part(0, firmware.plain(mode="dout")), target=Target(MB, False, "dio")) == []


def test_an_address_inside_a_sector_is_refused() -> None:
    assert whys(Part(0x1010, bytes(range(16)))) == ["offset"]


def test_parts_that_share_a_sector_are_refused() -> None:
    assert whys(Part(0x1000, bytes(range(16))), Part(0, firmware.plain().ljust(0x1001, b"\xaa"))) == ["overlap"]


def test_neighbours_are_taken() -> None:
    assert whys(Part(0, firmware.plain().ljust(0x1000, b"\xaa")), Part(0x1000, bytes(range(16)))) == []


def test_nothing_at_all_is_refused() -> None:
    assert whys() == ["nothing"]
