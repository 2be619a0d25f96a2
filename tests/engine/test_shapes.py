"""Lines by their shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.shapes import shape


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Exception (28): at 0x4020D1b2", "exception (00): at 0x0000d0b0"),
        ("NICHT VERFÜGBAR", "nicht verfügbar"),
        ("Платаж 80 МГц", "платаж 00 мгц"),
        ("half \ud83d", "half \0"),
        ("", ""),
    ],
)
def test_lines_that_differ_in_numbers_or_capitals_have_one_shape(line: str, seen: str) -> None:
    assert shape(line).decode() == seen


@given(st.text())
def test_a_text_and_its_shape_have_the_same_lines(text: str) -> None:
    assert [shape(line) for line in text.split("\n")] == shape(text).split(b"\n")
