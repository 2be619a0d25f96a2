"""The probe `listening-pin`."""

from __future__ import annotations

import pytest

from benchtop import Benchtop


@pytest.mark.parametrize(("fault", "pin"), [("", "tx"), ("fault=ear-on-gpio2", "gpio2")])
@pytest.mark.parametrize("disturbed", ["", "&ber=1e-3&loss=0.01&seed=3"])
def test_the_pin_is_told(fault: str, pin: str, disturbed: str) -> None:
    bench = Benchtop(f"sim://esp-12e?{fault}{disturbed}")
    bench.run("lines")
    assert bench.run("listening-pin") == {"link.heard_from": pin}


def test_the_pin_is_what_it_was_afterwards() -> None:
    bench = Benchtop("sim://esp-12e?fault=ear-on-gpio2")
    bench.run("lines", "listening-pin")
    assert bench.run("chip")["chip.family"] == "esp8266"


def test_without_a_loader_nothing_is_told() -> None:
    assert Benchtop("sim://esp-12e?fault=tx-open").run("listening-pin") == {}
