"""Dumps are read out of whatever a terminal or a forum made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire.dump import MOST_WORDS, Places, dumps, region

WHOLE = b"""
--------------- CUT HERE FOR EXCEPTION DECODER ---------------

Exception (28):
epc1=0x402012f4 epc2=0x00000000 epc3=0x00000000 excvaddr=0x00000004 depc=0x00000000

>>>stack>>>

ctx: cont
sp: 3ffffde0 end: 3fffffd0 offset: 0150
3fffff30:  3ffef030 40201305 00000000 feefeffe  <
3fffff40:  3ffef030 40100304 402012f4 3fffdad0
<<<stack<<<

last failed alloc call: 40211A2C(2048)
"""


def test_a_whole_dump_has_its_cause_its_registers_and_its_stack() -> None:
    (found,) = dumps(WHOLE)

    assert (found.cause, found.whole) == (28, True)
    assert found.registers == {"epc1": 0x402012F4, "epc2": 0, "epc3": 0, "excvaddr": 4, "depc": 0}
    assert found.words[:2] == (0x3FFEF030, 0x40201305)
    assert WHOLE[slice(*found.span)].startswith(b"Exception (28)")


def test_what_can_be_code_is_looked_up_nearest_first_and_once() -> None:
    (found,) = dumps(WHOLE)

    assert found.places.crash == (0x402012F4, 0x40211A2C)
    assert found.places.stack == (0x40201305, 0x40100304, 0x402012F4)


@pytest.mark.parametrize(
    "changed",
    [
        WHOLE.replace(b"\n", b"\r\n"),
        WHOLE.replace(b"\n", b"\n12:33:44.555 -> "),
        WHOLE.replace(b"\n", b"\n> "),
        WHOLE.replace(b"\n", b"\n[D][esp:042]: "),
        WHOLE.replace(b"f4 epc2", b"f4, epc2").replace(b"Exception (28)", b"Fatal exception 28("),
        WHOLE.replace(b"\n3fffff", b" 3fffff"),
    ],
)  # fmt: skip
def test_what_terminals_and_forums_put_around_lines_does_no_harm(changed: bytes) -> None:
    (before,), (after,) = dumps(WHOLE), dumps(changed)

    assert (after.cause, after.registers, after.words) == (before.cause, before.registers, before.words)
    assert after.whole


@pytest.mark.parametrize("end", [b"<<<stack<<<", b">>>stack>>>"])
def test_a_dump_without_one_of_its_ends_is_cut(end: bytes) -> None:
    (found,) = dumps(WHOLE.replace(end, b""))

    assert not found.whole


def test_each_crash_of_a_loop_is_a_dump_of_its_own() -> None:
    second = WHOLE.replace(b"(28)", b"(29)")
    cut = WHOLE[: WHOLE.index(b"3fffff40")]

    assert [one.cause for one in dumps(WHOLE + second)] == [28, 29]
    assert [(one.cause, one.whole) for one in dumps(cut + second)] == [(28, False), (29, True)]


def test_two_stacks_of_one_crash_belong_together() -> None:
    both = WHOLE.replace(
        b"ctx: cont", b"ctx: bearssl\nsp: 3fff0000 end: 3fff1000 offset: 0150\n3fff0010:  40209999\n\nctx: cont"
    )
    (found,) = dumps(both)

    assert found.words[0] == 0x40209999
    assert len(found.words) == 9


def test_registers_alone_are_worth_a_look_and_stack_marks_alone_are_not() -> None:
    assert [one.places.crash for one in dumps(b"epc1=0x40201234")] == [(0x40201234,)]
    assert dumps(b">>>stack>>>\n\n<<<stack<<<") == ()
    assert dumps(b"last failed alloc call: 40211A2C(2048)") == ()


def test_esphome_has_its_own_way_to_say_it() -> None:
    (found,) = dumps(b"PC: 0x402012f4\nEXCVADDR: 0x00000008\nBT0: 0x40201305\nBT1: 0x40100304\n")

    assert (found.places.crash, found.places.stack) == ((0x402012F4,), (0x40201305, 0x40100304))
    assert found.registers["excvaddr"] == 8


@pytest.mark.parametrize("twice", [b"PC: 0x402012f4\n", b"epc1=0x402012f4\n", b"Exception (28):\nepc1=0x402012f4\n"])
def test_what_is_told_twice_is_of_two_crashes(twice: bytes) -> None:
    assert [one.places.crash for one in dumps(twice * 2)] == [(0x402012F4,)] * 2


@pytest.mark.parametrize(
    ("address", "name"), [(0x4000DCE5, "rom"), (0x40100304, "iram"), (0x40201305, "flash"), (0x3FFEF030, "other")]
)
def test_each_part_of_the_memory_has_its_name(address: int, name: str) -> None:
    assert region(address) == name


def test_numbers_that_are_no_code_are_not_looked_up() -> None:
    (found,) = dumps(b"epc1=0x4000bf64\n>>>stack>>>\n3fffff30:  3ffef030 4000dce5 60000300 402f0000\n<<<stack<<<")

    assert (found.places.crash, found.places.stack) == ((), (0x402F0000,))


def test_a_stack_without_an_end_is_bounded() -> None:
    rows = b"3fffff30:  40201305 40201305 40201305 40201305\n" * 3000

    assert len(dumps(b">>>stack>>>\n" + rows)[0].words) <= MOST_WORDS + 4
    assert len(dumps(b"BT0: 0x40201305\n" * (MOST_WORDS + 9))[0].words) == MOST_WORDS


@given(st.binary(max_size=400))
def test_no_bytes_are_a_crash_of_ours(data: bytes) -> None:
    for one in dumps(WHOLE[:200] + data):
        assert one.span[0] <= one.span[1]


@given(st.lists(st.integers(0x40201000, 0x402FFFFF)), st.lists(st.integers(0x40100000, 0x4010FFFF)))
def test_places_keep_in_a_line_what_they_are(crash: list[int], stack: list[int]) -> None:
    places = Places(tuple(crash), tuple(stack))

    assert Places.of(places.text) == places
