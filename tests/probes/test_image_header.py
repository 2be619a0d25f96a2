"""The header is read, and changed without making the image invalid."""

from __future__ import annotations

import struct

import pytest

import firmware
from espdoctor.probes import image, image_header


def test_a_header_says_mode_size_and_entry() -> None:
    header = image_header.parse(firmware.plain(mode="dout", size=1 << 20))

    assert header == image_header.Header(0xE9, 1, "dout", 1 << 20, 0x40100004)


@pytest.mark.parametrize("data", [b"", b"\xe9\x01", b"\xff" * 16, b"PK\x03\x04    "])
def test_what_begins_otherwise_has_no_header(data: bytes) -> None:
    assert image_header.parse(data) is None


def test_codes_that_mean_nothing_are_none() -> None:
    header = image_header.parse(b"\xe9\x01\x07\x7c" + bytes(4))

    assert header is not None
    assert (header.mode, header.size) == (None, None)


def test_settings_change_only_their_own_bits() -> None:
    before = bytearray(firmware.plain(mode="qio", size=4 << 20))
    before[3] |= 0xF  # 80 MHz

    after = image_header.with_header(bytes(before), mode="dout", size=1 << 20)

    assert after[:2] + after[4:] == before[:2] + before[4:]
    assert image_header.parse(after) == image_header.Header(0xE9, 1, "dout", 1 << 20, 0x40100004)
    assert after[3] & 0xF == 0xF
    assert image.inspect(after).problems == ()


@pytest.mark.parametrize("size", [512 << 10, 1 << 20, 2 << 20, 4 << 20, 8 << 20, 16 << 20])
def test_every_size_that_is_written_is_read_again(size: int) -> None:
    header = image_header.parse(image_header.with_header(firmware.plain(), size=size))

    assert header is not None
    assert header.size == size


def test_the_crc_of_an_arduino_image_follows_the_header() -> None:
    before = firmware.arduino(mode="qio")

    after = image_header.with_header(before, mode="dout", size=1 << 20)

    assert image_header.arduino_crc_ok(before)
    assert image_header.arduino_crc_ok(after)
    assert struct.unpack_from("<I", after, 0x1014)[0] == firmware.crc_of(after)


def test_two_sectors_are_enough_for_the_crc_to_follow() -> None:
    """In flash only the head is read and written; the rest of the image is not at hand."""
    whole = firmware.arduino(mode="qio")

    head = image_header.with_header(whole[:0x2000], mode="dout")

    assert image_header.arduino_crc_ok(head + whole[0x2000:])


def test_a_crc_that_was_wrong_is_not_made_right() -> None:
    damaged = bytearray(firmware.arduino())
    damaged[0x1100] ^= 1

    assert image_header.arduino_crc_ok(image_header.with_header(bytes(damaged), mode="dout")) is False


def test_an_image_without_a_sketch_has_no_crc_and_keeps_its_bytes() -> None:
    long = firmware.plain(b"\x5a" * 0x2000)

    after = image_header.with_header(long, mode="dout")

    assert image_header.arduino_crc_ok(long) is None
    assert after[4:] == long[4:]


def test_an_image_cut_short_has_no_crc_to_look_at() -> None:
    assert image_header.arduino_crc_ok(firmware.arduino()[:0x1800]) is None


@pytest.mark.parametrize("settings", [{"mode": "fast"}, {"size": 3 << 20}])
def test_a_setting_without_a_code_is_refused(settings: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="there is no flash"):
        image_header.with_header(firmware.plain(), **settings)  # type: ignore[arg-type]


def test_only_an_image_has_a_header_to_change() -> None:
    with pytest.raises(ValueError, match="do not begin with the header"):
        image_header.with_header(b"<html>", mode="dout")
