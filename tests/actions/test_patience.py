"""Slow work goes on while its end is in sight."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from espdoctor.probes.actions.patience import GRACE, LONGEST, patient
from espdoctor.probes.flash_errors import TooSlow
from espdoctor.probes.probe import Observation
from fakeclock import FakeClock


def work(clock: FakeClock, *pieces: tuple[str, float, int, int]) -> Generator[Observation, None, None]:
    """Notes, with the seconds until each, and how much of how much is done then."""
    for note, seconds, done, total in pieces:
        clock.sleep(seconds)
        yield Observation(note=note, done=done, total=total)


def followed(*pieces: tuple[str, float, int, int]) -> int:
    clock = FakeClock()
    return len(list(patient(work(clock, *pieces), clock)))


def test_slow_work_with_an_end_in_sight_comes_to_it() -> None:
    pieces = [("Writing", GRACE, done, 20) for done in range(20)]

    assert followed(*pieces) == 20


def test_work_without_an_end_in_sight_is_stopped_with_the_time_that_is_left() -> None:
    with pytest.raises(TooSlow) as stopped:
        followed(("Saving", 0, 0, 1000), ("Saving", LONGEST / 100, 1, 1000), ("Saving", GRACE, 2, 1000))

    assert stopped.value.left > LONGEST
    assert "minutes" in str(stopped.value)
    assert "run it again" in str(stopped.value)


def test_each_kind_of_work_is_judged_by_itself() -> None:
    long = [("Saving", 50.0, done, 30) for done in range(30)]
    short = [("Writing", 50.0, done, 29) for done in range(29)]

    assert followed(*long, *short) == 59


def test_a_slow_beginning_is_forgiven() -> None:
    assert followed(("Comparing", 0, 0, 100), ("Comparing", GRACE - 1, 1, 100), ("Comparing", 0.1, 100, 100)) == 3
