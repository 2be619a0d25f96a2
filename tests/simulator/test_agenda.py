"""The order in which things happen."""

from __future__ import annotations

from espdoctor.probes.simulator.agenda import NEVER, Agenda


def test_the_earliest_comes_first_and_among_equals_the_first_noted() -> None:
    agenda, done = Agenda(), []
    for at, name in ((2.0, "late"), (1.0, "first"), (1.0, "second")):
        agenda.add(at, lambda _now, name=name: done.append(name))  # type: ignore[misc]

    while agenda.next < NEVER:
        at, act = agenda.pop()
        act(at)

    assert done == ["first", "second", "late"]


def test_an_empty_agenda_waits_for_ever() -> None:
    assert Agenda().next == NEVER
