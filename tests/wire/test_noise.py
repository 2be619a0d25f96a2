"""Who is talking, when it is not the answer that was waited for."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import noise, resample, rom, slip

SYNC = rom.sync()
REPLY = slip.encode(bytes.fromhex("01080200070712200000"))
BANNER = b"\r\n ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "silence"),
        (REPLY, "reply"),
        (REPLY[2:], "torn-reply"),
        (REPLY[:6], "torn-reply"),
        (slip.encode(bytes.fromhex("010804000720555500000000")) * 8, "other-loader"),
        (slip.encode(bytes.fromhex("010804000720555500000000")), "garbage"),  # one alone may be a disturbed one
        (b"\x14\x10\x14\x10", "other-loader"),  # an AVR's loader says "in sync, fine"
        (SYNC, "echo"),
        (SYNC[5:30], "echo"),
        (BANNER, "rom-text"),
        (resample.heard(BANNER, 74880, 115200), "rom-text"),
        (b"\r\nready\r\n", "at-firmware"),
        (b"AT\r\r\n\r\nOK\r\n", "at-firmware"),
        (b"\r\n>>> ", "repl"),
        (b"stdin:1: unexpected symbol near '\x07'\r\n> ", "repl"),
        (b"temperature 21.5\r\n", "text"),
        (b"temperatu\xf0e 21.5\r\n", "text"),
        ("Höhe 25 °C, температура 21".encode(), "text"),
        ("\u3000温度：21 湿度：60%\r\n".encode(), "text"),
        (b"\x00" * 12, "repeated"),
        (b"\xfe\x01\x99\x80\xf2", "garbage"),
        (b"\x02\x03", "garbage"),
        (b"\x15", "garbage"),
    ],
)
def test_every_kind(data: bytes, kind: str) -> None:
    assert noise.classify(data, SYNC) == kind


def test_a_longer_echo_of_something_else_is_no_echo() -> None:
    assert noise.classify(b"hello world, hello\r\n", b"") == "text"


@pytest.mark.parametrize("seed", range(10))
def test_random_bytes_are_garbage(seed: int) -> None:
    assert noise.classify(random.Random(seed).randbytes(120), SYNC) == "garbage"


@given(st.binary(max_size=120), st.binary(max_size=60))
def test_no_bytes_raise(data: bytes, sent: bytes) -> None:
    noise.classify(data, sent)
