"""Bytes with their place, and facts out of them."""

from __future__ import annotations

from espdoctor.probes import heard
from espdoctor.probes.heard import Heard
from playbook import Playbook, board, pauses


def test_a_fact_keeps_the_characters_and_where_they_stood() -> None:
    fact = Heard(b"xx mode:(3,6)\r\n", 100, 74880).fact("boot.after_run.mode", 3, 3, 13)

    evidence = fact.because[0]
    assert (evidence.source, evidence.excerpt, evidence.span) == ("serial 74880 baud", "mode:(3,6)", (103, 113))


def test_what_is_no_character_is_shown_as_its_number() -> None:
    assert heard.text(b"a\xff\x00") == "a\\xff\x00"


def test_text_in_any_script_is_shown_as_it_was_printed() -> None:
    assert heard.text("温度 25 °C".encode()) == "温度 25 °C"


def test_nothing_is_silence() -> None:
    assert heard.text(b"") == "silence"


def test_an_excerpt_is_short() -> None:
    assert len(heard.text(b"x" * 9999)) == heard.MOST_EXCERPT


def test_parts_and_sums_keep_their_place() -> None:
    whole = Heard(b"abc", 10, 9600) + Heard(b"def", 13, 9600)

    assert whole == Heard(b"abcdef", 10, 9600)
    assert whole.part(4) == Heard(b"ef", 14, 9600)


def test_listening_ends_with_the_time() -> None:
    book = Playbook(board(b"one"))

    came = heard.listen(book.port(), book.clock, 0.5)

    assert came == Heard(b"one", 0, 74880)
    assert 0.5 <= book.clock.now() < 0.6


def test_listening_ends_when_there_is_enough() -> None:
    book = Playbook(board(b"one"), board(b"two"), board(b"three"))

    came = heard.listen(book.port(), book.clock, 5.0, lambda data: b"two" in data)

    assert came.data == b"onetwo"
    assert book.clock.now() < 0.1


def test_a_line_is_dry_when_nothing_came_for_so_long() -> None:
    book = Playbook(board(b"late"), pauses(0.1), board(b"later"))

    assert heard.run_dry(book.port(), book.clock, 0.3)
    assert book.port().read(9, 0.1) == b""


def test_a_line_on_which_somebody_talks_on_never_is() -> None:
    book = Playbook(*[step for _ in range(20) for step in (pauses(0.1), board(b"talk"))])

    assert not heard.run_dry(book.port(), book.clock, 0.3)
    assert book.clock.now() < 1.0
