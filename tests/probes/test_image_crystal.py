"""The crystal that a program was built for."""

from __future__ import annotations

import pytest

from espdoctor.probes import image_crystal
from espdoctor.probes.image_crystal import BuiltFor

RESERVED = bytes.fromhex("0500040205050502050004050504050504fefdfff0f0f0e0e0e0e10afffff800f8f8")
POWER = bytes([82, 78, 74, 68, 64, 56, 0, 0, 1, 1, 2, 3, 4, 5])


def table(crystal: int, power: bytes = POWER, second: int = 0) -> bytes:
    """As the core fills it: 128 bytes, of which the 49th tells the crystal."""
    whole = RESERVED[:1] + bytes([second]) + RESERVED[2:] + power + bytes([crystal])
    assert whole.index(power) == 34
    return whole.ljust(128, b"\x00")


@pytest.mark.parametrize(("number", "megahertz"), [(0, 40), (1, 26)])
def test_the_table_is_found_wherever_it_lies(number: int, megahertz: int) -> None:
    assert image_crystal.built_for(b"\xe9code" * 50 + table(number)) == BuiltFor(megahertz, 250)


def test_the_words_name_place_and_crystal() -> None:
    assert BuiltFor(40, 0x1A0).excerpt == "table for the radio at 0x1a0, crystal 40 MHz"


@pytest.mark.parametrize("other", [table(1, power=bytes([10] * 14)), table(1, second=8)])
def test_what_people_change_in_it_does_not_hide_it(other: bytes) -> None:
    assert image_crystal.built_for(other) == BuiltFor(26, 0)


def test_the_same_said_twice_is_said() -> None:
    assert image_crystal.built_for(table(1) + table(1)) == BuiltFor(26, 0)


@pytest.mark.parametrize(
    "image",
    [b"", b"\xff" * 4096, table(1)[:48], table(2), table(1).replace(b"\xe1\x0a", b"\xe1\x0b"), table(0) + table(1)],
    ids=["nothing", "blank", "cut", "24 MHz", "another table", "contradiction"],
)
def test_nothing_is_told_where_it_cannot_be_known(image: bytes) -> None:
    assert image_crystal.built_for(image) is None
