"""Opening a port, and the doors."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import serial

from computer import Computer
from espdoctor.engine.errors import Cancelled
from espdoctor.probes import link
from espdoctor.probes.clock import RealClock
from espdoctor.probes.host import Access, Holder
from espdoctor.probes.link import Port, Stop
from espdoctor.probes.link_errors import (
    LinesNotSupported,
    LinkError,
    NoPort,
    PortBusy,
    PortDenied,
    PortMissing,
    PortVanished,
    RemoteGone,
)
from playbook import Playbook, fails, moves

GONE = serial.SerialException("device reports readiness to read but returned no data")


class Closed(Playbook):
    """A port that is opened, or refuses to."""

    def __init__(self, *steps: Any, error: Exception | None = None) -> None:
        super().__init__(*steps)
        self.is_open = False
        self.error = error
        self.exclusive: bool | None = None
        self.write_timeout: float | None = None

    @property
    def baudrate(self) -> int:
        return self._baud

    @baudrate.setter
    def baudrate(self, baud: int) -> None:
        self._baud = baud

    def open(self) -> None:
        if self.error:
            raise self.error
        self.is_open = True


def opened(port: Closed, url: str = "COM3", host: Computer | None = None, stop: Stop | None = None) -> Port:
    return link.open_port(url, host or Computer(), port.clock, stop or Stop(), lambda _: port)


def test_opening_ends_with_both_lines_let_go_in_one_step() -> None:
    port = Closed(moves(0, 0))

    opened(port)

    port.done()
    assert (port.baudrate, port.exclusive) == (link.RESTING_BAUD, True)


@pytest.mark.parametrize("refusal", [ValueError("Failed to set custom baud rate"), NotImplementedError()])
def test_a_driver_that_takes_no_odd_speed_opens_at_a_usual_one(refusal: Exception) -> None:
    class Choosy(Closed):
        def open(self) -> None:
            if self.baudrate == link.RESTING_BAUD:
                raise refusal
            super().open()

    port = opened(Choosy(moves(0, 0)))

    assert port.baud == 115200


def test_a_port_on_the_network_is_not_asked_for_exclusive_use() -> None:
    port = Closed(moves(0, 0))

    opened(port, "socket://h:1")

    assert port.exclusive is None


def test_a_port_without_lines_opens_all_the_same() -> None:
    assert not opened(Closed(fails(OSError(errno.ENOTTY, "no lines")))).closed


def test_a_port_that_goes_away_while_opening_is_closed_again() -> None:
    port = Closed(fails(GONE))

    with pytest.raises(PortVanished):
        opened(port)

    assert not port.is_open


def test_no_port_at_all() -> None:
    with pytest.raises(NoPort):
        opened(Closed(), "")


def test_nothing_is_opened_after_a_stop() -> None:
    stop = Stop()
    stop.set()

    with pytest.raises(Cancelled):
        opened(Closed(), stop=stop)


def test_the_computer_tells_who_has_it() -> None:
    busy = Closed(error=serial.SerialException(errno.EBUSY, "busy"))

    with pytest.raises(PortBusy) as caught:
        opened(busy, host=Computer(holding=(Holder("screen", 12),)))

    assert caught.value.holder == "screen (process 12)"


def test_a_busy_port_whose_holder_nobody_knows() -> None:
    with pytest.raises(PortBusy) as caught:
        opened(Closed(error=serial.SerialException(errno.EBUSY, "busy")))

    assert caught.value.holder is None


def test_the_computer_tells_which_group_opens_it() -> None:
    denied = Closed(error=serial.SerialException(errno.EACCES, "denied"))

    with pytest.raises(PortDenied) as caught:
        opened(denied, host=Computer(entry=Access(False, "uucp")))

    assert caught.value.group == "uucp"


def test_other_troubles_need_no_computer() -> None:
    with pytest.raises(PortMissing):
        opened(Closed(error=serial.SerialException(errno.ENOENT, "none")))


# ---------------------------------------------------------------- the doors


def test_the_bench_stands_behind_the_same_doors() -> None:
    doors = link.doors("sim://nodemcu?hands=simulated")
    port = doors.open("sim://nodemcu?hands=simulated", Stop())

    port.set_lines(dtr=False, rts=True)
    port.set_lines(dtr=False, rts=False)

    assert b"rst cause:2" in port.read(99, 0.2)
    assert doors.hands is not None
    port.close()


def test_without_hands_there_are_none() -> None:
    assert link.doors("sim://nodemcu").hands is None


def test_a_bench_that_does_not_exist_says_so() -> None:
    with pytest.raises(ValueError, match="nodemcux"):
        link.doors("sim://nodemcux")


NO_NUMBER = ["rfc2217://pi.local", "socket://h:x", "socket://:4000", "rfc2217://h:70000"]


@pytest.mark.parametrize("url", ["gopher://x", "rfc2217://[::1", "://", "tty://ttyUSB0", "http://h:80", *NO_NUMBER])
def test_what_is_no_address_of_a_port_is_refused_before_anything_is_opened(url: str) -> None:
    with pytest.raises(ValueError, match="A port is a device such as"):
        link.doors(url)


@pytest.mark.parametrize("url", [None, "COM99", "/dev/nothing-there"])
def test_everything_else_is_the_computers(url: str | None) -> None:
    doors = link.doors(url)

    assert isinstance(doors.clock, RealClock)
    with pytest.raises(LinkError):
        doors.open(url or "", Stop())


def test_nobody_at_the_other_end_of_the_network() -> None:
    with pytest.raises(RemoteGone):
        link.doors("socket://127.0.0.1:1").open("socket://127.0.0.1:1", Stop())


@pytest.fixture
def pseudo() -> Iterator[tuple[int, str]]:
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals of this kind")
    ours, theirs = os.openpty()
    yield ours, os.ttyname(theirs)
    os.close(theirs)


def test_a_real_port_of_the_system_opens_talks_and_vanishes(pseudo: tuple[int, str]) -> None:
    ours, name = pseudo
    port = link.doors(name).open(name, Stop())
    os.write(ours, b"hello")
    port.write(b"yo")

    assert port.read(5, 5.0) == b"hello"
    assert os.read(ours, 2) == b"yo"
    with pytest.raises(LinesNotSupported):
        port.set_lines(dtr=True, rts=True)

    os.close(ours)
    with pytest.raises(PortVanished):
        port.read(1, 5.0)
    port.close()


def test_a_real_port_is_ours_alone(pseudo: tuple[int, str]) -> None:
    ours, name = pseudo
    first = link.doors(name).open(name, Stop())

    with pytest.raises(PortBusy):
        link.doors(name).open(name, Stop())

    first.close()
    os.close(ours)
