"""The ports of the bench's computer."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator import ports


@pytest.mark.parametrize(
    ("role", "system", "name"),
    [
        ("board", "linux", "ttyUSB0"),
        ("board", "windows", "COM5"),
        ("onboard", "linux", "ttyS0"),
        ("gps", "linux", "ttyACM0"),
    ],
)
def test_each_system_has_its_own_names(role: str, system: ports.System, name: str) -> None:
    assert ports.name_of(role, system) == name


def test_behind_the_boards_port_is_the_boards_bridge() -> None:
    assert ports.kind_of("board", "ch340").id == "ch340"
    assert ports.kind_of("gps", "ch340").vid == 0x1546
    assert ports.kind_of("onboard", "ch340").vid == 0


def test_only_a_receiver_talks_by_itself() -> None:
    assert ports.talker_of("gps") is not None
    assert ports.talker_of("bluetooth") is None
