"""What logs of several tools say of their settings."""

from __future__ import annotations

import pytest

from espdoctor.tui.settings_said import FIELDS, said


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("CONFIGURATION: https://docs.example/page/boards/espressif8266/d1_mini.html", "Module", "d1_mini"),
        ("HARDWARE: ESP8266 80MHz, 80KB RAM, 4MB Flash", "CPU Frequency", "80"),
        ("HARDWARE: ESP8266 80MHz, 80KB RAM, 4MB Flash", "Flash Size", "4MB"),
        (" - framework-arduinoespressif8266 @ 3.30102.0 (3.1.2)", "Core Version", "3.1.2"),
        ("framework-arduinoespressif8266 3.20704.0", "Core Version", "3.20704.0"),
        ("board = nodemcuv2\nupload_speed = 921600", "Module", "nodemcuv2"),
        ("board = nodemcuv2\nupload_speed = 921600", "Upload Speed", "921600"),
        ("board_build.flash_mode = dout", "Flash Mode", "dout"),
        ("board_build.f_cpu = 160000000L", "CPU Frequency", "160"),
        ("FQBN: esp8266:esp8266:nodemcuv2:xtal=160,vt=flash,baud=460800", "Module", "nodemcuv2"),
        ("FQBN: esp8266:esp8266:nodemcuv2:xtal=160,vt=flash,baud=460800", "CPU Frequency", "160"),
        ("FQBN: esp8266:esp8266:nodemcuv2:xtal=160,vt=flash,baud=460800", "Upload Speed", "460800"),
        ("INFO ESPHome 2023.11.6", "Development Env", "ESPHome 2023.11.6"),
        ("esp8266:\n  board: d1_mini", "Module", "d1_mini"),
        ("- Core Version:\t\t\t2.7.4", "Core Version", "2.7.4"),
        ("- Flash Frequency: 40Mhz", "Flash Frequency", "40Mhz"),
    ],
)
def test_a_field_is_found(text: str, field: str, value: str) -> None:
    assert said(text)[field] == value


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", ["", "[ESP-12|ESP-01]", "_not known yet_", "<your board>"])
def test_a_field_of_the_template_that_nobody_filled_in_is_not(field: str, value: str) -> None:
    assert said(f"- {field}: {value}\n") == {}


def test_of_several_the_last_counts() -> None:
    assert said("board = a1\nboard = b2")["Module"] == "b2"
