"""On a disturbed line a consultation may end undecided, but never sure and wrong; a slow line changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from consulting import catalog, consult

CAUSES = {fault["id"]: fault["cause"] for fault in catalog()["faults"]}
THE_DISTURBANCE = {"line-noise", "baud-too-high"}
"""What was added to the line is a right answer too: it spoils bytes, and the faster the more."""
SOME, MANY = "ber=1e-4&latency=16ms&loss=0", "ber=1e-3&latency=100ms&loss=0.01"


def disturbed(board: str, fault: str, line: str, seed: int) -> dict[str, Any]:
    chosen = f"fault={fault}&" if fault else ""
    return consult(f"sim://{board}?{chosen}{line}&seed={seed}&hands=simulated")


def surely(said: dict[str, Any]) -> str:
    """What the answer claims; "" when it claims nothing."""
    if said["verdict"] == "diagnosed":
        return str(said["causes"][0]["id"])
    return "healthy" if said["verdict"] == "healthy" else ""


@pytest.mark.parametrize(
    ("board", "fault"),
    [("esp-12e", ""), ("nodemcu", "gpio2-low"), ("d1-mini", "flash-mode-wrong"), ("esp-12e", "device-on-rx")],
)
def test_a_line_that_is_only_slow_changes_nothing(board: str, fault: str) -> None:
    plain = disturbed(board, fault, "latency=0ms", seed=1)
    slow = disturbed(board, fault, "latency=100ms", seed=1)

    assert surely(plain) == CAUSES.get(fault, "healthy")
    assert (surely(slow), slow["after"], slow["verified"]) == (surely(plain), plain["after"], plain["verified"])


@pytest.mark.parametrize("line", [SOME, MANY])
@pytest.mark.parametrize("board", ["esp-01", "nodemcu"])
def test_of_a_sound_board_nothing_but_the_line_is_blamed(board: str, line: str) -> None:
    assert surely(disturbed(board, "", line, seed=3)) in {"healthy", "", *THE_DISTURBANCE}


@pytest.mark.parametrize(
    ("board", "fault", "line", "seed"),
    [
        ("d1-mini", "usb-sags", "ber=1e-3&latency=0ms&loss=0", 1),
        ("nodemcu", "gpio2-low", MANY, 2),
        ("esp-12e", "chip-dead", MANY, 4),
        ("esp-01", "gpio0-not-wired", MANY, 5),
        ("nodemcu", "flash-blank", SOME, 1),
        ("nodemcu", "baud-too-high", "ber=1e-4&latency=100ms&loss=0", 2),
        ("nodemcu", "sensor-on-tx", MANY, 3),
        ("esp-12e", "weak-supply", "ber=1e-3&latency=16ms&loss=0", 2),
        ("esp-01", "bridge-deaf", "ber=0&latency=16ms&loss=0.01", 1),
        ("d1-mini", "stale-wifi", "ber=0&latency=100ms&loss=0.01", 2),
        ("d1-mini", "stale-wifi", "ber=1e-4&latency=100ms&loss=0.01", 1),
        ("esp-01", "stale-wifi", "ber=1e-3&latency=0ms&loss=0", 2),
        ("d1-mini", "stale-wifi", "ber=1e-3&latency=16ms&loss=0.01", 1),
        ("d1-mini", "uno-in-place", "ber=1e-3&latency=0ms&loss=0.01", 4),
        ("d1-mini", "crash-divide-old", "ber=1e-3&latency=0ms&loss=0.01", 4),
    ],
)
def test_a_fault_is_never_mistaken_for_another_nor_overlooked(board: str, fault: str, line: str, seed: int) -> None:
    assert surely(disturbed(board, fault, line, seed)) in {"", CAUSES[fault], *THE_DISTURBANCE}


def test_reading_over_a_disturbed_line_leaves_the_flash_alone() -> None:
    said = disturbed("nodemcu", "", "ber=1e-3&latency=0ms&loss=0", seed=1)

    assert said["verdict"] != "healthy"
    assert {fact["value"] for fact in said["facts"] if fact["name"] == "flash.header.state"} <= {"image"}
