"""What plain characters mean in a rule file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.facts import Value
from espdoctor.engine.scalars import Trap, meaning


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("12", 12),
        ("0", 0),
        ("-3", -3),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("words", "words"),
        ("not-yet", "not-yet"),
        ("none", "none"),
        ("nothing 5", "nothing 5"),
        ("3.3 V", "3.3 V"),
        ("-a", "-a"),
        ("9" * 100, "9" * 100),
    ],
)
def test_characters_have_one_meaning(text: str, value: Value | None) -> None:
    found = meaning(text)

    assert (found, type(found)) == (value, type(value))


TRAPS = """
yes No ON off y N True FALSE ~ Null 010 -07 0o17 0b1 12:34:56 1:2.5 1_000 +5 1e3 1.5E-3 .5 5. .inf -.NaN
99999999999999999999 2020-01-01 2020-1-1T10:00 = <<
"""


@pytest.mark.parametrize("text", ["", *TRAPS.split()])
def test_what_yaml_may_read_otherwise_is_a_trap_with_a_way_out(text: str) -> None:
    found = meaning(text)

    assert isinstance(found, Trap)
    assert found.message
    assert found.hint


def test_the_way_out_is_shown() -> None:
    message, hint = "no is a truth value to some YAML and a word to other", 'write "no" for words, else true or false'

    assert meaning("no") == Trap(message, hint)


@given(st.from_regex(r"[-+0-9.:_exobn ]{0,70}", fullmatch=True))
def test_a_number_is_written_in_one_way_alone(text: str) -> None:
    found = meaning(text)

    if isinstance(found, float):
        assert float(text) == found
        assert "." in text
    elif isinstance(found, int):
        assert int(text, 0) == found
    else:
        assert found == text or isinstance(found, Trap)
