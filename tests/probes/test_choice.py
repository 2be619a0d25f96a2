"""Which port is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from computer import ARDUINO, CH340, CP2102, ONBOARD
from espdoctor.probes import choice
from espdoctor.probes.host import PortInfo


@pytest.mark.parametrize(
    ("url", "far"),
    [
        ("rfc2217://pi:4000", True),
        ("RFC2217://pi:4000", True),
        ("socket://10.0.0.5:23", True),
        ("sim://nodemcu", False),
        ("/dev/ttyUSB0", False),
        ("COM3", False),
        (None, False),
    ],
)
def test_a_port_over_a_network_is_not_of_this_computer(url: str | None, far: bool) -> None:
    assert choice.is_far(url) == far


def test_a_port_is_found_by_every_name_that_it_has() -> None:
    port = replace(CH340, aliases=("/dev/serial/by-id/usb-1a86",))
    assert choice.find("/dev/serial/by-id/usb-1a86", [ONBOARD, port]) is port
    assert choice.find("/dev/ttyUSB0", [ONBOARD, port]) is port
    assert choice.find("/dev/ttyUSB7", [ONBOARD, port]) is None
    assert choice.find("com3", [PortInfo("COM3", "usb")]) is not None


def test_the_commonest_bridge_of_esp8266_boards_is_taken_first() -> None:
    assert choice.likeliest([ONBOARD, ARDUINO, CP2102, CH340]) is CH340
    assert choice.likeliest([ONBOARD, ARDUINO, CP2102]) is CP2102
    assert choice.likeliest([ONBOARD, ARDUINO]) is ARDUINO


def test_a_port_that_is_not_on_usb_is_never_taken() -> None:
    assert choice.likeliest([ONBOARD]) is None
    assert choice.likeliest([]) is None


def test_what_moved_is_new_or_has_another_mark() -> None:
    before = choice.listing([ONBOARD, CH340, CP2102])
    again = replace(CH340, plugged="99")
    assert choice.moved(before, [ONBOARD, CH340, CP2102]) == ()
    assert choice.moved(before, [ONBOARD, again, CP2102]) == (again,)
    assert choice.moved(before, [CP2102, ARDUINO]) == (ARDUINO,)
    assert choice.moved(choice.listing([]), [CH340]) == (CH340,)


def test_without_marks_only_a_new_name_tells_something() -> None:
    bare, other = replace(CH340, plugged=""), replace(CP2102, plugged="")
    assert choice.moved(choice.listing([bare]), [bare]) is None
    assert choice.moved(choice.listing([bare]), [bare, other]) == (other,)
    assert choice.moved(choice.listing([CH340, other]), [CH340]) is None


def test_the_line_of_a_port_names_its_numbers() -> None:
    assert choice.line(CH340) == "/dev/ttyUSB0 1a86:7523 USB Serial"
    assert choice.line(PortInfo("COM1", "onboard", "COM1")) == "COM1"


@pytest.mark.parametrize(
    ("url", "quoted"),
    [
        ("sim://nodemcu?fault=gpio2-low&seed=7", "sim://nodemcu"),
        ("sim://esp-01/gps?fault=port-gps", "sim://esp-01/gps"),
        ("COM3", "COM3"),
        ("rfc2217://bench:4000?ign_set_control", "rfc2217://bench:4000?ign_set_control"),
    ],
)
def test_what_is_quoted_of_a_simulated_port_does_not_tell_its_faults(url: str, quoted: str) -> None:
    assert choice.name_of(url) == quoted
