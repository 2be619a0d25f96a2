"""Behind a port without DTR and RTS: hands press the buttons, and where nobody is there nothing is claimed too much."""

from __future__ import annotations

import pytest

from consulting import consult
from espdoctor.probes.link import doors


def test_a_healthy_board_is_called_healthy_once_somebody_pressed_both_buttons() -> None:
    said = consult("sim://nodemcu?lines=none&hands=simulated")

    pressed = {step["id"] for step in said["steps"] if step["kind"] == "hands"}
    assert (said["verdict"], pressed) == ("healthy", {"press-reset", "hold-flash-press-reset"})


@pytest.mark.parametrize("fault", ["flash-blank", "gpio2-low", "no-wake-wire", "tx-open"])
def test_a_fault_is_named_and_its_repair_is_proven_by_hand(fault: str) -> None:
    said = consult(f"sim://esp-12e?fault={fault}&lines=none&hands=simulated")

    assert (said["verdict"], said["verified"]) == ("diagnosed", True)


@pytest.mark.parametrize("fault", ["gpio0-low", "crash-null", "flash-worn", "ear-on-gpio2"])
def test_with_nobody_there_a_faulty_board_is_never_called_healthy(fault: str) -> None:
    assert consult(f"sim://esp-12e?fault={fault}&lines=none")["verdict"] != "healthy"


def test_a_chip_found_in_its_loader_with_nothing_wrong_is_called_healthy_as_far_as_can_be_seen() -> None:
    """Somebody has led it there and let go, and went away."""
    url = "sim://esp-12e?lines=none&hands=simulated&id=led-into-its-loader"
    hands = doors(url).hands
    assert hands is not None
    hands.do("hold-flash-press-reset")
    assert consult(url, can_ask=False)["verdict"] == "healthy"
