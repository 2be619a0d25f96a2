"""DWARF's numbers and values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.stack import forms


def written(value: int) -> bytes:
    """The unsigned number in the standard's algorithm."""
    made = bytearray()
    while True:
        value, low = value >> 7, value & 0x7F
        made.append(low | (0x80 if value else 0))
        if not value:
            return bytes(made)


def written_signed(value: int) -> bytes:
    """The signed one."""
    made = bytearray()
    while True:
        low, value = value & 0x7F, value >> 7
        done = (value == 0 and not low & 0x40) or (value == -1 and bool(low & 0x40))
        made.append(low | (0 if done else 0x80))
        if done:
            return bytes(made)


@given(st.integers(0, 2**64), st.binary(max_size=3))
def test_numbers_of_variable_length_end_where_they_end(value: int, more: bytes) -> None:
    data = written(value)

    assert forms.uleb(b"\xff" + data + more, 1) == (value, 1 + len(data))


@given(st.integers(-(2**62), 2**62))
def test_signed_numbers_keep_their_sign(value: int) -> None:
    data = written_signed(value)

    assert forms.sleb(data, 0) == (value, len(data))


@pytest.mark.parametrize(
    ("form", "data", "value", "length"),
    [
        (0x01, b"\x04\x10\x20\x40", 0x40201004, 4),
        (0x0F, b"\x83\x01", 131, 2),
        (0x0D, b"\x7f", -1, 1),
        (0x19, b"", 0, 0),
        (0x08, b"loop\x00x", 0, 5),
        (0x18, b"\x02\x91\x00x", 0, 3),
        (0x03, b"\x01\x00\x05x", 0, 3),
        (0x0A, b"\x03\x01\x02\x03x", 0, 4),
        (0x16, b"\x0b\x07", 0, 2),
    ],
)
def test_each_kind_of_form_has_its_value_and_its_end(form: int, data: bytes, value: int, length: int) -> None:
    assert forms.value(data, 0, form) == (value, length)
    assert forms.end(data, 0, form) == length


def test_an_unknown_form_is_told_and_not_guessed() -> None:
    with pytest.raises(forms.BadDwarf):
        forms.end(b"\x00\x00", 0, 0x77)


def test_characters_end_at_the_zero_or_with_the_data() -> None:
    assert forms.string(b"a\x00b", 0) == "a"
    assert forms.string(b"ab", 1) == "b"
