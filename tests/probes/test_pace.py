"""The speed of one kind of work, not of those before it."""

from __future__ import annotations

from espdoctor.probes.pace import Pace


def test_rate_and_time_left_follow_what_was_done() -> None:
    pace = Pace()
    pace.at(0, 100, 10.0)
    pace.at(20, 100, 14.0)

    assert (pace.rate, pace.left, pace.took) == (5.0, 16.0, 4.0)


def test_another_total_begins_anew() -> None:
    pace = Pace()
    for moment in range(5):
        pace.at(moment, 1000, float(moment))

    assert pace.at(50, 100, 5.0).took == 0.0
    assert pace.at(60, 100, 7.0).left == 8.0


def test_a_count_that_falls_back_begins_anew() -> None:
    pace = Pace()
    pace.at(90, 100, 0.0)

    assert pace.at(10, 100, 50.0).took == 0.0


def test_without_progress_nothing_is_said() -> None:
    pace = Pace()
    pace.at(5, 100, 0.0)

    assert (pace.at(5, 100, 9.0).rate, pace.left, pace.took) == (0.0, 0.0, 9.0)
