"""The probe `manual-run`: what the board says after the person pressed RST, where no line can."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.engine.facts import Value


def pressed(fault: str, *, twice: bool = False) -> dict[str, Value]:
    """What is learned once somebody has pressed."""
    bench = Benchtop(f"sim://nodemcu?lines=none&hands=simulated{fault}")
    bench.run("open")
    bench.world.port()
    hands = bench.doors.hands
    assert hands is not None
    for _ in range(1 + twice):
        hands.do("press-reset")
    return bench.run("manual-run")


@pytest.mark.parametrize("twice", [False, True])
def test_the_start_is_heard_and_the_program_watched(twice: bool) -> None:
    found = pressed("", twice=twice)

    assert (found["boot.after_run.banner"], found["boot.after_run.mode"]) == ("seen", 3)
    assert (found["boot.after_run.result"], found["app.stays_up"], found["app.speed"]) == ("firmware", True, 115200)
    assert "lines.resets" not in found, "it was a finger"


@pytest.mark.parametrize(
    ("fault", "name", "value"),
    [
        ("gpio0-low", "boot.after_run.mode", 1),
        ("flash-blank", "boot.after_run.result", "no-header"),
        ("crash-null", "app.crash", "exception"),
        ("no-wake-wire", "app.restart_cause", 5),
        ("crystal-40", "boot.after_run.banner", "garbled"),
        ("reset-held", "boot.after_run.banner", "none"),
    ],
)
def test_what_goes_wrong_is_told_as_after_a_reset_by_a_line(fault: str, name: str, value: Value) -> None:
    assert pressed(f"&fault={fault}")[name] == value
