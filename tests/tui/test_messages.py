"""Which messages may be dropped for a newer one."""

from __future__ import annotations

from espdoctor.probes.events import Progress, Started
from espdoctor.tui.messages import Believed, Happened


def progress(name: str, done: int) -> Happened:
    return Happened(Progress(name, "", done, 10, 0.0))


def test_newer_progress_of_a_step_takes_the_place_of_older() -> None:
    assert progress("flash", 2).can_replace(progress("flash", 1))


def test_only_the_newest_belief_is_drawn() -> None:
    assert Believed(()).can_replace(Believed(()))


def test_nothing_else_is_ever_dropped() -> None:
    started = Happened(Started("flash", "", 1, ""))

    assert not progress("flash", 2).can_replace(progress("backup", 1))
    assert not progress("flash", 2).can_replace(started)
    assert not started.can_replace(progress("flash", 1))
    assert not Believed(()).can_replace(started)
