"""Lines by their shape."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.shapes import shape, small, widened


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Exception (28): at 0x4020D1b2", "exception (00): at 0x0000d0b0"),
        ("NICHT VERFÜGBAR", "nicht verfÜgbar"),
        ("half \ud83d", "half \0"),
        ("", ""),
    ],
)
def test_lines_that_differ_in_numbers_or_capitals_have_one_shape(line: str, seen: str) -> None:
    assert shape(line).decode() == seen


@given(st.text())
def test_a_text_and_its_shape_have_the_same_lines(text: str) -> None:
    assert [shape(line) for line in text.split("\n")] == shape(text).split(b"\n")


@pytest.mark.parametrize(
    ("line", "seen"), [("Exception (28)", "exception (00)"), ("VERFÜGBAR", "verfügbar"), ("Платаж 80", "платаж 00")]
)
def test_a_shape_can_be_made_small_in_any_alphabet(line: str, seen: str) -> None:
    assert small(shape(line)) == seen


@given(st.text())
def test_a_small_shape_has_the_same_lines(text: str) -> None:
    assert [small(shape(line)) for line in text.split("\n")] == small(shape(text)).split("\n")


@pytest.mark.parametrize(
    ("pattern", "wide"),
    [
        (r"mode:\(7,\d\)", r"mode:\(0,\d\)"),
        (r"0x[1-7]f{2,4}", r"0x(?:[1-7]|0)f{2,4}"),
        (r"[0-9a-f]{8}", r"[0-9a-f]{8}"),
        (r"[^0]x", r"(?:[^0]|0)x"),
        (r"[^\]3]", r"[^\]3]"),
        (r"(?P<e1>\x1b|\x{9f}|\.5)", r"(?P<e1>\x1b|\x{9f}|\.0)"),
        (r"[abc]1", r"[abc]0"),
    ],
)
def test_a_pattern_is_widened_for_digits_that_are_all_alike(pattern: str, wide: str) -> None:
    assert widened(pattern) == wide


PIECES = st.sampled_from(["a", "B", "7", "0", r"\d", "[1-3]", "[^0]", r"\w{2}", "x{1,2}", "(?:4|c)", ".", "Ü"])


@given(
    st.lists(PIECES, min_size=1, max_size=6)
    .map("".join)
    .flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(re.compile(pattern, re.ASCII))))
)
def test_what_a_pattern_matches_the_wider_one_matches_in_its_shape(drawn: tuple[str, str]) -> None:
    pattern, line = drawn

    assert re.search(widened(pattern), small(shape(line)), re.IGNORECASE)
