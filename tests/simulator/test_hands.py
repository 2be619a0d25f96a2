"""Hands that do what is asked, on the bench as it lies there."""

from __future__ import annotations

import pytest

from bench_tools import boot_mode, greeted, listen, loader_reset, opened, run_reset, sync
from espdoctor.knowledge import rulebook
from espdoctor.probes import simulator
from espdoctor.probes.simulator.faults import FAULTS
from espdoctor.probes.simulator.hands import MENDS, SimHands
from espdoctor.probes.simulator.workbench import Bench

CIRCUMSTANCES = {"renames", "sketch"}
"""What a fault changes on the table that is not wrong in itself."""


def with_hands(board: str, fault: str = "") -> tuple[Bench, SimHands]:
    bench = simulator.bench(f"sim://{board}?hands=simulated" + (f"&fault={fault}" if fault else ""))
    assert bench.hands is not None
    return bench, bench.hands


def test_the_hands_know_every_step_of_the_rules_and_no_other() -> None:
    assert set(MENDS) == set(rulebook().hands)


def test_without_being_asked_for_there_are_none() -> None:
    assert simulator.bench("sim://nodemcu").hands is None


def test_a_step_that_nobody_knows_is_not_done() -> None:
    assert not with_hands("nodemcu")[1].do("stand-on-one-leg")


def test_what_cannot_be_done_on_a_board_with_its_own_bridge_is_not_done() -> None:
    assert not with_hands("nodemcu")[1].do("swap-rx-tx")
    assert with_hands("esp-01")[1].do("swap-rx-tx")


def test_there_is_no_spare_adapter() -> None:
    assert not with_hands("esp-01", "bridge-deaf")[1].do("other-bridge")


@pytest.mark.parametrize(
    ("fault", "board", "step"),
    [
        (fault.id, board, step)
        for fault in FAULTS.values()
        if fault.repair == "hands"
        for board in fault.cases_for
        for step in fault.hands
        if step != "hold-flash-press-reset"
    ],
)
def test_each_step_that_a_fault_names_puts_the_table_right(fault: str, board: str, step: str) -> None:
    bench, hands = with_hands(board, fault)
    sound = simulator.bench(f"sim://{board}").table
    assert hands.do(step)
    changed = {name for name, _ in FAULTS[fault].changes} - CIRCUMSTANCES
    assert {name: getattr(bench.table, name) for name in changed} == {name: getattr(sound, name) for name in changed}


def test_a_step_that_does_not_fit_is_done_and_changes_nothing_that_is_wrong() -> None:
    bench, hands = with_hands("esp-01", "rx-tx-swapped")
    assert hands.do("better-supply")
    assert bench.table.rx_tx == "straight"
    assert hands.done == ["better-supply"]


def test_holding_flash_while_pressing_reset_leads_into_the_loader_without_any_line() -> None:
    with opened("sim://esp-01?fault=no-reset-wires&hands=simulated") as (bench, port):
        assert bench.hands is not None
        assert bench.hands.do("hold-flash-press-reset")
        assert boot_mode(listen(port, 0.5)) == 1
        assert greeted(sync(port))


def test_pressing_reset_alone_starts_the_firmware() -> None:
    with opened("sim://nodemcu?hands=simulated") as (bench, port):
        assert bench.hands is not None
        assert bench.hands.do("press-reset")
        assert boot_mode(listen(port, 0.5)) == 3


def test_joined_pins_answer_with_what_is_sent_until_they_are_parted() -> None:
    with opened("sim://esp-01?hands=simulated", baud=115200) as (bench, port):
        assert bench.hands is not None
        assert bench.hands.do("join-rx-tx")
        port.reset_input_buffer()
        port.write(b"there and back")
        assert listen(port, 0.1) == b"there and back"
        assert bench.hands.do("part-rx-tx")
        assert boot_mode(run_reset(bench, port)) == 3


def test_after_crossing_the_wires_the_board_answers_and_so_does_the_eye() -> None:
    bench, hands = with_hands("esp-12e", "rx-tx-swapped")
    assert hands.answer("wiring.rx_tx") == "straight"
    assert hands.do("swap-rx-tx")
    assert hands.answer("wiring.rx_tx") == "crossed"
    port = bench.serial(timeout=0.2)
    port.open()
    loader_reset(bench, port)
    assert greeted(sync(port))


def test_a_new_supply_is_a_new_start() -> None:
    bench, hands = with_hands("esp-01", "weak-supply")
    assert hands.do("better-supply")
    assert not bench.supply.weak
    assert bench.device.chip.running != "off"


def test_the_reset_method_is_set_to_the_one_that_works() -> None:
    bench, hands = with_hands("esp-01", "slow-reset")
    assert hands.do("set-reset-method")
    assert bench.table.reset_method == "ck"


def test_a_thief_that_is_gone_leaves_the_port_alone() -> None:
    bench, hands = with_hands("d1-mini", "brltty")
    assert bench.host.ports() == ()
    assert hands.do("remove-thief")
    assert len(bench.host.ports()) == 1


def test_the_right_port_is_behind_the_same_url_once_it_is_chosen() -> None:
    bench, hands = with_hands("nodemcu", "port-onboard")
    assert hands.do("choose-port")
    port = bench.serial(timeout=0.2)
    port.open()
    assert boot_mode(run_reset(bench, port)) == 3
