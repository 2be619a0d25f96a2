"""What is plugged in, as one look at the computer tells it."""

from __future__ import annotations

from espdoctor.probes import simulator
from espdoctor.probes.host import PortInfo, UsbDevice
from espdoctor.tui import plugged
from espdoctor.tui.plugged import Plugged
from stage import STICK

CH340 = UsbDevice(0x1A86, 0x7523)


def test_the_ports_of_a_computer_that_can_be_a_board_are_seen() -> None:
    bench = simulator.bench("sim://nodemcu")

    assert [port.kind for port in plugged.on(bench.host).ports] == ["usb"]


def test_a_chip_without_a_port_is_seen_and_named() -> None:
    seen = plugged.on(simulator.bench("sim://nodemcu?fault=driver-missing").host)

    assert (seen.ports, len(seen.bridges)) == ((), 1)
    assert "the computer makes no port for it" in plugged.bridge_words(seen.bridges[0])


def test_what_the_system_says_of_a_chip_is_harmless() -> None:
    assert plugged.bridge_words(UsbDevice(0x1A86, 0x7523, problem="\x1b[2J")) == "WCH CH340: \\x1b[2J"


def test_only_what_was_not_there_before_is_new() -> None:
    other = PortInfo("COM3", "usb")

    assert Plugged((STICK, other), (CH340,)).beside(Plugged((STICK,))) == Plugged((other,), (CH340,))
