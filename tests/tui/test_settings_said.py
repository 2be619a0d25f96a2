"""What a log says of settings and versions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.tui.settings_said import said

NEW = (
    'Arduino: 1.8.19 (Linux), Board: "NodeMCU 1.0 (ESP-12E Module), 80 MHz, Flash, 4MB (FS:2MB OTA:~1019KB), '
    'v2 Lower Memory, Disabled, None, 921600"'
)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (NEW, "Module", "NodeMCU 1.0 (ESP-12E Module)"),
        (NEW, "Flash Size", "4MB (FS:2MB OTA:~1019KB)"),
        (NEW, "lwip Variant", "v2 Lower Memory"),
        (NEW, "Upload Speed", "921600"),
        (NEW, "Operating System", "Linux"),
        ("SDK:2.2.2-dev(38a443e)/Core:2.7.3-3-g2843a5ac=20703003/lwIP:STABLE", "Core Version", "2.7.3-3-g2843a5ac"),
        ("C:\\x\\packages\\esp8266\\hardware\\esp8266\\3.1.2\\tools\\upload.py", "Core Version", "3.1.2"),
    ],
)
def test_a_field_is_read_where_the_log_says_it(text: str, field: str, value: str) -> None:
    assert said(text)[field] == value


def test_of_two_uploads_the_last_counts() -> None:
    assert said(f'{NEW}\nBoard: "WeMos D1 R1, 80 MHz, 115200"')["Module"] == "WeMos D1 R1"


def test_other_text_says_nothing() -> None:
    assert said("it does not work at 921600, 80 MHz") == {}


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(value for value in said(text).values())
