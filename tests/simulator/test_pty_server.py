"""The bench behind a pseudo-terminal, as the system's own port layer sees it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import serial

from bench_tools import SYNC, greeted
from espdoctor.probes import simulator

pty_server = pytest.importorskip(
    "espdoctor.probes.simulator.pty_server", reason="this system has no pseudo-terminals", exc_type=ImportError
)


@pytest.fixture
def path(request: pytest.FixtureRequest) -> Iterator[str]:
    server = pty_server.PtyServer(simulator.served(getattr(request, "param", "sim://nodemcu?fault=gpio0-low")))
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield server.path
    server.stop()
    thread.join()


def test_the_loader_answers_at_the_speed_that_the_program_sets(path: str) -> None:
    with serial.Serial(path, 115200, timeout=0.2) as port:
        heard = b""
        while not greeted(heard):
            port.write(SYNC)
            heard += port.read(112)
    assert greeted(heard)


@pytest.mark.parametrize("path", ["sim://nodemcu"], indirect=True)
def test_the_firmware_is_heard(path: str) -> None:
    with serial.Serial(path, 115200, timeout=10) as port:
        assert port.read_until(b"tick").endswith(b"tick")


def test_a_port_that_does_not_open_is_said() -> None:
    with pytest.raises(serial.SerialException, match="busy"):
        pty_server.PtyServer(simulator.served("sim://nodemcu?fault=port-busy"))
