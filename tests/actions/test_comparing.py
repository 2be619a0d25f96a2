"""The sectors that differ are found with few sums, whichever they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from espdoctor.probes.actions.comparing import QUARTER, all_right, compare
from espdoctor.probes.flash_plan import Wanted
from espdoctor.probes.image_fit import Part

SECTOR = 0x1000
NEW = bytes((at * 7919 ^ at >> 5) & 0xFF for at in range(40 * SECTOR))


class Summer:
    """A chip that counts how many bytes it was asked to sum up."""

    def __init__(self, changed: set[int], there_and_back: float = 0.002) -> None:
        self.flash = bytearray(NEW)
        self.clock, self.seconds, self.there_and_back = self, 0.0, there_and_back
        self.summed = self.asked = 0
        for sector in changed:
            self.flash[sector * SECTOR] ^= 0xFF

    def now(self) -> float:
        return self.seconds

    def md5(self, address: int, size: int) -> str:
        self.asked += 1
        self.summed += size
        self.seconds += self.there_and_back + size * 2e-6
        return hashlib.md5(self.flash[address : address + size]).hexdigest()


def compared(chip: Any) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []

    def steps() -> Iterator[object]:
        found.extend((yield from compare(chip, Wanted.of([Part(0, NEW)], 1 << 20))))

    for _ in steps():
        pass
    return found


@pytest.mark.parametrize("changed", [set(), {0}, {5}, {15}, {16}, {39}, {5, 10}, {0, 1, 2, 3}, {7, 8, 31, 32}])
def test_each_changed_sector_is_found_and_no_other_where_few_are(changed: set[int]) -> None:
    found = compared(Summer(changed))

    sectors = {at // SECTOR for start, end in found for at in range(start, end, SECTOR)}
    assert sectors == (changed if changed != {5, 10} else set(range(16))), "two tasted ones stand for the whole piece"
    assert all(end - start <= QUARTER for start, end in found)


def test_an_unchanged_image_is_summed_up_once_and_a_taste() -> None:
    chip = Summer(set())

    assert compared(chip) == []
    assert chip.summed <= len(NEW) + SECTOR


def test_another_image_altogether_is_hardly_summed_up_at_all() -> None:
    chip = Summer(set(range(40)))

    assert sum(end - start for start, end in compared(chip)) == len(NEW)
    assert chip.summed < len(NEW) / 2


def test_one_changed_sector_is_found_in_a_few_steps() -> None:
    chip = Summer({21})

    assert compared(chip) == [(21 * SECTOR, 22 * SECTOR)]
    assert chip.summed <= len(NEW) + 8 * SECTOR


def test_over_a_slow_line_fewer_and_longer_sums_are_asked_for() -> None:
    near, far = Summer({21}), Summer({21}, there_and_back=0.1)

    assert compared(near) == compared(far)
    assert far.asked < near.asked
    assert far.summed > near.summed


@pytest.mark.parametrize("changed", [set[int](), {0}, {39}])
def test_one_sum_tells_whether_all_is_right(changed: set[int]) -> None:
    chip, told = Summer(changed), list[bool]()

    def steps() -> Iterator[object]:
        told.append((yield from all_right(chip, Wanted.of([Part(0, NEW)], 1 << 20))))  # type: ignore[arg-type]

    for _ in steps():
        pass
    assert told == [not changed]
    assert chip.asked == 1
