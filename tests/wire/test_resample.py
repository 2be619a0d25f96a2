"""Text at another speed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import resample


@given(st.binary(max_size=40))
def test_at_the_same_speed_it_is_itself(data: bytes) -> None:
    assert resample.heard(data, 115200, 115200) == data


@given(st.binary(max_size=40), st.sampled_from([112900, 117500]))
def test_two_per_cent_off_is_still_understood(data: bytes, speed: int) -> None:
    assert resample.heard(data, 115200, speed) == data


def test_half_the_speed_is_the_same_garbage_every_time() -> None:
    once, again = (resample.heard(b"ets Jan  8 2013", 74880, 115200) for _ in range(2))

    assert once == again
    assert once != b"ets Jan  8 2013"
    assert resample.cached(b"ets Jan  8 2013", 74880, 115200) == once


def test_start_bit_first_then_the_lowest() -> None:
    assert resample.levels(b"\x01") == [0, 1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_a_listener_many_times_faster_hears_several_bytes_in_one_bit_and_comes_to_an_end() -> None:
    fast = resample.heard(b"ets Jan", 74880, 921600)
    assert len(fast) > len(b"ets Jan")
    assert set(fast) <= {0x00, 0x80, 0xC0, 0xE0, 0xF0, 0xF8, 0xFC, 0xFE, 0xFF}  # low stretches, cut off by one edge
