"""Nothing from outside acts on a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from espdoctor.tui.harmless import safe


@given(st.text())
def test_no_character_that_acts_or_hides_is_left(text: str) -> None:
    assert not {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} & {unicodedata.category(one) for one in safe(text)}


@given(st.text(), st.integers(0, 50))
def test_it_is_bounded(text: str, most: int) -> None:
    assert len(safe(text, most)) <= most * len("\\U0010ffff") + 1


def test_what_was_there_can_still_be_read() -> None:
    assert safe("a\x1b[2Jb\tc\u202e") == "a\\x1b[2Jb c\\u202e"
