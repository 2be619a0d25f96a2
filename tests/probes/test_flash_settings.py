"""The probe `flash-settings`."""

from __future__ import annotations

import pytest

from benchtop import Benchtop


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("sim://nodemcu", "valid"),
        ("sim://nodemcu?fault=stale-flash", "foreign"),
        ("sim://d1-mini?fault=stale-wifi", "foreign"),
    ],
)
def test_whose_settings_they_are(url: str, state: str) -> None:
    bench = Benchtop(url)

    assert bench.run("banner", "lines", "flash-settings") == {"flash.settings.state": state}


def test_without_a_header_the_chips_own_size_tells_where_the_end_is() -> None:
    bench = Benchtop("sim://nodemcu?fault=flash-blank", flash__jedec_size=4 << 20)

    assert bench.run("lines", "flash-settings") == {"flash.settings.state": "fresh"}


def test_without_either_nothing_is_claimed() -> None:
    assert Benchtop("sim://nodemcu?fault=flash-blank").run("lines", "flash-settings") == {}


def test_without_a_loader_nothing_is_claimed() -> None:
    assert Benchtop("sim://esp-12e?fault=tx-open").run("flash-settings") == {}
