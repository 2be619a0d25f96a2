"""The three pins and the modes they stand for."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator import straps


@pytest.mark.parametrize(
    ("gpio15", "gpio0", "gpio2", "figure", "mode"),
    [
        (False, False, False, 0, "invalid"),
        (False, False, True, 1, "uart"),
        (False, True, False, 2, "invalid"),
        (False, True, True, 3, "flash"),
        (True, False, False, 4, "sdio"),
        (True, True, True, 7, "sdio"),
    ],
)
def test_the_pins_make_the_first_figure_of_the_boot_mode(
    gpio15: bool, gpio0: bool, gpio2: bool, figure: int, mode: str
) -> None:
    assert straps.latch(gpio15=gpio15, gpio0=gpio0, gpio2=gpio2) == figure
    assert straps.MODES[figure] == mode
