"""Overloads are noticed once."""

from __future__ import annotations

from espdoctor.probes.simulator.supply import THROUGH_RX, Supply


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


def test_what_comes_through_rx_is_enough_to_listen_and_not_for_the_radio() -> None:
    supply = Supply(THROUGH_RX)
    supply.feed(0.0, 75.0)
    assert not supply.take()
    supply.feed(0.1, 350.0)
    assert supply.take()
