"""The entries of a core's menu for the flash."""

from __future__ import annotations

import pytest

from espdoctor.engine.layouts import Layout, chosen, fitting, seen
from espdoctor.knowledge import rulebook

MB, KB = 1 << 20, 1 << 10
SHIPPED = rulebook().tables.layouts
FOUR = chosen(SHIPPED, 4 * MB, 2 * MB)


def test_the_layouts_of_a_size_come_with_the_smallest_file_system_first() -> None:
    assert [one.id for one in fitting(SHIPPED, 4 * MB)] == ["4m", "4m1m", "4m2m", "4m3m"]
    assert fitting(SHIPPED, 3 * MB) == ()


def test_a_file_system_that_is_seen_tells_the_layout() -> None:
    assert seen(SHIPPED, 4 * MB, 2 * MB) == FOUR
    assert seen(SHIPPED, 4 * MB, 2 * MB, 0x1FA000) == FOUR
    assert seen(SHIPPED, 4 * MB, 2 * MB, 5) is None
    assert seen(SHIPPED, 4 * MB, 5) is None


def test_what_an_older_core_laid_out_is_known_by_its_size_then() -> None:
    assert FOUR is not None
    assert FOUR.before is not None
    assert (FOUR.before.menu, FOUR.before.since) == ("4M (2M SPIFFS)", "2.4.2")
    assert seen(SHIPPED, 4 * MB, 2 * MB, 0x1FB000) == FOUR


def test_the_words_of_the_menu_tell_it_too() -> None:
    assert FOUR is not None
    assert (FOUR.menu, FOUR.fs_size, FOUR.sketch) == ("4MB (FS:2MB OTA:~1019KB)", 2024 * KB, 1044464)
    assert chosen(SHIPPED, 4 * MB, 5 * MB) is None


@pytest.mark.parametrize(("sketch", "left"), [(300 * KB, 1044464), (1000 * KB + 1, 1044464), (2 * MB, 0), (9 * MB, 0)])
def test_room_for_the_next_program_ends_where_the_file_system_begins(sketch: int, left: int) -> None:
    assert FOUR is not None
    assert FOUR.over_the_air(sketch) == left


@pytest.mark.parametrize("layout", SHIPPED, ids=lambda layout: layout.id)
def test_parts_of_a_shipped_layout_follow_each_other(layout: Layout) -> None:
    assert (
        layout.sketch <= layout.fs_start <= layout.fs_end <= layout.eeprom < layout.rfcal < layout.wifi < layout.flash
    )
    assert bool(layout.option) == bool(layout.fs_size)
    assert not layout.block or layout.fs_size % layout.block == 0
    assert layout.before is None or layout.fs_end <= layout.before.fs_end <= layout.eeprom
