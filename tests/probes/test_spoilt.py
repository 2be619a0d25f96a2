"""Counting the messages that a line spoils."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.probes import loader, spoilt
from espdoctor.probes.spoilt import Spoilt


def counted(disturbance: str) -> Spoilt:
    bench = Benchtop(f"sim://nodemcu?{disturbance}&seed=1")
    bench.run("lines")
    talk, greeting = loader.reach(bench.world)
    assert greeting.answered
    return spoilt.count(talk)


@pytest.mark.parametrize("disturbance", ["ber=0", "latency=16ms", "latency=100ms"])
def test_a_slow_line_spoils_nothing(disturbance: str) -> None:
    assert counted(disturbance) == Spoilt(0, 9 * spoilt.GREETINGS)


@pytest.mark.parametrize("disturbance", ["ber=1e-3", "loss=0.01", "ber=1e-3&latency=100ms"])
def test_a_disturbed_line_is_noticed(disturbance: str) -> None:
    assert counted(disturbance).spoilt > 0


def test_the_count_in_words() -> None:
    assert Spoilt(3, 180).shown == "3 of 180 messages were spoilt or lost"
