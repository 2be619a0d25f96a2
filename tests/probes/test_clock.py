"""The computer's clock."""

from __future__ import annotations

from espdoctor.probes.clock import RealClock


def test_the_real_clock_never_goes_back() -> None:
    clock = RealClock()
    before = clock.now()
    clock.sleep(0)
    clock.sleep(-1)
    clock.sleep(1e-6)

    assert clock.now() >= before + 1e-6
