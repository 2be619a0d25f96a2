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


def said(words: efuse.Words) -> dict[str, str]:
    return {field.name: field.says for field in efuse.fields(words)}


def test_every_field_of_a_real_dump_is_told() -> None:
    told = said(REAL)

    assert told["MAC address"] == "48:3f:da:5f:4c:7d"
    assert told["checksum of the first half"] == "computed c2: it fits"
    assert told["checksum of the second half"] == "computed d0: it fits"
    assert told["ESP8285"].startswith("no: an ESP8266EX")
    assert {field.name: field.value for field in efuse.fields(REAL)}["version of the layout"] == 2


def test_a_checksum_that_does_not_fit_says_both_numbers() -> None:
    assert said((REAL[0], REAL[1], REAL[2] ^ 1 << 24, REAL[3]))["checksum of the first half"].endswith("DOES NOT FIT")
    assert said((REAL[0] ^ 1 << 16, *REAL[1:]))["checksum of the second half"].endswith("IT DOES NOT FIT")


def test_what_an_older_chip_has_not_is_not_compared() -> None:
    told = said((0x9C560000, 0x0200FE46, 0x1 << 16 | 7 << 13, 0))

    assert told["checksum of the first half"] == told["checksum of the second half"] == "not used on this chip"
    assert told["ESP8285"].startswith("the flash is inside")
    assert told["package"] == "a 4 in the pad bit, 24 pins, type 2"


@pytest.mark.parametrize("text", ["", "1 2 3 4", "7dd00000 02005f4c c200b000", "7dd0000g 02005f4c c200b000 00483fda"])
def test_what_is_no_dump_is_none(text: str) -> None:
    assert efuse.words_of(text) is None


def test_a_dump_is_read_as_it_was_written() -> None:
    assert efuse.words_of("7dd00000 02005f4c c200b000 00483fda") == REAL


@given(WORD, WORD, WORD, WORD)
def test_any_words_have_fields(d0: int, d1: int, d2: int, d3: int) -> None:
    assert len(efuse.fields((d0, d1, d2, d3))) == 8
