"""Pins from lines, wires and fingers; RST comes back slowly."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from espdoctor.probes.simulator.agenda import Agenda
from espdoctor.probes.simulator.boards import BOARDS, laid
from espdoctor.probes.simulator.device import Device
from espdoctor.probes.simulator.stock import chip_for
from espdoctor.probes.simulator.table import Setting


def a_device(**wrong: Setting) -> tuple[Device, Agenda]:
    table = replace(laid(BOARDS["nodemcu"]), **wrong)  # type: ignore[arg-type]
    agenda = Agenda()
    device = Device(chip_for(BOARDS["nodemcu"], table, Random(1)), agenda, lambda: table)
    device.power(0.0, usb=True)
    return device, agenda


def run(agenda: Agenda, until: float) -> None:
    while agenda.next <= until:
        at, act = agenda.pop()
        act(at)


def test_between_two_single_steps_rst_has_not_come_back_yet() -> None:
    """Both lines asserted for a millisecond release RST in name only: GPIO0 is low before it is high."""
    device, agenda = a_device()
    device.move_lines(1.0, dtr=False, rts=True)
    device.move_lines(1.1, dtr=True, rts=True)
    device.move_lines(1.101, dtr=True, rts=False)
    assert device.chip.running == "held"
    run(agenda, 1.2)
    assert device.chip.latch == 1


def test_rst_that_comes_back_too_late_misses_gpio0() -> None:
    device, agenda = a_device(rst_rise=0.12)
    device.move_lines(1.0, dtr=False, rts=True)
    device.move_lines(1.1, dtr=True, rts=False)
    device.move_lines(1.15, dtr=False, rts=False)
    run(agenda, 1.3)
    assert device.chip.latch == 3


def test_a_second_pull_before_rst_is_up_begins_anew() -> None:
    device, agenda = a_device()
    device.move_lines(1.0, dtr=False, rts=True)
    device.move_lines(1.1, dtr=False, rts=False)
    device.move_lines(1.101, dtr=False, rts=True)
    run(agenda, 1.2)
    assert device.chip.running == "held"


def test_fingers_do_what_lines_do() -> None:
    device, agenda = a_device(gpio0_wire=False)
    device.hold(1.0, flash=True, reset=True)
    device.hold(1.2, flash=True, reset=False)
    run(agenda, 1.3)
    assert device.chip.latch == 1


def test_a_line_without_its_wire_pulls_nothing() -> None:
    device, agenda = a_device(gpio0_wire=False)
    device.move_lines(1.0, dtr=False, rts=True)
    device.move_lines(1.1, dtr=True, rts=False)
    run(agenda, 1.2)
    assert device.chip.latch == 3


def test_straps_come_from_the_wires_too() -> None:
    device, _ = a_device(gpio15_high=True, gpio2_low=True)
    assert device.chip.latch == 0b110


def test_without_power_or_enable_it_does_not_run() -> None:
    assert a_device(powered=False)[0].chip.running == "off"
    assert a_device(alive=False)[0].chip.running == "off"
    assert a_device(enable_open=True)[0].chip.running == "off"
    device, _ = a_device()
    device.power(1.0, usb=False)
    assert device.chip.running == "off"


def test_dtr_through_a_capacitor_resets_when_it_is_let_go() -> None:
    device, agenda = a_device(circuit="dtr-capacitor")
    device.move_lines(1.0, dtr=True, rts=False)
    assert device.chip.running != "held"
    device.move_lines(1.02, dtr=False, rts=False)
    assert device.chip.running == "held"
    device.move_lines(1.021, dtr=True, rts=False)
    run(agenda, 1.1)
    assert device.chip.latch == 1


def test_a_large_capacitor_swallows_the_short_pulse_of_a_line_and_not_a_finger() -> None:
    device, agenda = a_device(rst_fall=0.3)
    device.move_lines(1.0, dtr=False, rts=True)
    run(agenda, 1.1)
    device.move_lines(1.1, dtr=True, rts=False)
    run(agenda, 1.5)
    assert device.chip.running != "held"
    device.hold(2.0, flash=False, reset=True)
    assert device.chip.running == "held"


def test_a_long_pull_empties_the_capacitor() -> None:
    device, agenda = a_device(rst_fall=0.3)
    device.move_lines(1.0, dtr=False, rts=True)
    run(agenda, 1.4)
    assert device.chip.running == "held"


def test_a_chip_fed_through_rx_lives_on_when_its_supply_is_cut() -> None:
    """So cutting the power resets nothing, and the boot pins are not sampled anew."""
    device, _ = a_device(feeds_rx=True)
    latch = device.chip.latch
    device.power(1.0, usb=False)
    assert (device.supplied, device.fed) == (False, True)
    assert device.chip.running != "off"
    device.power(2.0, usb=True)
    assert device.chip.latch == latch


@pytest.mark.parametrize(("field", "value"), [("to_board", False), ("rx_tx", "straight"), ("joined", True)])
def test_without_that_wire_nothing_is_fed(field: str, value: Setting) -> None:
    device, _ = a_device(feeds_rx=True, powered=False, **{field: value})
    assert device.chip.running == "off"
