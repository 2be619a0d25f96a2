"""Which lines could tell something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine import patterns, sieve, signatures
from espdoctor.engine.needles import EDGE, Words
from espdoctor.engine.paste import Stretch, blocks
from espdoctor.engine.sieve import Sieve, telling
from rulefiles import book

Seen = tuple[str, int]
NEEDLES: tuple[Words, ...] = (("port is ",), (f"{EDGE}d0{EDGE}", "gpio0"))


def seen(text: str, needles: tuple[Words, ...] = NEEDLES, besides: frozenset[bytes] = frozenset()) -> list[Seen]:
    ready = Sieve(telling(needles))
    found = [one for block in blocks(text) for one in ready.stretches(text, block, besides)]
    return [(text[one.start : one.end], one.number) for one in reversed(found)]


needs_re2 = pytest.mark.skipif(patterns.re2 is None, reason="google-re2 has no wheel for this system: all is looked at")


@needs_re2
def test_only_lines_with_a_needle_are_looked_at_each_with_its_number() -> None:
    assert seen("calm\nthe PORT is busy\ncalm\n\nwire on D4\nD45\n") == [("the PORT is busy", 2), ("wire on D4", 5)]


@needs_re2
def test_one_line_can_be_asked_for_too() -> None:
    assert [Sieve(telling(NEEDLES)).may_tell(line) for line in ("the port is busy", "calm")] == [True, False]


@needs_re2
def test_places_are_counted_in_characters() -> None:
    assert seen("größe ✓\nüber port is ✓\n✓✓\nport is") == [("über port is ✓", 2)]


@needs_re2
@pytest.mark.parametrize(
    "line", ["po\x1b[31mrt is", "a\x07b", "1 %\r2 %", r"\x1b[31mred", "one␍␊two", "a\x9bb", "^M^Jx"]
)
def test_what_cleaning_would_change_is_looked_at(line: str) -> None:
    assert seen(f"calm\n{line}\ncalm") == [(line, 2)]


@needs_re2
def test_the_ends_of_lines_of_windows_are_no_reason_to_look() -> None:
    assert seen("calm\r\ncalm\r\n") == []


@needs_re2
def test_lines_that_differ_in_numbers_are_looked_at_or_passed_over_together() -> None:
    text = "port is 7\ncalm 1\nport is 12\ncalm 2\nport is 8"

    assert seen(text) == [("port is 7", 1), ("port is 12", 3), ("port is 8", 5)]
    assert seen(text, besides=frozenset({b"port is 0"})) == [("port is 12", 3)]


@needs_re2
def test_a_shape_may_be_dropped_while_its_text_is_gone_through() -> None:
    besides: set[bytes] = set()
    text = "port is 7\nD4\nport is 8\nport is 9"
    found = Sieve(telling(NEEDLES)).stretches(text, blocks(text)[0], besides)

    assert next(found).number == 4
    besides.add(b"port is 0")
    assert [one.number for one in found] == [2]


@needs_re2
def test_of_texts_without_end_no_more_shapes_are_remembered_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sieve, "MOST_KNOWN", 3)
    ready = Sieve(telling(NEEDLES))
    for text in ("a\nb\nport is c", "d\ne\nport is f", "g\nh\nport is i", "x" * 1000):
        assert len(list(ready.stretches(text, blocks(text)[0]))) == text.count("port")

    assert len(ready._dull) <= 3
    assert len(ready._telling) <= 3


def test_all_is_looked_at_where_a_needle_is_not_known() -> None:
    assert seen("calm\ncalm", ((), ("x",))) == [("calm", 1), ("calm", 2)]


@needs_re2
def test_half_a_character_is_looked_at() -> None:
    assert seen("calm\n\ud800\ncalm") == [("\ud800", 2)]


def test_without_re2_all_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "re2", None)

    assert list(Sieve(telling(NEEDLES)).stretches("calm", Stretch(0, 4, 1))) == [Stretch(0, 4, 1)]


RULES = book(
    {
        "signatures/a.yaml": r"""
- {id: state, pattern: '(?i)port is (?P<state>\w+)', states: {port.state: "{state}"}, matches: [port is busy]}
- {id: mode, pattern: '^\W*mode:\((?P<mode>\d+)', states: {boot.seen: "{mode}"}, matches: ["mode:(3,6)"]}
"""
    }
)
PIECES = [
    "port is ",
    "busy",
    "ok",
    "\n",
    "mode:(",
    "3",
    "\r",
    "\x1b[1m",
    "Port is",
    "ü",
    "> ",
    r"\r\n",
    "\ud800",
    "calm ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_a_sifted_text_tells_the_same_as_one_that_is_looked_at_whole(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signatures, "WORTH_IT", 0)
        patch.setattr("espdoctor.engine.paste.BLOCK", 7)
        sifted = signatures.read(RULES, text, "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signatures, "WORTH_IT", len(text) + 1)
        whole = signatures.read(RULES, text, "")

    assert sifted == whole
