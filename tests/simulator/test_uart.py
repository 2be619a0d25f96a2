"""The line bit by bit: what passes, what is resampled, what is measured."""

from __future__ import annotations

from random import Random

import pytest

from espdoctor.probes.simulator.uart import BITS, Autobaud, Ear, Mouth, edges, joined


def hear(data: bytes, sent: float, listened: float) -> list[tuple[int, bool]]:
    ear = Ear(listened)
    ear.feed(0.0, data, sent)
    return [(heard.byte, heard.framed) for heard in ear.take(10.0)]


@pytest.mark.parametrize("listened", [115200, 117000, 113000, 119500, 111000])
def test_rates_within_five_percent_hear_every_byte(listened: float) -> None:
    data = bytes(range(256))

    assert bytes(byte for byte, _ in hear(data, 115200, listened)) == data


def test_a_listener_at_another_rate_samples_its_own_bits() -> None:
    # 0x55 at half the rate: start 00, then 11 00 11 00 11 00 11 00, stop 11, cut into frames at the double rate
    assert hear(b"\x55", 9600, 19200)[:2] == [(0b01100110, False), (0b11100110, True)]


def test_a_slow_listener_makes_few_bytes_of_many() -> None:
    assert 0 < len(hear(b"hello, is anybody there?", 115200, 9600)) <= 3


def test_the_boot_banner_at_the_wrong_rate_is_the_garbage_that_everybody_knows() -> None:
    heard = bytes(byte for byte, _ in hear(b"\r\n ets Jan", 74880, 115200))

    assert heard.startswith(b"rl")
    assert b"ets" not in heard


def test_the_wrong_rate_always_gives_the_same_garbage() -> None:
    assert hear(b"ets Jan  8 2013", 74880, 115200) == hear(b"ets Jan  8 2013", 74880, 115200)


def test_bytes_fed_one_by_one_are_heard_as_if_fed_together() -> None:
    data, pace = b"ets Jan  8 2013", BITS / 74880
    ear, heard = Ear(115200), list[int]()
    for number, byte in enumerate(data):
        ear.feed(number * pace, bytes([byte]), 74880)
        heard += [one.byte for one in ear.take((number + 1) * pace)]
    heard += [one.byte for one in ear.take(1.0)]

    assert heard == [byte for byte, _ in hear(data, 74880, 115200)]


@pytest.mark.parametrize(("sent", "listened"), [(74880, 115300), (74880, 921600), (115300, 74880), (921600, 57700)])
def test_each_bit_is_what_the_line_is_at_its_middle(sent: float, listened: float) -> None:
    data = Random(7).randbytes(200)
    ear, line = Ear(listened), edges(0.0, data, sent)
    ear.feed(0.0, data, sent)
    heard = ear.take(1.0)

    for at, byte, framed in heard:
        middles = [at - (BITS - 1 - bit) / listened for bit in range(BITS)]
        start, *bits, stop = [1 - sum(edge <= middle for edge in line) % 2 for middle in middles]
        assert (start, sum(bit << place for place, bit in enumerate(bits)), bool(stop)) == (0, byte, framed)
    assert len(heard) > 10


def test_a_tuned_ear_forgets_what_it_half_heard() -> None:
    ear = Ear(9600)
    ear.feed(0.0, b"U", 115200)
    ear.tune(0.00005, 115200)
    ear.feed(1.0, b"A", 115200)

    assert [heard.byte for heard in ear.take(2.0)] == [0x41]


def test_bits_that_are_alike_have_no_edge_between_them() -> None:
    assert [round(edge * 10) for edge in edges(0.0, b"\xf0\xff", 10)] == [0, 5, 10, 11]


def test_a_line_with_two_speakers_is_low_while_one_of_them_pulls() -> None:
    assert joined([0.0, 2.0], [3.0, 4.0]) == [0.0, 2.0, 3.0, 4.0]
    assert joined([0.0, 2.0, 5.0, 6.0], [1.0, 3.0]) == [0.0, 3.0, 5.0, 6.0]
    assert joined([0.0, 4.0], [1.0, 2.0]) == [0.0, 4.0]


def test_bytes_leave_one_after_the_other_at_the_rate_of_their_time() -> None:
    mouth = Mouth()
    mouth.say(0.0, b"ab", 1000)
    mouth.say(0.0, b"c", 2000)

    assert mouth.next() == pytest.approx(0.01)
    assert mouth.take(0.015) == [(0.0, b"a", 1000)]
    assert mouth.take(1.0) == [(0.01, b"b", 1000), (0.02, b"c", 2000)]


def test_a_reset_cuts_off_what_is_not_out() -> None:
    mouth = Mouth()
    mouth.say(0.0, b"abc", 1000)
    mouth.take(0.012)
    mouth.hush(0.012)

    assert mouth.take(1.0) == []
    assert mouth.next() is None


def test_autobaud_finds_the_rate_within_one_sync() -> None:
    used, rate = Autobaud().measure(0.0, b"\xc0\x00\x08\x24" + b"\x55" * 32, 57600)

    assert rate == pytest.approx(57600)
    assert used < 36


def test_autobaud_is_fooled_by_pulses_longer_than_a_bit() -> None:
    _, rate = Autobaud().measure(0.0, b"\x00" * 40, 57600)

    assert rate is not None
    assert rate < 57600 / 4
