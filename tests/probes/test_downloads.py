"""Firmware that comes as one file is known by its name."""

from __future__ import annotations

import pytest

from espdoctor.probes.downloads import RELEASES, release_of


@pytest.mark.parametrize(
    ("name", "maker", "told"),
    [
        (
            "nodemcu-master-13-modules-2017-01-13-14-43-14-integer.bin",
            "NodeMCU builder",
            "master, 13 modules, integer, 2017-01-13",
        ),
        ("nodemcu_integer_release_20200801-1234.bin", "NodeMCU builder", "nodemcu_integer_release_20200801-1234"),
        ("tasmota-sensors.bin", "Tasmota", "tasmota-sensors"),
        ("WLED_0.14.0_ESP8266.bin.gz", "WLED", "WLED_0.14.0_ESP8266"),
        ("ESPEasy_mega-20190225_normal_ESP8266_4M.bin", "ESPEasy", "ESPEasy_mega-20190225_normal_ESP8266_4M"),
        ("firmware-factory.bin", "ESPHome", "firmware-factory"),
    ],
)
def test_a_name_tells_its_maker(name: str, maker: str, told: str) -> None:
    release = release_of(name)

    assert release is not None
    assert (release.maker, release.told(name)) == (maker, told)


@pytest.mark.parametrize("name", ["tasmota32.bin", "firmware.bin", "Blink.ino.bin", "nodemcu.txt", "WLED_1_ESP32.bin"])
def test_other_chips_and_builds_of_ones_own_are_none(name: str) -> None:
    assert release_of(name) is None


def test_no_name_is_of_two_makers() -> None:
    names = ("tasmota-x.bin", "nodemcu-x.bin", "ESP_Easy_ESP8266.bin", "x-factory.bin", "WLED_1_ESP8266.bin")

    assert [release_of(name) for name in names] == [RELEASES[1], RELEASES[0], RELEASES[2], RELEASES[3], RELEASES[4]]
