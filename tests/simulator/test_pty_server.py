"""The bench behind a pseudo-terminal, as the system's own port layer sees it."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import serial

from bench_tools import SYNC, greeted
from espdoctor.probes import simulator
from espdoctor.probes.link import Stop, doors
from espdoctor.probes.link_errors import PortDenied

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


NOBODY = 65534


@contextmanager
def unprivileged() -> Generator[None]:
    """As a user whom the system asks for permission; root is none."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_permission_is_denied_by_the_system_itself(path: str) -> None:
    door = doors(path)
    door.open(path, Stop()).close()
    Path(path).chmod(0)
    with unprivileged(), pytest.raises(PortDenied) as denied:
        door.open(path, Stop())
    assert ("port.state", "denied") in {(fact.name, fact.value) for fact in denied.value.facts()}
