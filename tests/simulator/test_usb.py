"""Who may open which port, and what comes and goes at the plug."""

from __future__ import annotations

import pytest

from espdoctor.probes import simulator
from espdoctor.probes.simulator.refusals import Refusal
from espdoctor.probes.simulator.usb import AWAY


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("", None),
        ("fault=driver-missing", "absent"),
        ("fault=port-permission", "denied"),
        ("fault=port-busy", "busy"),
        ("fault=port-shared", "locked"),
        ("fault=port-shared&os=windows", "busy"),
        ("fault=driver-bad", "broken"),
        ("fault=port-permission&fault=port-bluetooth", None),
    ],
)
def test_what_the_computer_has_against_opening_the_chosen_port(query: str, refusal: Refusal | None) -> None:
    bench = simulator.bench(f"sim://nodemcu?{query}")
    assert bench.usb.hindrance(bench.usb.port()) == refusal


def test_a_polite_lock_hinders_only_who_asks_for_the_port_alone() -> None:
    bench = simulator.bench("sim://nodemcu?fault=port-shared")
    assert bench.usb.refusal(bench.usb.port(), exclusive=False) is None


def test_a_handle_of_our_own_stands_in_the_way_of_the_next() -> None:
    bench = simulator.bench("sim://nodemcu")
    first = bench.serial(exclusive=None)
    first.open()
    assert bench.usb.refusal(bench.usb.port(), exclusive=True) == "locked"
    assert bench.usb.refusal(bench.usb.port(), exclusive=False) is None


def test_a_device_that_drops_is_away_for_a_moment_and_comes_back_as_a_new_one() -> None:
    bench = simulator.bench("sim://nodemcu")
    board = bench.usb.port()
    before = board.plugged_in
    bench.usb.drop(bench.catch_up())
    assert not bench.usb.listed(board)
    bench.clock.sleep(AWAY)
    bench.catch_up()
    assert bench.usb.listed(board)
    assert board.plugged_in == before + 1


def test_a_device_that_does_not_tell_who_it_is_is_there_and_unknown() -> None:
    assert simulator.bench("sim://nodemcu?fault=bridge-dead").usb.unknown()
    assert not simulator.bench("sim://nodemcu?fault=bridge-dead&fault=not-plugged-in").usb.unknown()
    assert not simulator.bench("sim://nodemcu").usb.unknown()
