"""The stop token."""

from __future__ import annotations

from espdoctor.probes.stop import Stop


def test_it_is_set_once_and_for_all() -> None:
    stop = Stop()
    assert not stop.is_set()

    stop.set()

    assert stop.is_set()
