"""Values in words."""

from __future__ import annotations

from espdoctor.engine.measures import levels, size


def test_sizes_are_told_in_units_for_people_and_two_that_differ_read_different() -> None:
    assert [size(n) for n in (300, 524288, 4194304)] == ["300 bytes", "512 KB", "4 MB"]
    assert (size(1 << 20), size((1 << 20) + 2000)) == ("1 MB", "1026 KB")


def test_a_boot_mode_is_told_as_the_levels_of_its_pins() -> None:
    assert levels(2) == "GPIO15 low, GPIO0 HIGH, GPIO2 low"
