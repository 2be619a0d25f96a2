"""Listening in a thread: it says how it goes, and frees the board."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from espdoctor.probes.ear import Ear
from espdoctor.probes.link import doors
from espdoctor.probes.link_errors import PortVanished
from espdoctor.tui.listener import Listener
from espdoctor.tui.overheard import Overheard
from espdoctor.tui.serial_log import SerialLog


def wait_for(holds: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(400):
        if holds():
            return
        pause.wait(0.05)
    raise AssertionError("it never came about")


def test_what_the_board_says_after_a_restart_is_overheard() -> None:
    overheard, log = Overheard(), SerialLog()
    url = "sim://nodemcu?hands=simulated"
    listener = Listener(doors(url), url, overheard)
    listener.start()
    wait_for(lambda: "baud" in listener.state)
    listener.speed(0)
    listener.restart()
    wait_for(lambda: overheard.pour(log) is not None and any(line.kind == "start" for line in log.lines))
    listener.stop()

    assert "listener" not in [thread.name for thread in threading.enumerate()]


def test_a_port_that_goes_away_while_it_is_listened_to_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_ear: Ear) -> bytes:
        raise PortVanished("sim://nodemcu", after=3)

    monkeypatch.setattr(Ear, "listen", gone)
    listener = Listener(doors("sim://nodemcu"), "sim://nodemcu", Overheard())
    listener.start()
    wait_for(lambda: "went away" in listener.state)
    listener.stop()

    assert "listener" not in [thread.name for thread in threading.enumerate()]


def test_a_port_that_does_not_open_is_told() -> None:
    url = "sim://nodemcu?fault=port-busy"
    listener = Listener(doors(url), url, Overheard())
    listener.start()
    wait_for(lambda: not listener.state.startswith("opening"))
    listener.stop()

    assert "has sim://nodemcu open" in listener.state
