"""What the lines pull low."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator.circuit import CIRCUITS, NOTHING, PULSE, Circuit, Pulls


@pytest.mark.parametrize(
    ("dtr", "rts", "gpio0", "rst"),
    [(False, False, False, False), (True, False, True, False), (False, True, False, True), (True, True, False, False)],
)
def test_two_transistors_pull_by_exclusive_or(dtr: bool, rts: bool, gpio0: bool, rst: bool) -> None:
    assert CIRCUITS["transistors"][dtr, rts] == Pulls(gpio0, rst)


def test_wired_directly_each_line_pulls_its_pin() -> None:
    assert CIRCUITS["direct"][True, True] == Pulls(gpio0=True, rst=True)


@pytest.mark.parametrize(("right", "wrong"), [("transistors", "swapped"), ("direct", "swapped-direct")])
def test_swapped_lines_are_the_mirror_image(right: str, wrong: str) -> None:
    for (dtr, rts), pulls in CIRCUITS[right].items():
        assert CIRCUITS[wrong][rts, dtr] == pulls


def test_without_wires_nothing_is_pulled() -> None:
    assert set(CIRCUITS["none"].values()) == {NOTHING}


def test_a_capacitor_makes_a_pulse_when_dtr_is_let_go_and_only_then() -> None:
    circuit = Circuit()
    circuit.set("dtr-capacitor", 1.0, dtr=True, rts=False)
    assert circuit.pulls("dtr-capacitor", 1.0) == Pulls(gpio0=True)
    circuit.set("dtr-capacitor", 2.0, dtr=False, rts=False)
    assert circuit.pulls("dtr-capacitor", 2.0 + PULSE / 2) == Pulls(rst=True)
    assert circuit.pulls("dtr-capacitor", 2.0 + PULSE) == NOTHING
