"""What a board said, for a report: its text, and the rest only counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from espdoctor.tui.heard import lines

ANSWER = b"\xc0\x01\x08\x02\x00\x07\x07\x12\x20\x00\x00\xc0"


def test_text_stays_as_it_was() -> None:
    assert lines(b"bench sketch: hello\r\ntick 1\r\n") == ["bench sketch: hello", "tick 1"]


def test_answers_of_the_loader_are_counted() -> None:
    assert lines(b"hello you\n" + ANSWER * 8 + b"hello again\n") == [
        "hello you",
        "(8 times an answer of the bootloader)",
        "hello again",
    ]


def test_what_nobody_can_read_is_counted() -> None:
    told = lines(b"hello you\n" + bytes(range(128, 160)) * 3 + b"\nhello again\n")

    assert told == ["hello you", "(1 times what is no text at this speed)", "hello again"]


def test_the_boot_text_and_other_letters_stay() -> None:
    told = lines(" ets Jan  8 2013,rst cause:2, boot mode:(3,6)\nverbunden mit Küche\n".encode())

    assert told == [" ets Jan  8 2013,rst cause:2, boot mode:(3,6)", "verbunden mit Küche"]


@given(st.binary(max_size=400))
def test_any_bytes_give_lines_that_do_nothing_on_a_screen(data: bytes) -> None:
    assert all(line.isprintable() for line in lines(data))
