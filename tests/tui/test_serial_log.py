"""Bytes become lines that a person can read, whatever the bytes are."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import rom, slip
from espdoctor.tui.serial_log import KEPT, LONGEST, LONGEST_FRAME, Line, SerialLog, matching, sent

BANNER = b"\r\n ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n"


def told(*pieces: bytes) -> list[Line]:
    log = SerialLog()
    for piece in pieces:
        log.hear(1.5, piece)
    log.settle()
    return list(log.lines)


def test_a_line_is_one_however_it_comes_in_pieces() -> None:
    assert [line.text for line in told(b"he", b"llo\r", b"\nwor", b"ld")] == ["hello", "world"]


def test_a_start_of_the_chip_is_told_with_its_reason_and_pins() -> None:
    (start,) = told(BANNER)

    assert (start.kind, start.at) == ("start", 1.5)
    assert "the reset pin" in start.note
    assert "GPIO0 HIGH" in start.note


def test_a_crash_is_told() -> None:
    (line,) = told(b"Exception (28):\n")

    assert (line.kind, line.note) == ("crash", "the program fell over: exception")


def test_an_answer_of_the_loader_is_told_as_one() -> None:
    reply = slip.encode(bytes([1, 8, 2, 0, 7, 7, 18, 32, 0, 0]))

    assert [(line.kind, line.text, line.note) for line in told(reply)] == [("frame", "answer to: greeting", "done")]


def test_our_own_words_coming_back_are_no_answer() -> None:
    (line,) = told(rom.sync())

    assert "came back" in line.text


def test_text_of_any_script_is_text() -> None:
    assert [(line.kind, line.text) for line in told("温度 25 °C\nGröße 12\n".encode())] == [
        ("text", "温度 25 °C"),
        ("text", "Größe 12"),
    ]


def test_a_spoilt_letter_leaves_the_rest_of_the_line() -> None:
    (line,) = told("temp\xb0ratur 25 Grad\n".encode("latin-1"))

    assert (line.kind, line.text) == ("text", "temp°ratur 25 Grad")


def test_what_nobody_can_read_is_shown_as_numbers() -> None:
    (line,) = told(bytes(range(128, 168)))

    assert line.kind == "noise"
    assert line.text.startswith("80 81 82")


def test_neither_a_line_nor_a_frame_without_an_end_is_waited_for() -> None:
    log = SerialLog()
    log.hear(0.0, b"x" * (LONGEST + 1))
    assert len(log.lines) == 2
    log.hear(0.0, b"\xc0" + b"y" * LONGEST_FRAME)
    assert len(log.lines) > 2 + LONGEST_FRAME // LONGEST


def test_what_was_sent_is_told_in_short() -> None:
    assert sent(rom.sync()) == "greeting"
    assert sent(b"abc") == "3 bytes"


def test_words_are_found_in_text_and_meaning() -> None:
    lines = told(BANNER + b"other\n")

    assert matching(lines, "RESET PIN") == [0]
    assert matching(lines, "nowhere") == []


@given(st.lists(st.binary(max_size=600), max_size=8))
def test_no_byte_acts_on_the_terminal_and_no_line_is_endless(pieces: list[bytes]) -> None:
    for line in told(*pieces):
        assert len(line.text) <= LONGEST * 4 + 1
        assert not {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} & {unicodedata.category(c) for c in line.text + line.note}


def test_it_is_bounded() -> None:
    log = SerialLog()
    log.hear(0.0, b"x\n" * (KEPT + 100))

    assert (len(log.lines), log.total) == (KEPT, KEPT + 100)
