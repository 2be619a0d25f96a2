"""What a chip is by birth."""

from __future__ import annotations

from espdoctor.probes.simulator.spec import ChipSpec


def test_fuses_are_made_from_the_mac_unless_they_are_given() -> None:
    assert ChipSpec(mac=bytes.fromhex("483fda5f4c7d")).fuses[3] == 0x483FDA
    assert ChipSpec(efuse=(0, 0, 0, 0)).fuses == (0, 0, 0, 0)


def test_before_the_pll_the_uart_runs_on_twice_the_crystal() -> None:
    assert ChipSpec(crystal_hz=26_000_000).cold_clock_hz == 52e6
    assert ChipSpec(crystal_hz=40_000_000).cold_clock_hz == 80e6
