"""Truthful answers about the bench as it lies there."""

from __future__ import annotations

import pytest

from espdoctor.engine.facts import Value
from espdoctor.knowledge import rulebook
from espdoctor.probes import simulator
from espdoctor.probes.simulator.answers import ANSWERS, method_that_works, upload
from espdoctor.probes.simulator.boards import BOARDS
from espdoctor.probes.simulator.faults import FAULTS

NOBODY_COULD_TELL: frozenset[str] = frozenset({"library.path", "app.elf", "image.path"})
"""Asked of a person about programs and files of theirs that the bench does not have."""

SOMETIMES_SEEN = frozenset({"app.monitor"})
"""What a person has not looked at in every trouble."""


def test_every_question_of_the_rules_has_an_answer() -> None:
    asked = {name for name, kind in rulebook().vocabulary.kinds.items() if kind.ask}
    assert asked - NOBODY_COULD_TELL == set(ANSWERS)


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("fault", ["", *FAULTS])
def test_every_answer_is_a_word_of_the_vocabulary(board: str, fault: str) -> None:
    bench = simulator.bench(f"sim://{board}?" + (f"fault={fault}" if fault else ""))
    problem = rulebook().vocabulary.problem
    said = {name: tell(bench) for name, tell in ANSWERS.items() if name not in SOMETIMES_SEEN}
    wrong = {name: answer for name, answer in said.items() if problem(name, told(answer))}
    assert wrong == {}


def told(value: Value | None) -> Value:
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("fault", "fact", "value"),
    [
        ("no-power", "wiring.powered", False),
        ("no-common-ground", "wiring.common_ground", False),
        ("rx-tx-swapped", "wiring.rx_tx", "straight"),
        ("tx-open", "wiring.rx_tx", "open-to-board"),
        ("rx-tx-open", "wiring.rx_tx", "open"),
        ("reset-held", "wiring.reset_held", True),
        ("enable-open", "wiring.reset_held", True),
        ("gpio0-not-wired", "wiring.gpio0_wire", False),
        ("gpio2-low", "wiring.on_boot_pins", "gpio2"),
        ("sensor-on-tx", "wiring.on_serial_pins", True),
        ("flash-pins-used", "wiring.flash_pins_used", True),
        ("charge-only-cable", "wiring.cable_is_data", False),
        ("baud-too-high", "baud.wanted", 921600),
        ("weak-supply", "power.source", "adapter-3v3"),
        ("flash-size-mismatch", "setup.flash_size", 4 * 1024 * 1024),
        ("flash-mode-wrong", "setup.flash_mode", "qio"),
    ],
)
def test_a_fault_shows_in_the_answer(fault: str, fact: str, value: Value) -> None:
    assert ANSWERS[fact](simulator.bench(f"sim://esp-12e?fault={fault}")) == value


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        ("", "ok"),
        ("charge-only-cable", "no-port"),
        ("port-permission", "open-failed"),
        ("port-shared", "open-failed"),
        ("rx-tx-swapped", "no-sync"),
        ("port-bluetooth", "no-sync"),
        ("lines-swapped", "no-sync"),
        ("weak-supply", "write-failed"),
        ("line-noise", "write-failed"),
        ("baud-too-high", "write-failed"),
        ("flash-mode-wrong", "ok"),
    ],
)
def test_the_upload_ends_as_a_tool_would_say(fault: str, end: str) -> None:
    assert upload(simulator.bench("sim://esp-12e?" + (f"fault={fault}" if fault else ""))) == end


def test_our_own_handle_is_no_reason_for_a_tool_to_fail() -> None:
    bench = simulator.bench("sim://nodemcu")
    ours = bench.serial()
    ours.open()
    assert upload(bench) == "ok"


@pytest.mark.parametrize(
    ("url", "method"),
    [
        ("sim://nodemcu", "nodemcu"),
        ("sim://esp-01?fault=slow-reset", "ck"),
        ("sim://esp-01?fault=lines-swapped-direct", "swapped"),
        ("sim://esp-12e?fault=dtr-only", "dtr-only"),
        ("sim://esp-01?fault=gpio0-not-wired", "none"),
        ("sim://esp-01?fault=no-reset-wires", "none"),
        ("sim://esp-12e?fault=reset-capacitor", "none"),
    ],
)
def test_the_method_that_works_follows_from_the_circuit(url: str, method: str) -> None:
    assert method_that_works(simulator.bench(url)) == method


@pytest.mark.parametrize(
    ("fault", "shown"), [("monitor-pulls-reset", "nothing"), ("gpio15-high", None), ("rx-tx-swapped", None)]
)
def test_what_the_monitor_shows(fault: str, shown: str | None) -> None:
    assert ANSWERS["app.monitor"](simulator.bench(f"sim://esp-01?fault={fault}")) == shown


def test_on_a_sound_board_the_monitor_shows_text_once_the_program_runs() -> None:
    bench = simulator.bench("sim://esp-01")
    bench.clock.sleep(1.0)
    bench.catch_up()
    assert ANSWERS["app.monitor"](bench) == "text"


@pytest.mark.parametrize(
    ("fault", "sags"), [("brownout", True), ("weak-supply", True), ("crash-null", False), ("gpio0-low", False)]
)
@pytest.mark.parametrize("fact", ["app.example_crashes", "power.other_supply_helps"])
def test_an_example_and_another_supply_tell_the_program_from_the_power(fault: str, sags: bool, fact: str) -> None:
    bench = simulator.bench(f"sim://{FAULTS[fault].cases_for[0]}?fault={fault}")
    assert ANSWERS[fact](bench) is sags
