"""What the ROM prints after a reset: clean, disturbed, at another speed, and how it went on."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import banner, resample

CLEAN = b"\r\n ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n\r\n"
LOADED = (
    b"load 0x4010f000, len 3460, room 16 \r\ntail 4\r\nchksum 0xcc\r\n"
    b"load 0x3fff20b8, len 40, room 4 \r\ntail 4\r\nchksum 0xc9\r\ncsum 0xc9\r\n"
)
ONLY_EF = b"load 0x4010f000, len 3460, room 16 \r\ntail 4\r\nchksum 0xef\r\nload 0x00000000, len 0, room 4 \r\n"


@pytest.mark.parametrize(
    ("text", "cause", "mode"),
    [
        (CLEAN, 2, 3),
        (b"ets Jan  8 2013,rst cause 1, boot mode:(1,7)\r\n", 1, 1),  # as esptool's page shows it
        (b"ets Jan  8 2013,rst cause:4,\r\nboot mode:(7,7)", 4, 7),
        (CLEAN.replace(b"cause", b"cAuse"), 2, 3),
        (CLEAN.replace(b"Jan", b"Jn"), 2, 3),
        (CLEAN.replace(b"boot mode:(3", b"boot mode:("), 2, None),
        (CLEAN.replace(b"(3,", b"(s,"), 2, None),
        (CLEAN.replace(b"cause:2", b"cause:r"), None, 3),
    ],
)
def test_cause_and_mode(text: bytes, cause: int | None, mode: int | None) -> None:
    (start,) = banner.read(text)

    assert (start.cause, start.mode) == (cause, mode)


def test_a_clean_one_is_exact_and_knows_its_place() -> None:
    (start,) = banner.read(CLEAN)

    assert start.exact
    assert CLEAN[slice(*start.span)] == b"ets Jan  8 2013,rst cause:2, boot mode:(3,6)"


def test_a_disturbed_one_counts_its_errors() -> None:
    (start,) = banner.read(CLEAN.replace(b"boot", b"bo\xf0t").replace(b"2013", b"20!3"))

    assert start.errors == 2
    assert not start.exact


def test_each_start_has_what_came_until_the_next() -> None:
    spoilt = CLEAN.replace(b"rst c", b"r\x01t c")

    starts = banner.read(CLEAN + b"one" + spoilt + b"two" + CLEAN + b"three")

    assert [start.rest.strip() for start in starts] == [b"one\r\n ".strip(), b"two", b"three"]
    assert [start.exact for start in starts] == [True, False, True]


@pytest.mark.parametrize("text", [b"", b"hello", b"Jan  8", b"cause: none", bytes(range(256))])
def test_other_text_is_no_banner(text: bytes) -> None:
    assert banner.read(text) == ()


@pytest.mark.parametrize(
    ("mode", "rest", "result"),
    [
        (1, b"", "loader"),
        (3, LOADED, "image-silent"),
        (3, LOADED + b"v00046a60\n~ld\n", "image-silent"),
        (3, LOADED + b"csum err\r\nets_main.c \r\n", "csum-err"),
        (3, ONLY_EF + b"tail 0\r\nchksum 0xef\r\ncsum 0xef\r\ncsum err\r\nets_main.c\r\n", "csum-err-ef"),
        (3, ONLY_EF + b"tail 0\r\nchksum 0xef\r\ncsum 0xef\r\ncsum %rr\r\nets_main.c\r\n", "csum-err-ef"),
        (3, b"ets_main.c \r\n", "no-header"),
        (3, b"ets_m\xffin.c \r\n", "no-header"),
        (3, b"", "silent"),
        (7, b"waiting for host\r\n", "sdio"),
        (5, b"", "sdio"),
        (2, b"", "silent"),
        (None, b"waiting for host\r\n", "sdio"),
    ],
)
def test_how_it_went_on(mode: int | None, rest: bytes, result: str) -> None:
    start = banner.Start(2, mode, 0, (0, 44), b"\r\n\r\n" + rest)

    assert banner.outcome(start).result == result


def test_equal_sums_alone_mean_nothing() -> None:
    """The printed sum is the computed one: it equals itself with and without an error (Arduino#435)."""
    start = banner.Start(2, 3, 0, (0, 44), LOADED)

    assert banner.outcome(start).result == "image-silent"


def test_the_place_of_the_words_is_told() -> None:
    rest = LOADED + b"csum err\r\n"

    found = banner.outcome(banner.Start(2, 3, 0, (0, 44), rest))

    assert rest[slice(*found.span)] == b"csum err"


def test_the_firmwares_words_begin_after_the_boot_loaders() -> None:
    start = banner.Start(2, 3, 0, (0, 44), b"\r\n\r\n" + LOADED + b"v00046a60\n~ld\nhello\r\n")

    assert banner.after_rom(start) == b"hello\r\n"


def test_only_noise_after_the_banner_is_the_firmwares() -> None:
    assert banner.after_rom(banner.Start(2, 3, 0, (0, 44), b"\r\n\r\n\xfe\x01")) == b"\xfe\x01"


@pytest.mark.parametrize(("sent", "listened"), [(74880, 115200), (115200, 74880), (74880, 76800 * 2)])
def test_a_banner_at_another_speed_is_known_again(sent: int, listened: int) -> None:
    garbage = resample.heard(CLEAN + LOADED, sent, listened)

    assert banner.read(garbage) == ()
    assert banner.at_other_speed(garbage, listened) or listened not in (74880, 115200)


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_banner_at_any_speed(seed: int) -> None:
    data = random.Random(seed).randbytes(200)

    assert not banner.at_other_speed(data, 115200)
    assert not banner.at_other_speed(data, 74880)


def test_a_few_bytes_say_nothing() -> None:
    assert not banner.at_other_speed(b"r\x10\x02", 115200)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        (b"ets Jun  8 2016 00:22:57\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13", "esp32"),
        (b"ESP-ROM:esp32s2-rc4-20191025", "esp32-s2"),
        (b"ESP-ROM:esp32c3-api1-20210207", "esp32-c3"),
        (b"ESP-ROM:esp32h2-20221101", "other-esp"),
    ],
)
def test_other_chips_are_known_by_their_first_words(text: bytes, family: str) -> None:
    found = banner.other_chip(text)

    assert found is not None
    assert found[0] == family
    assert banner.other_chip(CLEAN) is None


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    for start in banner.read(data):
        banner.outcome(start)
        banner.after_rom(start)


@given(st.integers(0, len(CLEAN) * 8 - 1))
def test_one_flipped_bit_never_hides_the_banner(bit: int) -> None:
    flipped = bytearray(CLEAN)
    flipped[bit // 8] ^= 1 << bit % 8

    assert len(banner.read(bytes(flipped))) == 1
