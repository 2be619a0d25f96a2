"""Every fault of the bench on every board that can have it, from the symptom to the verified fix."""

from __future__ import annotations

import pytest

from consulting import catalog, consult

FAULTS = catalog()["faults"]
BOARDS = [board["id"] for board in catalog()["boards"]]
PROVEN = {"tool", "hands", "setting"}
REPLACED = {"board", "module", "adapter"}
"""What a fix names that somebody has to buy. A fault whose repair is a part ends with such a fix, and with nothing else
that would be tried in vain."""


@pytest.mark.parametrize("board", BOARDS)
def test_a_healthy_board_is_called_healthy(board: str) -> None:
    said = consult(f"sim://{board}?hands=simulated")

    assert (said["verdict"], said["found"], said["verified"]) == ("healthy", [], None)


@pytest.mark.parametrize(
    ("fault", "board"),
    [pytest.param(fault, board, id=f"{fault['id']}-{board}") for fault in FAULTS for board in fault["cases_for"]],
)
def test_the_cause_is_named_and_its_fix_is_proven(fault: dict[str, str], board: str) -> None:
    said = consult(f"sim://{board}?fault={fault['id']}&hands=simulated")

    named = [one["cause"] for one in said["found"]] or [one["id"] for one in said["causes"]]
    assert named[0] == fault["cause"]
    if fault["repair"] in PROVEN:
        assert (said["verified"], said["after"]) == (True, "healthy")
        return
    assert (said["found"], said["verified"]) == ([], None), "what cannot be repaired is not said to be"
    assert said["verdict"] == "diagnosed"
    if fault["repair"] == "part":
        assert [REPLACED.isdisjoint(fix.lower().split()) for fix in said["causes"][0]["fixes"]] == [False]


@pytest.mark.parametrize("system", ["linux", "windows", "macos"])
def test_a_plug_that_was_out_is_named_once_it_is_in(system: str) -> None:
    said = consult(f"sim://nodemcu?fault=not-plugged-in&os={system}&hands=simulated")
    assert (said["verdict"], said["verified"]) == ("diagnosed", True)
    assert [one["cause"] for one in said["found"]] == ["port-missing"]


def test_a_mac_tells_nothing_of_a_dead_bridge_so_nobody_is_sure() -> None:
    said = consult("sim://nodemcu?fault=bridge-dead&os=macos&hands=simulated")
    assert said["after"] == "likely"
    assert said["verdict"] == "likely"
    assert "usb-bridge-faulty" in [one["id"] for one in said["causes"][:2]]
