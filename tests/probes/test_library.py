"""The probe `library`: what it tells of a library's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from computer import Computer, Pressed, Room, all_facts, facts_of
from espdoctor.engine.errors import Cancelled
from espdoctor.knowledge import rulebook
from espdoctor.probes.library import MOST_PLACES, probe


def room(path: Path, pressed: bool = False) -> Room:
    known = {"library.path": str(path)}
    return Room(Computer(), known=known, tables=rulebook().tables, stop=Pressed(pressed))


def write(folder: Path, text: str, name: str = "a.cpp") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_finding_has_its_file_its_line_and_its_words(tmp_path: Path) -> None:
    facts = all_facts(probe.run(room(write(tmp_path, "\n  PORTB = 1; // on\n"))))

    (found,) = [fact for fact in facts if fact.name == "library.finding"]
    (place,) = found.because
    assert (found.value, place.source, place.excerpt) == ("avr-pins", "a.cpp line 2", "PORTB = 1;")


@pytest.mark.parametrize(
    ("text", "worst", "spread"),
    [
        ("digitalWrite(4, HIGH);", "nothing", "none"),
        ("while (!ready());", "look", "none"),
        ("attachInterrupt(0, tick, RISING);", "breaks", "none"),
        ("PORTB = 1;", "stops", "few"),
        ("PORTB = 1;\n" * 13, "stops", "all-over"),
        ("#ifdef OPTION\nPORTB = 1;\n#endif", "look", "none"),
    ],
)
def test_the_gravest_thing_and_its_spread(tmp_path: Path, text: str, worst: str, spread: str) -> None:
    facts = facts_of(probe.run(room(write(tmp_path, text))))

    assert (facts["library.worst"], facts["library.spread"]) == (worst, spread)


def test_what_is_no_library_is_named_and_nothing_else_is_said(tmp_path: Path) -> None:
    seen = list(probe.run(room(tmp_path)))

    assert facts_of(seen) == {"library.state": "no-sources"}
    assert seen[0].note == "There are no source files in that folder."


def test_places_are_bounded(tmp_path: Path) -> None:
    facts = all_facts(probe.run(room(write(tmp_path, "PORTB = 1;\n" * (MOST_PLACES + 9)))))

    assert [len(fact.because) for fact in facts if fact.name == "library.finding"] == [MOST_PLACES]


def test_who_has_enough_is_heard(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        list(probe.run(room(write(tmp_path, "a"), pressed=True)))
