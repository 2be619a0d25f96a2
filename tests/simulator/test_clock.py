"""Three paces of time."""

from __future__ import annotations

import threading

import pytest

from espdoctor.probes.simulator import clock


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The computer's time, moved by sleeping."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr("time.sleep", lambda seconds: now.__setitem__(0, now[0] + seconds))
    return now


def test_free_time_moves_only_when_somebody_waits() -> None:
    free = clock.FreeClock()
    free.sleep(2.0)
    free.sleep(-1.0)
    free.wait(5.0, threading.Condition())
    free.hurry(4.0)
    free.grant(9.0)
    free.hold(9.0)
    assert free.now() == 5.0


def test_line_time_is_the_computers(computer: list[float]) -> None:
    line = clock.LineClock()
    line.sleep(0.25)
    line.hurry(1.0)
    line.hold(9.0)
    line.grant(9.0)
    assert line.now() == pytest.approx(1.0)
    assert computer == [101.0]
    assert not line.may_hurry


def test_a_wait_on_the_computers_time_lasts_a_slice_at_most() -> None:
    waited: list[float | None] = []

    class Changed(threading.Condition):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            return True

    line = clock.LineClock()
    line.wait(line.now() + 50.0, Changed())
    line.wait(-1.0, Changed())
    assert waited == [clock.LONGEST_WAIT, 0.0]


def test_served_time_skips_what_was_granted_and_no_more(computer: list[float]) -> None:
    served = clock.ServedClock()
    served.grant(2.0)
    served.hurry(1.5)
    assert (served.now(), computer) == (1.5, [100.0])
    served.hurry(2.01)
    served.hurry(2.02)
    assert served.now() == pytest.approx(2.02)
    assert computer == [pytest.approx(100.02)]
    assert not served.may_hurry


def test_served_at_line_pace_never_skips(computer: list[float]) -> None:
    served = clock.ServedClock(skips=False)
    served.grant(9.0)
    served.sleep(0.03)
    assert computer == [pytest.approx(100.03)]


def test_after_a_line_change_served_time_stands_for_a_moment_and_then_counts_again(computer: list[float]) -> None:
    served = clock.ServedClock()
    served.hold(0.06)
    computer[0] += 0.05
    assert served.now() == pytest.approx(0.0)
    served.hold(0.06)  # the next change: what passed between both counts for nothing
    computer[0] += 0.16
    assert served.now() == pytest.approx(0.1)


def test_nothing_is_held_for_a_client_that_moves_line_after_line_without_a_nap(computer: list[float]) -> None:
    served = clock.ServedClock()
    served.hold(0.06)
    computer[0] += 0.001
    served.hold(0.06)
    computer[0] += 0.05
    assert served.now() == pytest.approx(0.05)
