"""What is said of a consultation that was cut off."""

from __future__ import annotations

from espdoctor.engine.errors import Cancelled
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.probes import interrupted

WHERE = (Evidence("reading", "EIO"),)


def test_who_stops_learns_the_state_of_port_and_board() -> None:
    said = interrupted.sentence(Cancelled("talking to the board"), {})

    assert said == "Stopped while talking to the board. The port is closed and the board is out of reset."


def test_an_incomplete_flash_is_said_with_the_way_back() -> None:
    saved = "/Users/x/Library/Application Support/espdoctor/backups/483fda5f4c7d-20261121-101500.json"
    said = interrupted.sentence(Cancelled(), {"flash.incomplete": True, "flash.backup": saved})

    assert "The flash is incomplete" in said
    assert "`espdoctor restore 483fda5f4c7d-20261121-101500`" in said


def test_only_a_port_that_went_away_left_something_in_the_lurch() -> None:
    assert interrupted.during("banner", [Fact("port.state", "vanished", WHERE)]) == ()
    found = interrupted.during("banner", [Fact("port.vanished", True, WHERE)])
    assert [(fact.name, fact.value) for fact in found] == [("port.vanished_during", "banner")]
