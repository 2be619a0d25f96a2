"""What is lost when flash is written: whole sectors, the ROM's mistake, and what wraps around."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes import erasing

KB = 1 << 10
MB = 1 << 20


def test_a_byte_costs_a_sector() -> None:
    assert erasing.lost(0x1010, 1, MB) == ((0x1000, 0x2000),)


def test_nothing_written_is_nothing_lost() -> None:
    assert erasing.lost(0x1000, 0, MB) == ()


@pytest.mark.parametrize(
    ("sectors", "erased"),
    [
        (1, 2),  # asked for 1, the ROM erases 1 + min(1, 16): one too many
        (2, 2),
        (3, 4),
        (16, 16),
        (31, 32),
        (32, 32),
        (40, 40),
    ],
)
def test_the_rom_erases_too_much_for_odd_numbers(sectors: int, erased: int) -> None:
    """n + min(n, 16 - s mod 16), with the smaller n that is asked for to make up for it (esptool#33)."""
    assert erasing.lost(0, sectors * 4 * KB, MB, by="rom") == ((0, erased * 4 * KB),)


def test_from_the_last_sector_of_a_block_the_rom_erases_what_it_should() -> None:
    assert erasing.lost(0xF000, 3 * 4 * KB, MB, by="rom") == ((0xF000, 0x12000),)


def test_what_the_rom_erases_past_the_end_comes_back_at_the_start() -> None:
    assert erasing.lost(MB - 4 * KB, 4 * KB, MB, by="rom") == ((0, 4 * KB), (MB - 4 * KB, MB))


def test_more_than_the_chip_is_all_of_it() -> None:
    assert erasing.lost(0x1000, 2 * MB, MB) == ((0, MB),)


def test_the_settings_lie_in_the_last_four_sectors() -> None:
    assert erasing.settings(4 * MB) == ((0x3FC000, 0x400000),)


def test_settings_are_looked_for_by_every_size_that_somebody_believes_in() -> None:
    assert erasing.settings(4 * MB, MB, None, 0, MB) == ((0xFC000, 0x100000), (0x3FC000, 0x400000))


def test_ranges_that_touch_become_one() -> None:
    assert erasing.merged([(8, 9), (0, 4), (4, 6), (7, 7)]) == ((0, 6), (8, 9))


@given(st.integers(0, 255), st.integers(1, 300 * 4 * KB), st.sampled_from(["stub", "rom"]))
def test_all_that_is_written_is_lost_whoever_erases(sector: int, length: int, by: str) -> None:
    ranges = erasing.lost(sector * 4 * KB, length, 64 * MB, by)  # type: ignore[arg-type]

    assert ranges[0][0] <= sector * 4 * KB
    assert ranges[-1][1] >= sector * 4 * KB + length


def test_what_ranges_leave() -> None:
    assert erasing.gaps([(0x2000, 0x3000), (0x1000, 0x2000)], 0x5000) == ((0, 0x1000), (0x3000, 0x5000))
    assert erasing.gaps([], 0x1000) == ((0, 0x1000),)
    assert erasing.gaps([(0, 0x1000)], 0x1000) == ()


@pytest.mark.parametrize(
    ("ranges", "taken", "left"),
    [
        ([(0, 4)], [], ((0, 4),)),
        ([(0, 4)], [(0, 4)], ()),
        ([(0, 9)], [(2, 3), (5, 20)], ((0, 2), (3, 5))),
        ([(0, 2), (6, 8)], [(1, 7)], ((0, 1), (7, 8))),
        ([], [(1, 2)], ()),
    ],
)
def test_ranges_without_others(
    ranges: list[tuple[int, int]], taken: list[tuple[int, int]], left: tuple[tuple[int, int], ...]
) -> None:
    assert erasing.without(ranges, taken) == left
