"""Files that are no image are known by their first bytes, and each has a way out."""

from __future__ import annotations

import pytest

from espdoctor.probes.image_formats import FORMATS, Kind, other_than_image

FILES: dict[Kind, bytes] = {
    "elf": b"\x7fELF\x01\x01\x01" + bytes(9),
    "gzip": b"\x1f\x8b\x08\x00" + bytes(12),
    "zip": b"PK\x03\x04\x14\x00" + bytes(10),
    "uf2": b"UF2\nWQ]\x9e" + bytes(8),
    "hex": b":10000000214601360121470136007EFE09D2190140\r\n:00000001FF\r\n",
    "html": b"\n<!DOCTYPE html><html><head>",
    "text": b"Flash this file with esptool.\r\n",
    "empty": b"",
    "blank": b"\xff" * 64,
    "zeros": bytes(64),
    "data": bytes(range(64)),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_known_by_its_first_bytes(kind: Kind) -> None:
    assert other_than_image(FILES[kind]) == kind


@pytest.mark.parametrize("kind", [*FILES, "esp32", "second-stage"])
def test_every_kind_says_what_it_is_and_what_to_do(kind: Kind) -> None:
    assert FORMATS[kind].title
    assert FORMATS[kind].way_out.endswith((".", ".bin"))


def test_an_empty_zip_is_a_zip() -> None:
    assert other_than_image(b"PK\x05\x06" + bytes(18)) == "zip"
