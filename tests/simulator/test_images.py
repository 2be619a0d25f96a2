"""Images made, and loaded line by line."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator import images
from espdoctor.probes.simulator.images import Segment


def reader(data: bytes) -> images.Reader:
    def read(offset: int, length: int) -> bytes:
        return data[offset : offset + length].ljust(length, b"\xff")

    return read


def figures(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(("chksum", "csum"))]


def test_a_made_image_has_its_settings_in_the_header() -> None:
    image = images.make_image(1024 * 1024, "dout", 40, [Segment(0x40100000, b"code")])

    assert image[:4] == bytes([0xE9, 1, 3, 0x20])
    assert images.parse(image) == images.Header(1, "dout", 1024 * 1024, 0x40100004)
    assert len(image) % 16 == 0
    assert images.sound(reader(image))


@pytest.mark.parametrize("data", [b"", b"\xff" * 16, b"\xea" + bytes(15)])
def test_other_bytes_are_no_image(data: bytes) -> None:
    assert images.parse(data) is None
    assert not images.sound(reader(data))
    assert images.load(reader(data)) == images.Loaded("ets_main.c \r\n", None)


# Lengths and the figures that real boards printed for them.
LOGS = {
    "esp_wifi_repeater#182": (
        [31824, 2064, 6044],
        ["len 31824, room 16 ", "tail 0", "len 2064, room 8 ", "tail 8", "len 6044, room 0 ", "tail 12"],
    ),
    "Arduino#435": (
        [28780, 1580, 36588],
        [
            "len 28780, room 16 ",
            "tail 12",
            "ho 0 tail 12 room 4",
            "len 1580, room 12 ",
            "tail 0",
            "len 36588, room 8 ",
            "tail 4",
        ],
    ),
    "Arduino#9122": ([3460, 40], ["len 3460, room 16 ", "tail 4", "len 40, room 4 ", "tail 4"]),
}


@pytest.mark.parametrize("log", LOGS)
def test_room_and_tail_are_those_that_real_boards_print(log: str) -> None:
    lengths, expected = LOGS[log]
    image = images.make_image(4 * 2**20, "dio", 40, [Segment(0x40100000, bytes(length)) for length in lengths])
    lines = [line.removeprefix("load 0x40100000, ") for line in figures(images.load(reader(image)).text)]

    assert lines == expected


def test_a_good_image_is_entered_and_a_changed_byte_is_told() -> None:
    image = images.make_image(4 * 2**20, "dio", 40, [Segment(0x40100000, b"some code, some more")])
    good = images.load(reader(image))
    bad = images.load(reader(image.replace(b"some code", b"sore code")))

    assert good.entry == 0x40100004
    assert "csum err" not in good.text
    assert bad.entry is None
    assert bad.text.endswith("csum err\r\nets_main.c \r\n")
    assert not images.sound(reader(image.replace(b"some code", b"sore code")))


def test_a_segment_larger_than_ram_stops_the_load() -> None:
    broken = bytes([0xE9, 1, 2, 0x40]) + bytes(4) + (0x40100000).to_bytes(4, "little") + b"\xff\xff\xff\x7f"

    assert images.load(reader(broken)).entry is None
    assert not images.sound(reader(broken))


def test_a_sketch_file_holds_a_loader_and_a_sketch() -> None:
    image = images.make_sketch("hello", 4 * 2**20, "dio", 40)

    assert images.load(reader(image)).first_address == images.EBOOT_ADDRESS
    assert images.sound(reader(image))
    assert images.sound(reader(image[images.APP_OFFSET :]))
    assert b"bench-sketch:hello\x00" in image
    assert images.make_sketch("hello") == images.make_sketch("hello")


def test_firmware_for_an_esp32_begins_alike_and_leads_the_rom_astray() -> None:
    image = images.make_esp32()
    assert image[0] == images.MAGIC
    assert images.load(lambda at, length: image[at : at + length]).entry is None
