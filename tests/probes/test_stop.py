"""The stop token."""

from __future__ import annotations

from espdoctor.probes.stop import Stop


def test_it_is_set_once_and_for_all() -> None:
    stop = Stop()
    assert not stop.is_set()

    stop.set()

    assert stop.is_set()


def test_a_deadline_is_a_moment_of_the_doors_clock() -> None:
    stop = Stop()
    assert not stop.is_late(1e9)

    stop.deadline = 10.0

    assert not stop.is_late(9.9)
    assert stop.is_late(10.0)
