"""The RX side: arrival, another rate, measuring."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator.receiver import NEVER, Receiver
from espdoctor.probes.simulator.uart import BITS, Frames


class Taken:
    """What a receiver handed over."""

    def __init__(self, most: int = 1000) -> None:
        self.data = b""
        self.times: list[float] = []
        self.rates: list[float] = []
        self.most = most
        self.receiver = Receiver(self.hear, self.found)

    def hear(self, now: float, data: bytes, pace: float) -> int:
        used = min(self.most, len(data))
        self.data += data[:used]
        self.times.append(now + pace)
        return used

    def found(self, now: float, rate: float) -> None:
        self.rates.append(rate)
        self.receiver.tune(now, rate)

    def run(self, until: float) -> None:
        while (at := self.receiver.next()) <= until:
            self.receiver.step(at, until)


@pytest.fixture
def taken() -> Taken:
    made = Taken()
    made.receiver.start(115200)
    return made


def test_bytes_are_handed_over_when_they_are_whole(taken: Taken) -> None:
    taken.receiver.arrive(1.0, b"abc", 115200)
    taken.run(1.0 + 2.5 * BITS / 115200)
    assert taken.data == b"ab"

    taken.run(2.0)
    assert taken.data == b"abc"
    assert taken.receiver.next() == NEVER


def test_a_listener_that_takes_one_byte_gets_the_others_after() -> None:
    taken = Taken(most=1)
    taken.receiver.start(115200)
    taken.receiver.arrive(0.0, b"abc", 115200)
    taken.run(1.0)

    assert taken.data == b"abc"
    assert taken.times == pytest.approx([n * BITS / 115200 for n in (1, 2, 3)])


def test_another_rate_is_sampled(taken: Taken) -> None:
    taken.receiver.arrive(0.0, b"hello", 9600)
    taken.run(1.0)

    assert taken.data
    assert b"hello" not in taken.data


def test_the_first_edges_fix_the_rate_and_what_follows_is_heard(taken: Taken) -> None:
    taken.receiver.measure()
    assert taken.receiver.measuring
    taken.receiver.arrive(0.0, b"\x55" * 10 + b"hello", 57600)
    taken.run(1.0)

    assert not taken.receiver.measuring
    assert taken.rates == [pytest.approx(57600)]
    assert taken.data.endswith(b"hello")
    assert len(taken.data) < 15


def test_stopped_it_hears_nothing(taken: Taken) -> None:
    taken.receiver.arrive(0.0, b"abc", 115200)
    taken.receiver.stop()
    taken.receiver.arrive(1.0, b"def", 115200)
    taken.run(2.0)

    assert taken.data == b""


def to_the_point(data: bytes) -> int | None:
    """A program that waits for a full stop."""
    return data.index(b".") + 1 if b"." in data else None


def test_what_the_program_waits_for_is_foreseen_in_bytes_that_have_not_left_yet(taken: Taken) -> None:
    taken.receiver.arrive(1.0, b"ab", 115200)
    through = [Frames(1.5, b"cd", 115200), Frames(2.0, b"e.f", 115200)]

    assert taken.receiver.heeded(through, to_the_point) == pytest.approx(2.0 + 2 * BITS / 115200)
    assert taken.receiver.heeded(through[:1], to_the_point) == NEVER
    assert taken.receiver.heeded((), to_the_point) == NEVER


def test_nothing_is_foreseen_at_another_rate_while_measuring_and_while_stopped(taken: Taken) -> None:
    assert taken.receiver.heeded([Frames(2.0, b"ab", 9600)], to_the_point) == 2.0
    taken.receiver.measure()
    assert taken.receiver.heeded([Frames(2.0, b"ab", 115200)], to_the_point) == 2.0
    taken.receiver.stop()
    assert taken.receiver.heeded([Frames(2.0, b"ab.", 115200)], to_the_point) == NEVER
