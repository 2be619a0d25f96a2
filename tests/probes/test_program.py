"""The probe `program`: whether something to upload was given."""

from __future__ import annotations

from benchtop import Benchtop
from computer import Computer, Room, facts_of
from espdoctor.probes.program import probe


def test_what_was_given_is_looked_into() -> None:
    learned = Benchtop("sim://nodemcu").run("program")

    assert (learned["image.given"], learned["image.kind"], learned["image.crystal"]) == (True, "arduino", 26)


def test_nothing_given_is_said_and_nothing_else() -> None:
    assert facts_of(probe.run(Room(Computer()))) == {"image.given": False}
