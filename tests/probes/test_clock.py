"""Two clocks: the computer's, and one that a test moves."""

from __future__ import annotations

from espdoctor.probes.clock import FakeClock, RealClock


def test_the_real_clock_never_goes_back() -> None:
    clock = RealClock()
    before = clock.now()
    clock.sleep(0)
    clock.sleep(-1)
    clock.sleep(1e-6)

    assert clock.now() >= before + 1e-6


def test_the_fake_clock_moves_when_it_is_told_and_only_forward() -> None:
    clock = FakeClock(5)
    clock.sleep(2.5)
    clock.sleep(-1)

    assert clock.now() == 7.5
