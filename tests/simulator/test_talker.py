"""Somebody else on the line."""

from __future__ import annotations

from espdoctor.probes.simulator.talker import Talker, gps, sensor


def test_it_says_its_line_again_and_again() -> None:
    talker = Talker(b"ab", period=1.0, baud=9600.0, next_at=0.0)
    first, second = talker.take(1.5)
    assert (first.data, second.data) == (b"ab", b"ab")
    assert (first.end, second.start) == (2 * 10 / 9600, 1.0)


def test_a_line_in_the_middle_comes_out_byte_by_byte() -> None:
    talker = Talker(b"ab", period=1.0, baud=9600.0, next_at=0.0)
    assert [frames.data for frames in talker.take(0.0015)] == [b"a"]
    assert [frames.data for frames in talker.take(0.0025)] == [b"b"]


def test_what_nobody_heard_is_not_made_up_for() -> None:
    talker = Talker(b"a", period=1.0, next_at=0.0)
    talker.skip(1000.0)
    assert len(talker.take(1000.5)) == 1


def test_the_two_that_there_are_can_be_read() -> None:
    assert gps().text.startswith(b"$GPRMC")
    assert sensor().text.isascii()
