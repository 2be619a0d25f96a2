"""A device that went away and is back, perhaps under another name."""

from __future__ import annotations

import pytest

from espdoctor.probes import returned
from espdoctor.probes.choice import listing
from espdoctor.probes.host import PortInfo

CH340, CP2102 = (0x1A86, 0x7523), (0x10C4, 0xEA60)


def port(url: str, chip: tuple[int, int] = CH340, plugged: str = "1") -> PortInfo:
    return PortInfo(url, "usb", url, *chip, plugged=plugged)


BEFORE = listing((port("/dev/ttyUSB0"), port("/dev/ttyUSB7", CP2102)))


def test_it_is_there_under_its_name() -> None:
    same = port("/dev/ttyUSB0", plugged="2")
    assert returned.port_now("/dev/ttyUSB0", {}, (port("/dev/ttyUSB7"), same)) is same
    assert [fact.name for fact in returned.facts_of(same, same.url, (same,))] == ["port.came_back"]


def test_the_only_port_that_came_since_is_taken_and_said() -> None:
    there = port("/dev/ttyUSB7", CP2102)
    new = port("/dev/ttyUSB1", plugged="2")
    assert returned.port_now("/dev/ttyUSB0", {"host.listing": BEFORE}, (there, new)) is new
    told = {fact.name: fact.value for fact in returned.facts_of(new, "/dev/ttyUSB0", (there, new))}
    assert (told["port.renamed"], told["port.url"], told["port.bridge"]) == (True, "/dev/ttyUSB1", "ch340")
    assert told["host.listing"] == listing((there, new))
    assert returned.note_of(new, "/dev/ttyUSB0").startswith("The board came back as /dev/ttyUSB1;")


def test_where_nothing_was_listed_the_only_one_with_its_bridge_is_taken() -> None:
    ports = (port("/dev/ttyUSB7", CP2102), port("/dev/ttyUSB1"))
    assert returned.port_now("/dev/ttyUSB0", {"port.bridge": "ch340"}, ports) is ports[1]


@pytest.mark.parametrize("mark", ["7", ""], ids=["marked", "as on Windows"])
def test_a_second_board_of_the_same_kind_is_not_taken_for_the_one_that_went_away(mark: str) -> None:
    other = port("/dev/ttyUSB7", plugged=mark)
    known = {"host.listing": listing((port("/dev/ttyUSB0", plugged=mark), other)), "port.bridge": "ch340"}
    assert returned.port_now("/dev/ttyUSB0", known, (other,)) is None


@pytest.mark.parametrize(
    ("url", "ports"),
    [
        ("/dev/ttyUSB0", (port("/dev/ttyUSB7", CP2102),)),
        ("/dev/ttyUSB0", (port("/dev/ttyUSB1", plugged="2"), port("/dev/ttyUSB2", plugged="3"))),
        ("/dev/ttyACM0", (port("/dev/ttyUSB1", plugged="2"),)),
    ],
    ids=["nothing came", "two came", "a name that never was listed"],
)
def test_nobody_can_tell_which_it_is(url: str, ports: tuple[PortInfo, ...]) -> None:
    assert returned.port_now(url, {"host.listing": BEFORE}, ports) is None
