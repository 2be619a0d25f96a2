"""The eFuse, by dumps of real chips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import efuse

REAL = (0x7DD00000, 0x02005F4C, 0xC200B000, 0x00483FDA)
"""jeelabs/esp-link#570."""
WORD = st.integers(0, 0xFFFFFFFF)


def test_the_dump_of_a_real_chip() -> None:
    found = efuse.read(REAL)

    assert found.mac_text == "48:3f:da:5f:4c:7d"
    assert (found.check, found.is_8285, found.chip_id) == ("ok", False, 0x5F4C7D)


@pytest.mark.parametrize(
    ("word", "bit"),
    [(0, 24), (0, 16), (1, 0), (1, 9), (3, 3), (2, 30)],
)
def test_a_flipped_bit_of_mac_or_sum_is_seen(word: int, bit: int) -> None:
    words = list(REAL)
    words[word] ^= 1 << bit

    assert efuse.check((words[0], words[1], words[2], words[3])) == "bad"


@pytest.mark.parametrize(("words", "check"), [((0, 0, 0, 0), "zero"), ((0, 0, REAL[2], REAL[3]), "zero")])
def test_zeros_pass_every_sum_and_are_named(words: efuse.Words, check: str) -> None:
    assert efuse.check(words) == check


def test_a_chip_without_a_full_mac_has_nothing_to_check() -> None:
    found = efuse.read((0x9C560000, 0x0200FE46, 0, 0))

    assert found.check == "not-checkable"
    assert found.mac_text == "18:fe:34:fe:46:9c"


def test_the_second_sum_counts_only_in_the_layouts_that_have_it() -> None:
    other_layout = (REAL[0] ^ 1 << 16, REAL[1] & 0xF0FFFFFF | 3 << 24, REAL[2], REAL[3])

    assert efuse.check(other_layout) == "ok"


def test_the_newer_maker_number_of_old_chips() -> None:
    assert efuse.read((0x9C000000, 0x0001FE46, 0, 0)).mac_text == "ac:d0:74:fe:46:9c"


@pytest.mark.parametrize("words", [(REAL[0] | 1 << 4, *REAL[1:]), (*REAL[:2], REAL[2] | 1 << 16, REAL[3])])
def test_either_bit_makes_an_esp8285(words: efuse.Words) -> None:
    assert efuse.read(words).is_8285


@given(WORD, WORD, WORD, WORD)
def test_any_words_are_read(a: int, b: int, c: int, d: int) -> None:
    assert len(efuse.read((a, b, c, d)).mac) == 6
