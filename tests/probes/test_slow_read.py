"""Reading for so long and no longer."""

from __future__ import annotations

import pytest

from espdoctor.probes.clock import SLICE
from espdoctor.probes.slow_read import read_within
from fakeclock import FakeClock


class Plain:
    """A port as pyserial gives it: a read waits for one slice."""

    def __init__(self, clock: FakeClock, came: bytes = b"", first_after: float = 0.0) -> None:
        self.clock, self.came, self.after = clock, came, first_after

    @property
    def in_waiting(self) -> int:
        return len(self.came) if self.clock.now() >= self.after else 0

    def read(self, size: int) -> bytes:
        if self.clock.now() < self.after:
            self.clock.sleep(SLICE)
        taken, self.came = (self.came[:size], self.came[size:]) if self.in_waiting else (b"", self.came)
        return taken


class OfItsOwn:
    """A port that can wait for itself."""

    def read_within(self, least: int, most: int, seconds: float) -> bytes:
        return b"%d %d %.3f" % (least, most, seconds)


def test_what_is_there_comes_at_once_and_no_more_than_is_wanted() -> None:
    clock = FakeClock()
    port = Plain(clock, b"abcd")
    assert read_within(port, 3, 3, 1.0, clock.sleep) == b"abc"
    assert read_within(port, 9, 9, 1.0, clock.sleep) == b"d"
    assert clock.now() == 0.0


def test_the_first_byte_brings_along_what_came_with_it() -> None:
    clock = FakeClock()
    assert read_within(Plain(clock, b"abc", 0.01), 1, 99, 1.0, clock.sleep) == b"abc"


@pytest.mark.parametrize(("seconds", "longest"), [(0.0, 0.0), (0.001, 0.001), (0.04, 0.04), (1.0, SLICE)])
def test_silence_is_never_waited_for_longer_than_asked_nor_than_a_slice(seconds: float, longest: float) -> None:
    clock = FakeClock()
    assert read_within(Plain(clock, b"late", 9.0), 1, 99, seconds, clock.sleep) == b""
    assert clock.now() <= longest


def test_a_port_that_can_wait_for_itself_is_let_do_so() -> None:
    assert read_within(OfItsOwn(), 2, 5, 0.05, FakeClock().sleep) == b"2 5 0.050"
