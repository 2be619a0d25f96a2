"""A return address stands behind a call."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import xtensa
from espdoctor.probes.stack import elf
from espdoctor.probes.stack.calls import returns_to

START = 0x40201000


def code(data: bytes) -> elf.Elf:
    return elf.Elf({}, (elf.Region(START, data, True), elf.Region(0x3FFE8000, data, False)))


@pytest.mark.parametrize(
    ("data", "call"),
    [
        (b"\x45\x01\x00", True),  # call0
        (b"\x05\xff\xff", True),  # call0, backwards
        (b"\xc0\x0f\x00", True),  # callx0 a15
        (b"\x80\x00\x00", False),  # ret
        (b"\x55\x01\x00", False),  # call4, of which the lx106 has none
        (b"\xc0\xf0\x00", False),
        (b"\xc0\x00\x01", False),
    ],
)
def test_only_a_call_is_one(data: bytes, call: bool) -> None:
    assert returns_to(code(data), START + 3) is call


def test_where_there_is_no_code_nothing_returns() -> None:
    opened = code(b"\x45\x01\x00")

    assert not returns_to(opened, START)
    assert not returns_to(opened, START + 2)
    assert not returns_to(opened, 0x3FFE8003)


@xtensa.needs_tools
def test_every_call_of_a_program_is_known_and_hardly_anything_else(tmp_path: Path) -> None:
    made = xtensa.build(tmp_path, "-O2", "-g")
    opened, calls = elf.read(made.read_bytes()), set(xtensa.calls(made))
    starts = list(xtensa.instructions(made))
    others = [b for a, b in pairwise(starts) if b - a == xtensa.WIDE and b not in calls]

    assert all(returns_to(opened, address) for address in calls)
    assert [hex(address) for address in others if returns_to(opened, address)] == []
