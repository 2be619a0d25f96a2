"""The probe `ports`: what the computer lists, and which port is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from computer import ARDUINO, CH340, CP2102, ONBOARD, Computer, Room, all_facts, facts_of
from espdoctor.probes.host import PortInfo
from espdoctor.probes.ports import probe


def test_the_only_bridge_is_taken_by_itself() -> None:
    learned = facts_of(probe.run(Room(Computer(listed=(ONBOARD, CH340)))))
    assert learned["port.url"] == "/dev/ttyUSB0"
    assert (learned["port.kind"], learned["port.bridge"]) == ("usb", "ch340")
    assert (learned["port.count"], learned["port.other_bridge"]) == (1, False)
    assert "port.state" not in learned


def test_of_several_the_commonest_bridge_is_taken_and_the_other_is_told() -> None:
    learned = facts_of(probe.run(Room(Computer(listed=(CP2102, CH340)))))
    assert (learned["port.url"], learned["port.other_bridge"], learned["port.count"]) == ("/dev/ttyUSB0", True, 2)


def test_no_port_at_all() -> None:
    learned = facts_of(probe.run(Room(Computer())))
    assert (learned["port.state"], learned["port.kind"], learned["port.count"]) == ("missing", "unknown", 0)
    assert "port.url" not in learned


def test_ports_that_cannot_be_a_board_are_not_taken() -> None:
    learned = facts_of(probe.run(Room(Computer(listed=(ONBOARD,)))))
    assert (learned["port.state"], learned["port.count"]) == ("none-chosen", 0)


def test_the_named_port_is_taken_as_it_is_listed() -> None:
    port = replace(CP2102, aliases=("/dev/serial/by-id/usb-cp2102",))
    learned = facts_of(probe.run(Room(Computer(listed=(CH340, port)), url="/dev/serial/by-id/usb-cp2102")))
    assert (learned["port.url"], learned["port.bridge"]) == ("/dev/ttyUSB1", "cp210x")


def test_a_wrong_port_is_kept_and_the_right_one_is_told() -> None:
    learned = facts_of(probe.run(Room(Computer(listed=(ONBOARD, CH340)), url="/dev/ttyS0")))
    assert (learned["port.url"], learned["port.kind"], learned["port.bridge"]) == ("/dev/ttyS0", "onboard", "none")
    assert learned["port.other_bridge"] is True


def test_an_arduino_is_no_other_bridge() -> None:
    assert facts_of(probe.run(Room(Computer(listed=(CH340, ARDUINO)))))["port.other_bridge"] is False


def test_a_named_port_that_is_not_listed_is_left_for_opening_to_judge() -> None:
    learned = facts_of(probe.run(Room(Computer(listed=(CH340,)), url="/dev/ttyUSB9")))
    assert (learned["port.url"], learned["port.kind"], learned["port.other_bridge"]) == ("/dev/ttyUSB9", "usb", True)
    assert "port.state" not in learned
    assert "port.bridge" not in learned


def test_a_port_over_the_network_has_nothing_to_do_with_this_computer() -> None:
    computer = Computer(listed=(CH340,))
    assert facts_of(probe.run(Room(computer, url="rfc2217://pi:4000"))) == {
        "port.kind": "network",
        "port.url": "rfc2217://pi:4000",
    }
    assert computer.asked == []


@pytest.mark.parametrize(
    ("release", "inside"),
    [
        ("Ubuntu 24.04", "nothing"),
        ("Ubuntu 24.04 in WSL", "wsl"),
        ("Debian 12 in container", "container"),
        ("Ubuntu 24.04 in snap", "snap"),
        ("Fedora 40 in flatpak", "flatpak"),
    ],
)
def test_what_hides_usb_is_told(release: str, inside: str) -> None:
    learned = facts_of(probe.run(Room(Computer(called=release))))
    assert (learned["host.os"], learned["host.inside"]) == ("linux", inside)


def test_every_fact_shows_the_line_that_it_was_read_from() -> None:
    facts = all_facts(probe.run(Room(Computer(listed=(CH340,)))))
    excerpts = {fact.name: fact.because[0].excerpt for fact in facts}
    assert excerpts["port.bridge"] == "/dev/ttyUSB0 1a86:7523 USB Serial"
    assert excerpts["host.os"] == "Ubuntu 24.04"


def test_it_tells_nothing_that_it_did_not_promise() -> None:
    rooms = [Room(Computer()), Room(Computer(listed=(CH340, PortInfo("COM4", "unknown"))), url="COM4")]
    told = {name for room in rooms for name in facts_of(probe.run(room))}
    assert told <= set(probe.info.settles)
