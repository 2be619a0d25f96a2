"""From the system's words to the trouble that they mean: as pyserial 3.5 says them on each system."""

from __future__ import annotations

import errno

import pytest
import serial

from espdoctor.probes import link_blame
from espdoctor.probes.link_errors import (
    DriverError,
    LinkError,
    PortBroken,
    PortBusy,
    PortDenied,
    PortMissing,
    PortVanished,
    RemoteGone,
)

POSIX = "could not open port /dev/ttyUSB0: [Errno {0}] words: '/dev/ttyUSB0'"
WINDOWS = "could not open port 'COM3': {}"


def windows(kind: str, number: int) -> serial.SerialException:
    return serial.SerialException(WINDOWS.format(f"{kind}(13, 'Some words.', None, {number})"))


@pytest.mark.parametrize(
    ("number", "leaf"),
    [
        (errno.ENOENT, PortMissing),
        (errno.ENODEV, PortMissing),
        (errno.EACCES, PortDenied),
        (errno.EPERM, PortDenied),
        (errno.EBUSY, PortBusy),
        (errno.EAGAIN, PortBusy),
        (errno.EIO, DriverError),
        (errno.E2BIG, PortBroken),
    ],
)
def test_posix_by_number_in_field_or_text(number: int, leaf: type[LinkError]) -> None:
    in_field = serial.SerialException(number, POSIX.format(number))
    in_text = serial.SerialException(POSIX.format(number))

    assert type(link_blame.of(in_field, "/dev/ttyUSB0")) is leaf
    assert type(link_blame.of(in_text, "/dev/ttyUSB0")) is leaf


@pytest.mark.parametrize(
    ("kind", "number", "leaf"),
    [
        ("PermissionError", 5, PortBusy),  # 13 alone would say permission
        ("PermissionError", 31, DriverError),
        ("FileNotFoundError", 2, PortMissing),
        ("OSError", 121, DriverError),
        ("OSError", 433, PortMissing),
        ("OSError", 9999, PortBroken),
    ],
)
def test_windows_by_its_own_last_number(kind: str, number: int, leaf: type[LinkError]) -> None:
    assert type(link_blame.of(windows(kind, number), "COM3")) is leaf


def test_the_drivers_number_is_kept() -> None:
    error = link_blame.of(windows("PermissionError", 31), "COM3")

    assert isinstance(error, DriverError)
    assert error.code == 31


def test_a_port_that_cannot_be_configured() -> None:
    told = serial.SerialException("Could not configure port: (5, 'Input/output error')")

    assert isinstance(link_blame.of(told, "/dev/ttyUSB0"), DriverError)


def test_a_lock_of_somebody_else_by_its_words() -> None:
    told = serial.SerialException(35, "Could not exclusively lock port /dev/cu.x: [Errno 35] Resource unavailable")

    assert isinstance(link_blame.of(told, "/dev/cu.x"), PortBusy)


@pytest.mark.parametrize(
    "words",
    [
        "device reports readiness to read but returned no data (device disconnected or multiple access on port?)",
        "ClearCommError failed (PermissionError(13, 'The device does not recognize the command.', None, 22))",
        "write failed: [Errno 5] Input/output error",
    ],
)
def test_whatever_goes_wrong_in_use_means_that_it_is_gone(words: str) -> None:
    error = link_blame.of(serial.SerialException(words), "/dev/ttyUSB0", used=77)

    assert isinstance(error, PortVanished)
    assert error.after == 77


def test_a_port_on_the_network_is_its_servers_business() -> None:
    refused = serial.SerialException("Could not open port rfc2217://h:1: [Errno 111] Connection refused")

    opening, using = link_blame.of(refused, "rfc2217://h:1"), link_blame.of(refused, "rfc2217://h:1", used=4)

    assert isinstance(opening, RemoteGone)
    assert isinstance(using, RemoteGone)
    assert (opening.after, using.after) == (None, 4)


def test_words_become_one_line() -> None:
    assert link_blame.of(OSError("two\nlines"), "COM3").detail == "two lines"
    assert link_blame.of(OSError(), "COM3").detail == "OSError"


@pytest.mark.parametrize(("error", "number"), [(OSError(25, "x"), 25), (Exception("none"), None)])
def test_the_number_of_any_exception(error: Exception, number: int | None) -> None:
    assert link_blame.number(error) == number
