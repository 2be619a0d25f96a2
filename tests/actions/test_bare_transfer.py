"""Without the helper program: written, proven by a sample that says so, and in an order that spoils nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest

import firmware
from espdoctor.probes.actions.bare_transfer import BareTransfer, erased, in_order
from espdoctor.probes.actions.boarding import board
from espdoctor.probes.actions.ladder import Entry
from espdoctor.probes.backups import Store
from espdoctor.probes.erasing import SECTOR
from espdoctor.probes.esptool_door import Loader
from espdoctor.probes.flash_errors import NothingSaved, NotTheSame
from espdoctor.probes.flash_plan import Stroke, Wanted
from espdoctor.probes.image_fit import Part
from workplace import Workplace

Put = Callable[..., Workplace]
MB = 1 << 20
BODY = bytes((at * 7919 ^ at >> 3) & 0xFF for at in range(5 * SECTOR))


def bare(table: Workplace) -> Loader:
    steps, found = board(table.world, Entry(bare=True)), list[Loader]()

    def followed() -> Iterator[object]:
        found.append((yield from steps))

    for _ in followed():
        pass
    return found[0]


def test_what_is_written_is_there_and_the_rest_is_erased(place: Put) -> None:
    table = place()
    loader = bare(table)
    table.flash[0x20000:0x22000] = b"x" * 0x2000
    job = BareTransfer(Wanted.of([Part(0x10000, BODY)], 4 * MB, [(0x20000, 0x22000)]), 4 * MB, sample=1)

    notes = [seen.note for seen in job.run(loader)]

    assert loader.bare
    assert table.flash[0x10000 : 0x10000 + len(BODY)] == BODY
    assert not table.flash[0x20000:0x22000].strip(b"\xff")
    assert (job.touched, job.read_back, job.proof) == (False, 3, "sample")
    assert "a sample" in job.proven
    assert notes[-1].startswith("Reading back a sample")


def test_a_sector_that_differs_is_found_when_it_is_in_the_sample(place: Put) -> None:
    table = place()
    loader = bare(table)
    table.bench.device.chip.flash.worn = {0x10}
    job = BareTransfer(Wanted.of([Part(0x10000, BODY)], 4 * MB), 4 * MB)

    with pytest.raises(NotTheSame) as failed:
        list(job.run(loader))

    assert failed.value.ranges == ((0x10000, 0x11000),)
    assert job.touched


def test_both_ends_are_always_in_the_sample() -> None:
    job = BareTransfer(Wanted.of([Part(0, bytes(100 * SECTOR)), Part(2 * MB, b"x")], 4 * MB), 4 * MB, chance=Random(1))

    chosen = job._chosen()

    assert {0, 99 * SECTOR, 2 * MB} <= set(chosen)
    assert len(chosen) == 3 + 32


def test_nobody_loses_anything_without_having_said_so(place: Put) -> None:
    table = place(firmware=firmware.plain(size=4 * MB))
    before = bytes(table.flash)

    with pytest.raises(NothingSaved, match="--no-backup"):
        table.do("flash", helper=False)

    assert table.flash == before


def test_the_whole_way_without_the_helper(place: Put) -> None:
    image = firmware.plain(BODY, size=4 * MB)
    table = place(firmware=image)

    table.do("flash", helper=False, backup=False)

    assert table.flash[: len(image)] == image
    assert (table.known["flash.written"], table.known["flash.proof"]) == ("ok", "sample")
    assert table.known["boot.after_run.result"] in ("firmware", "image-silent")
    assert Store().list() == ()


def stroke(start: int, sectors: int) -> Stroke:
    return Stroke(start, b"x" * (sectors * SECTOR))


def test_the_rom_erases_one_sector_too_many_at_most() -> None:
    assert erased(stroke(0, 16), 4 * MB) == ((0, 16 * SECTOR),)
    assert erased(stroke(0x3000, 30), 4 * MB)[0][1] <= 0x3000 + 31 * SECTOR


def test_what_would_erase_the_beginning_is_written_before_it() -> None:
    """One sector at the very end: the ROM erases the next one too, and that is the first."""
    first, last = stroke(0, 4), stroke(MB - SECTOR, 1)

    assert in_order((first, last), MB) == (last, first)
    assert in_order((first, stroke(MB // 2, 1)), MB)[0] == first
