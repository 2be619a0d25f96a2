"""What is compared with the flash: pieces of code from all over it, of another build hardly any."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import xtensa
from espdoctor.probes.stack import elf
from espdoctor.probes.stack.samples import LENGTH, SEEN_AT, samples

START = 0x40201010


def program(size: int, start: int = START) -> elf.Elf:
    data = bytes((n * n >> 3 ^ n) & 0xFF for n in range(size))
    return elf.Elf({}, (elf.Region(start, data, True), elf.Region(0x3FFE8000, data, False)))


def test_samples_reach_from_the_beginning_to_the_end() -> None:
    found = samples(program(0x8000))

    assert [one.offset for one in found] == sorted({one.offset for one in found})
    assert found[0].offset == START - SEEN_AT + 0x20
    assert found[-1].offset + LENGTH == START - SEEN_AT + 0x8000
    assert all(one.offset % 4 == 0 and len(one.data) == LENGTH for one in found)


def test_of_a_short_program_they_do_not_overlap_and_none_has_none() -> None:
    short = [one.offset for one in samples(program(0x103))]

    assert len(short) > 2
    assert all(b - a >= LENGTH for a, b in pairwise(short))
    assert samples(program(0x30)) == ()
    assert samples(program(0x8000, 0x40100000)) == ()


def test_what_looks_alike_in_every_build_says_nothing() -> None:
    opened = elf.Elf({}, (elf.Region(START, bytes(0x1000), True),))

    assert samples(opened) == ()


@xtensa.needs_tools
def test_another_build_differs(tmp_path: Path) -> None:
    def flash(options: str) -> tuple[elf.Elf, bytes]:
        (tmp_path / options).mkdir()
        opened = elf.read(xtensa.build(tmp_path / options, options, "-g").read_bytes())
        stored = bytearray(1 << 20)
        for region in opened.regions:
            if region.code:
                at = region.address - SEEN_AT
                stored[at : at + len(region.data)] = region.data
        return opened, bytes(stored)

    (one, its), (_, others) = flash("-O2"), flash("-Os")
    wanted = samples(one)

    assert len(wanted) > 3
    assert all(its[at.offset : at.offset + LENGTH] == at.data for at in wanted)
    assert not all(others[at.offset : at.offset + LENGTH] == at.data for at in wanted)
