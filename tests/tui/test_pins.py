"""The boot pins as a drawing."""

from __future__ import annotations

from espdoctor.tui import pins

STEP = ("boot.*", "sync.*")


def test_the_pin_that_is_wrong_is_pointed_at() -> None:
    lines = pins.drawn({"boot.after_run.mode": 2}, STEP).splitlines()

    assert [line.split()[0] for line in lines if "◀" in line] == ["GPIO2"]
    assert "low" in lines[-1].split("HIGH")[0]


def test_a_pin_that_is_high_at_the_loader_is_wrong() -> None:
    lines = pins.drawn({"boot.after_loader.mode": 3}, STEP).splitlines()

    assert [line.split()[0] for line in lines if "◀" in line] == ["GPIO0"]


def test_where_nothing_is_wrong_or_nothing_is_known_nothing_is_drawn() -> None:
    assert pins.drawn({"boot.after_run.mode": 3, "boot.after_loader.mode": 1}, STEP) == ""
    assert pins.drawn({}, STEP) == ""
    assert pins.drawn({"boot.after_run.mode": 2}, ("port.*",)) == ""
