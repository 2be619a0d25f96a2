"""The SDK's own sectors."""

from __future__ import annotations

import pytest

from espdoctor.probes.wire import sdk_sectors

BLANK = b"\xff" * 16
RF = b"\x05\x00\x04\x02" + BLANK[4:]
WIFI = b"\xaa\x55\xaa\x55" + BLANK[4:]
TEXT = b'{"ssid":"attic",'


@pytest.mark.parametrize(
    ("rf", "wifi", "state"),
    [
        (BLANK, BLANK, "fresh"),
        (RF, BLANK, "valid"),
        (RF, WIFI, "valid"),
        (BLANK, b"\x01\x02\x03\x04" + BLANK[4:], "valid"),
        (TEXT, WIFI, "foreign"),
        (RF, TEXT, "foreign"),
        (RF, b"\xe9" + BLANK[1:], "foreign"),
        (b"\x00" * 16, BLANK, "foreign"),
    ],
)
def test_whose_data_they_hold(rf: bytes, wifi: bytes, state: str) -> None:
    assert sdk_sectors.judge(rf, wifi) == state
