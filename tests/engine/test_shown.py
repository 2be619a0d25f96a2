"""Foreign characters in messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.shown import MOST_SHOWN, shown, unprintable


def test_what_is_shown_is_short_and_on_one_line() -> None:
    assert shown("a\n b") == "a b"
    assert shown("x" * 100) == "x" * (MOST_SHOWN - 1) + "…"
    assert shown("\x1b[2J\u202e") == "\\x1b[2J\\u202e"


@pytest.mark.parametrize("text", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\ufeff", "\ud800", "\uffff"])
def test_what_acts_or_cannot_be_seen_is_found(text: str) -> None:
    odd = unprintable(f"fine\n{text}")

    assert odd
    assert odd.group() == text


def test_letters_of_all_languages_can_be_printed() -> None:
    assert unprintable("Überspannung 3,3 V\tµF ↯ 電源 😀\r\n") is None


@given(st.text())
def test_no_text_acts_on_the_terminal(text: str) -> None:
    assert shown(text).isprintable()
