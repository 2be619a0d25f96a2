"""Writing to a port that may be stuck."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from espdoctor.engine.errors import Cancelled
from espdoctor.probes import port as guarded
from espdoctor.probes.link_errors import PortBroken
from espdoctor.probes.slow_write import write_some
from espdoctor.probes.stop import Stop
from fakeclock import FakeClock

MORE_THAN_IT_HOLDS = b"x" * 200_000


class File:
    """A port with a file behind it."""

    baudrate = 115200

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor


class NoFile:
    """A port of a network."""

    baudrate = 115200

    def __init__(self) -> None:
        self.taken = b""

    def write(self, data: bytes) -> None:
        self.taken += data


class Looks(Stop):
    """The person stops at the n-th look."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.left = at

    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0


class Hurrying(FakeClock):
    """A second passes at each look."""

    def now(self) -> float:
        self.sleep(1.0)
        return super().now()


@pytest.fixture
def stuck() -> Iterator[File]:
    """A pseudo-terminal whose other end nobody reads."""
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals of this kind")
    ours, theirs = os.openpty()
    os.set_blocking(theirs, False)
    yield File(theirs)
    os.close(ours)
    os.close(theirs)


def test_a_port_that_is_stuck_takes_what_it_can_and_then_nothing(stuck: File) -> None:
    assert 0 < write_some(stuck, MORE_THAN_IT_HOLDS, 0.0) < len(MORE_THAN_IT_HOLDS)
    assert sum(iter(lambda: write_some(stuck, MORE_THAN_IT_HOLDS, 0.0), 0)) < len(MORE_THAN_IT_HOLDS)


def test_a_port_that_has_less_room_than_it_says_took_nothing(stuck: File, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise BlockingIOError

    monkeypatch.setattr("os.write", full)
    assert write_some(stuck, b"abc", 0.0) == 0


def test_a_port_without_a_file_takes_all() -> None:
    port = NoFile()

    assert (write_some(port, b"abc", 0.0), port.taken) == (3, b"abc")


def test_who_stops_is_not_kept_waiting_by_a_port_that_is_stuck(stuck: File) -> None:
    port = guarded.Port("/dev/pts/9", stuck, FakeClock(), Looks(40))

    with pytest.raises(Cancelled):
        port.write(MORE_THAN_IT_HOLDS)

    assert 0 < port.transcript.said < len(MORE_THAN_IT_HOLDS)


def test_a_port_that_is_stuck_for_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "write_some", lambda *_: 0)

    with pytest.raises(PortBroken, match="takes no bytes"):
        guarded.Port("/dev/pts/9", NoFile(), Hurrying(), Stop()).write(b"x")
