"""An image is looked at before a byte of it is written."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

import firmware
from espdoctor.probes.image import Segment, inspect

ESP32 = struct.pack("<BBBBI", 0xE9, 3, 2, 0x20, 0x40081234) + b"\xee\0\0\0" + b"\0\0" + bytes(10) + bytes(64)


def test_a_plain_image_is_described_and_has_no_problem() -> None:
    data = firmware.plain(mode="qio", size=512 << 10)

    image = inspect(data)

    assert (image.kind, image.mode, image.flash_size) == ("esp8266", "qio", 512 << 10)
    assert image.segments == (Segment(0x40100000, 256, 16),)
    assert not image.problems


def test_a_changed_byte_is_found_by_the_checksum() -> None:
    data = bytearray(firmware.plain())
    data[40] ^= 0x10

    image = inspect(bytes(data))

    assert "checksum is wrong" in image.problems[0]
    assert image.problems


@pytest.mark.parametrize("length", [8, 15, 60, 271])
def test_an_image_cut_short_is_damaged(length: int) -> None:
    image = inspect(firmware.plain()[:length])

    assert image.kind == "esp8266"
    assert "too early" in image.problems[0]


def test_an_arduino_image_is_eboot_and_a_sketch() -> None:
    image = inspect(firmware.arduino())

    assert image.kind == "arduino"
    assert [segment.load for segment in image.segments] == [0x40100000, 0x40201010]
    assert not image.problems


def test_a_damaged_sketch_is_found_although_eboot_is_whole() -> None:
    """eboot loads the sketch with no checksum at all, so nobody else would notice before the crash."""
    data = bytearray(firmware.arduino())
    data[0x1200] ^= 1

    assert "sketch" in inspect(bytes(data)).problems[0]


def test_a_sketch_of_an_old_core_is_checked_by_its_own_checksum() -> None:
    """Cores before 2.6 keep no CRC: the two words are zeros."""
    data = bytearray(firmware.arduino())
    data[0x1010:0x1018] = bytes(8)

    assert not inspect(bytes(data)).problems


def test_a_sketch_cut_short_is_damaged() -> None:
    assert "too early" in inspect(firmware.arduino()[:0x1400]).problems[0]


@pytest.mark.parametrize("number", [0, 2, 5, 77])
def test_an_image_of_the_esp32_family_is_told_apart(number: int) -> None:
    data = ESP32[:12] + struct.pack("<H", number) + ESP32[14:]

    assert inspect(data).kind == "esp32"


def test_an_image_for_a_second_loader_is_told_apart() -> None:
    assert inspect(b"\xea\x04\x02\x40" + struct.pack("<I", 0x40100004) + bytes(16)).kind == "second-stage"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((1, 0), "0 segments"),
        ((1, 200), "200 segments"),
        ((7, 0x20), "entry point"),
        ((11, 0x77), "no memory"),
    ],
)
def test_a_header_that_makes_no_sense_is_a_problem(change: tuple[int, int], words: str) -> None:
    data = bytearray(firmware.plain())
    data[change[0]] = change[1]

    assert words in inspect(bytes(data)).problems[0]


@given(st.binary(max_size=200).map(lambda tail: b"\xe9" + tail) | st.binary(max_size=200))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    assert inspect(data).length == len(data)


@given(st.integers(0, 4000), st.integers(1, 255))
def test_no_single_changed_byte_of_a_segment_goes_unnoticed(at: int, flip: int) -> None:
    data = bytearray(firmware.plain(bytes(4001)))
    data[16 + at] ^= flip

    assert inspect(bytes(data)).problems
