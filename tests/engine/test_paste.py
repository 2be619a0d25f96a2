"""Pasted text to lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine import paste
from espdoctor.engine.paste import MOST_LINE, Line, clean, ends


def test_lines_know_where_they_stood() -> None:
    assert clean("one\n\n  two\r\nthree") == [
        Line("one", 0, 3, 1),
        Line("  two", 5, 10, 3),
        Line("three", 12, 17, 4),
    ]


def test_a_progress_bar_is_one_line_in_pieces() -> None:
    assert [(line.text, line.number) for line in clean("a\n1 %\r2 %\r\nb")] == [
        ("a", 1),
        ("1 %", 2),
        ("2 %", 2),
        ("b", 3),
    ]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("\x1b]0;title\x07shown", "shown"),
        ("\x1b]0;title\x1b\\shown", "shown"),
        ("\x1bcshown", " cshown"),
        ("a\x00b\x07c\x9bd", "a b c d"),
        ("tab\tstays", "tab\tstays"),
        ("of\u00a0a\u2009web\u3000page", "of a web page"),
        ("\ufeffun\u200bseen\u202c", "unseen"),
        ("half \ud83d", "half  "),
        ("größe ✓", "größe ✓"),
    ],
)
def test_what_acts_on_a_terminal_is_taken_out(text: str, seen: str) -> None:
    assert [line.text.strip() for line in clean(text)] == [seen.strip()]


def test_a_line_without_end_comes_in_pieces() -> None:
    lines = clean("x" * (2 * MOST_LINE + 1))

    assert [len(line.text) for line in lines] == [MOST_LINE, MOST_LINE, 1]
    assert {line.number for line in lines} == {1}


def test_of_a_text_too_long_the_end_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paste, "MOST_TEXT", 10)

    assert clean("first\nsecond\nthird") == [Line("cond", 8, 12, 2), Line("third", 13, 18, 3)]


@given(st.text())
def test_any_text_gives_lines_that_can_be_shown_and_found_again(text: str) -> None:
    lines = clean(text)

    assert all("\x1b" not in line.text and line.text.encode() for line in lines)
    assert all(text[line.start : line.end].strip() for line in lines)
    assert [line.start for line in lines] == sorted({line.start for line in lines})


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("> > error: x", "error: x"),
        ("09:03:41.188 -> ~ld", "~ld"),
        ("[2021-02-03 6:41:57 PM] trying to connect", "trying to connect"),
        ("[05.03.2023] warning: a", "warning: a"),
        ("[ 1174.318640] usb 1-4.2: new", "usb 1-4.2: new"),
        ("2024-02-03 06:41:57,123 INFO x", "INFO x"),
        ("3fffff60: 00000014 0000000c", "3fffff60: 00000014 0000000c"),
        ("14207: Auto-update", "14207: Auto-update"),
        ("MAC: 18:fe:34:00:00:00", "MAC: 18:fe:34:00:00:00"),
        (r"\x1b[31mred\x1b[0m", "red"),
        (r"C:\Users\new\run", r"C:\Users\new\run"),
        ("- error: x", "error: x"),
        ("// error: x", "error: x"),
        ("`error: x", "error: x"),
        ("[WARNING] low", "low"),
        ("--port COM3", "--port COM3"),
        ("open port &#39;COM9&#39; &gt; &lt;x&gt; &amp; &quot;", "open port 'COM9' > <x> & \""),
        ("R&D", "R&D"),
    ],
)
def test_what_stands_before_a_line_is_no_part_of_it(text: str, seen: str) -> None:
    assert [line.text for line in clean(text)] == [seen]


@pytest.mark.parametrize("sign", [r"\r\n", "␍␊", "<0x0d><0x0a>", "<CR><LF>"])
def test_a_line_break_that_is_spelled_out_is_one(sign: str) -> None:
    assert [(line.text, line.start, line.number) for line in clean(f"one{sign}two")] == [("one", 0, 1), ("two", 0, 1)]


@pytest.mark.parametrize(
    ("raw", "alike"),
    [
        ("boot mode:(3,6)\r", True),
        ("[12:00:01] \x1b[31mred\x1b[0m", True),
        ("1 %\r2 %", False),
        (r"\x1b[31mred", False),
        ("&#39;", False),
        ("x" * (MOST_LINE + 1), False),
    ],
)
def test_lines_are_cleaned_alike_unless_digits_decide_what_is_left(raw: str, alike: bool) -> None:
    assert paste.cleaned_alike(raw) is alike


def test_of_a_line_in_endless_pieces_the_last_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paste, "MOST_PIECES", 2)

    found = clean("first\na\rb\rc\rd\nlast")

    assert [(line.text, line.number, line.piece) for line in found] == [
        ("first", 1, 0),
        ("c", 2, 2),
        ("d", 2, 3),
        ("last", 3, 0),
    ]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", []),
        ("one\ntwo", [("one", 1), ("two", 2)]),
        ("one\ntwo\n3\n4\n5\nsix\nseven", [("one", 1), ("two", 2), ("six", 6), ("seven", 7)]),
        ("x" * 30, [("x" * 12, 1), ("x" * 12, 1)]),
    ],
)
def test_the_ends_of_a_text_are_whole_lines_or_a_piece_of_one_that_does_not_end(
    text: str, seen: list[tuple[str, int]]
) -> None:
    assert [(line.text, line.number) for line in ends(text, 6)] == seen
