"""What made an image is read from the names that it carries, and nothing else is believed."""

from __future__ import annotations

import pytest

from espdoctor.probes import image_makers


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (b"\x002.2.2-dev(38a443e)\x00", "SDK 2.2.2-dev(38a443e)"),
        (b"x 3.0.5(b29dcd3)\x00\x003.1.2\x00", "SDK 3.0.5(b29dcd3), Arduino core 3.1.2"),
        (b"ESPHome version 2024.6.1 compiled", "ESPHome 2024.6.1"),
        (b"MicroPython v1.22.1 on 2024", "MicroPython v1.22.1"),
        (b"NodeMCU 3.0.0.0 built", "NodeMCU Lua 3.0.0.0"),
        (b"AT version:1.7.4.0(May", "AT firmware 1.7.4.0"),
        (b"\x0013.4.0(tasmota)\x00", "Tasmota 13.4.0"),
        (b"version 12.3.4 of something", ""),
        (b"", ""),
    ],
)
def test_makers_are_named_with_their_versions(inside: bytes, words: str) -> None:
    assert image_makers.words(b"\xe9\x01" + inside) == words


def test_what_an_image_says_of_itself_is_short_and_plain() -> None:
    found = image_makers.made_by(b"ESPHome version 2024.6.1\x1b[31m" + b"9" * 500)

    assert found == {"ESPHome": "2024.6.1"}
