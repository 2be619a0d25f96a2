"""Boot text that was read at another speed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire.resample import heard
from espdoctor.probes.wire.wrong_speed import SPEEDS, find

BANNER = "\r\n ets Jan  8 2013,rst cause:{}, boot mode:({},{})\r\n\r\nload 0x4010f000, len 1384, room 16 \r\ntail 8\r\n"


def read_at(sent: int, read: int, cause: int = 2, mode: int = 3) -> bytes:
    return heard(BANNER.format(cause, mode, 6).encode(), sent, read)


@pytest.mark.parametrize(("sent", "read"), SPEEDS)
def test_it_is_known_by_what_a_paste_keeps(sent: int, read: int) -> None:
    paste = "garbage in the monitor:\n" + read_at(sent, read).decode("utf-8", "replace")

    found = find(paste)

    assert [(one.sent, one.read, one.mode) for one in found][:1] == [(sent, read, None)]


@pytest.mark.parametrize(("cause", "mode"), [(1, 7), (2, 3), (4, 1)])
def test_where_the_bytes_survived_the_numbers_are_read(cause: int, mode: int) -> None:
    paste = read_at(74880, 115200, cause, mode).decode("latin-1")

    (found,) = find(paste)

    assert (found.cause, found.mode) == (cause, mode)


def test_it_is_found_behind_a_long_log_that_is_whole() -> None:
    log = "Temperature: 21 C, heap 30000 free\n" * 4000

    (found,) = find(log + read_at(74880, 115200).decode("latin-1"))

    assert found.span[0] >= len(log)


def test_where_controls_vanished_it_is_still_known() -> None:
    paste = "".join(sign for sign in read_at(74880, 115200).decode("latin-1") if sign >= " ")

    assert [(one.sent, one.read) for one in find(paste)] == [(74880, 115200)]


@pytest.mark.parametrize("text", ["", BANNER.format(2, 3, 6), "rl??|?l?|", "\ufffd" * 5000, "größe: çé ñ ü " * 50])
def test_other_text_is_none(text: str) -> None:
    assert find(text) == ()


@given(st.binary(max_size=300))
def test_noise_is_none(data: bytes) -> None:
    assert all(one.mode is None or one.cause is not None for one in find(data.decode("latin-1")))
