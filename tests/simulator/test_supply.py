"""Overloads are noticed once."""

from __future__ import annotations

from espdoctor.probes.simulator.supply import Supply


def test_an_overload_counts_once_until_the_load_has_fallen() -> None:
    supply = Supply(110.0)
    supply.feed(0.0, 200.0)
    supply.feed(0.1, 350.0)
    assert (supply.take(), supply.take()) == (True, False)
    supply.feed(0.2, 70.0)
    supply.feed(0.3, 200.0)
    assert supply.take()


def test_a_sound_supply_never_sags() -> None:
    supply = Supply(500.0)
    supply.feed(0.0, 350.0)
    assert not supply.take()
    assert not supply.weak
    assert Supply(110.0).weak
