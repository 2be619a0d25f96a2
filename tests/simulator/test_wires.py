"""What gets through in which direction."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bench_tools import SYNC, greeted
from espdoctor.probes.simulator.boards import BOARDS, laid
from espdoctor.probes.simulator.bridge import KINDS, Bridge
from espdoctor.probes.simulator.chip import Chip
from espdoctor.probes.simulator.noise import Noise
from espdoctor.probes.simulator.stock import chip_for
from espdoctor.probes.simulator.table import Setting
from espdoctor.probes.simulator.wires import Wires

BOARD = BOARDS["esp-12e"]


def clean() -> Noise:
    return Noise(Random(1), 0.0, 0.0, (9e9, 9e9))


def carried(until: float, /, **wrong: Setting) -> tuple[bytes, Chip]:
    """What the computer hears in that time from a chip that boots, while it sends three bytes."""
    table = replace(laid(BOARD), **wrong)  # type: ignore[arg-type]
    chip = chip_for(BOARD, table, Random(1))
    chip.set_pins(0.0, en=True, rst=True, gpio0=False, gpio2=True, gpio15=False, powered=True)
    bridge = Bridge(KINDS["ch340"], clean())
    bridge.tune(0.0, 74880)
    bridge.send(0.0, b"abc")
    Wires(Random(1), clean()).carry(until, table, bridge, chip)
    return bytes(bridge.received), chip


def next_event(sent: bytes = b"", noise: Noise | None = None, /, **wrong: Setting) -> float:
    """When something may come back, at the earliest, of what is sent to a chip that waits in its loader."""
    table = replace(laid(BOARD), **wrong)  # type: ignore[arg-type]
    chip, bridge, wires = chip_for(BOARD, table, Random(1)), Bridge(KINDS["cp2102"], clean()), Wires(Random(1), clean())
    bridge.tune(0.0, 115200)
    if sent:
        chip.set_pins(0.0, en=True, rst=True, gpio0=False, gpio2=True, gpio15=False, powered=True)
        chip.advance(1.0)
        chip.hear_many(1.0, SYNC, 115200)  # it measures our rate
        chip.advance(2.0)
        bridge.send(2.0, sent)
    wires.noise = noise or clean()
    return wires.next_event(table, bridge, chip)


def test_the_banner_is_heard() -> None:
    assert b"boot mode:(1," in carried(0.2)[0]


@pytest.mark.parametrize(
    ("field", "value"), [("rx_tx", "straight"), ("from_board", False), ("ground", False), ("adapter", "deaf")]
)
def test_nothing_is_heard(field: str, value: Setting) -> None:
    assert carried(0.2, **{field: value})[0] == b""


def test_joined_pins_give_back_what_was_sent_and_nothing_else() -> None:
    assert carried(0.2, joined=True)[0] == b"abc"


def test_a_dead_adapter_gives_back_nothing_even_then() -> None:
    assert carried(0.2, joined=True, adapter="deaf")[0] == b""


def test_a_sensor_on_the_line_is_heard_in_its_own_speed_and_spoils_the_chips_words() -> None:
    assert b"boot mode:(1," not in carried(0.2, talker="sensor-on-tx")[0]
    assert carried(0.07, talker="sensor-on-tx", powered=False)[0] != b""


def test_the_next_word_of_a_sensor_is_known_beforehand() -> None:
    assert next_event(talker="sensor-on-tx") < 1.0
    assert next_event() == float("inf")


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({}, 2 + 46 * 10 / 115200),
        ({"rx_tx": "straight"}, float("inf")),
        ({"to_board": False}, float("inf")),
        ({"adapter": "deaf"}, float("inf")),
        ({"joined": True}, 2.0),
    ],
)
def test_an_answer_to_what_is_being_sent_is_expected_once_the_command_is_whole(
    wrong: dict[str, Setting], expected: float
) -> None:
    assert next_event(SYNC, **wrong) == pytest.approx(expected)


def test_of_what_the_line_will_spoil_an_answer_may_come_at_once() -> None:
    spoilt = Noise(Random(1), 0.1, 0.0, (9e9, 9e9))
    assert next_event(SYNC, spoilt) == 2.0


def test_gpio2_is_the_roms_second_tx() -> None:
    """A wire on the wrong pin hears the boot text and the loader's answers (esp8266/Arduino#1674, esptool#694)."""
    table = replace(laid(BOARD), ear="gpio2")
    chip, bridge, wires = chip_for(BOARD, table, Random(1)), Bridge(KINDS["ch340"], clean()), Wires(Random(1), clean())
    chip.set_pins(0.0, en=True, rst=True, gpio0=False, gpio2=True, gpio15=False, powered=True)
    bridge.tune(0.0, 74880)
    wires.carry(0.3, table, bridge, chip)
    assert b"boot mode:(1," in bridge.received
    bridge.tune(0.3, 115200)
    for start in (0.3, 0.4):
        bridge.send(start, SYNC)
        wires.carry(start + 0.1, table, bridge, chip)
    assert b"\xc0\x01\x08\x02" in bridge.received


def test_gpio2_says_nothing_of_the_firmware() -> None:
    table = replace(laid(BOARD), ear="gpio2")
    chip, bridge = chip_for(BOARD, table, Random(1)), Bridge(KINDS["ch340"], clean())
    chip.set_pins(0.0, en=True, rst=True, gpio0=True, gpio2=True, gpio15=False, powered=True)
    bridge.tune(0.0, 74880)
    Wires(Random(1), clean()).carry(1.5, table, bridge, chip)
    assert chip.running == "sketch"
    assert b"boot mode:(3," in bridge.received
    assert bridge.received.endswith(b"~ld\n")


def test_gpio2_is_silent_once_it_is_made_another_thing() -> None:
    """By the register that says what the pin is: so a wire on it can be told from one on TX."""
    chip = chip_for(BOARD, laid(BOARD), Random(1))
    chip.registers.reset(1, 1)
    assert chip.registers.second_tx
    chip.registers.write(0x60000838, 0x80)
    assert not chip.registers.second_tx
    assert chip.registers.read(0x60000838) == 0x80


def test_a_bridge_without_power_holds_rx_low_and_is_not_heard() -> None:
    """cribskip/esp8266_spa#26: a CH340 without USB drives the pin low, where nothing is between them."""
    answered = {}
    for talker in ("", "dark-bridge"):
        table = replace(laid(BOARD), talker=talker)
        chip = chip_for(BOARD, table, Random(1))
        bridge, wires = Bridge(KINDS["ch340"], clean()), Wires(Random(1), clean())
        chip.set_pins(0.0, en=True, rst=True, gpio0=False, gpio2=True, gpio15=False, powered=True)
        wires.carry(0.3, table, bridge, chip)
        bridge.tune(0.3, 115200)
        for start in (0.3, 0.4):
            bridge.send(start, SYNC)
            wires.carry(start + 0.1, table, bridge, chip)
        answered[talker] = greeted(bytes(bridge.received))
    assert answered == {"": True, "dark-bridge": False}
