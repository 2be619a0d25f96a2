"""An Arduino in the board's place is asked in its own language."""

from __future__ import annotations

import pytest

from benchtop import Benchtop


def told(url: str) -> dict[str, object]:
    return dict(Benchtop(url).run("open", "lines", "sync", "other-board"))


@pytest.mark.parametrize("board", ["d1-mini", "nodemcu"])
def test_an_arduino_answers_its_own_greeting(board: str) -> None:
    assert told(f"sim://{board}?fault=uno-in-place") == {"chip.family": "not-an-esp"}


@pytest.mark.parametrize(
    "url",
    ["sim://nodemcu?fault=gpio0-not-wired", "sim://esp-01?fault=rx-tx-swapped", "sim://d1-mini?fault=sensor-on-tx"],
)
def test_an_esp8266_with_a_trouble_does_not(url: str) -> None:
    assert told(url) == {}


def test_an_echo_is_no_answer() -> None:
    bench = Benchtop("sim://esp-01?hands=simulated")
    assert bench.doors.hands is not None
    bench.doors.hands.do("join-rx-tx")
    assert bench.run("other-board") == {}
