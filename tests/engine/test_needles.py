"""Words without which a pattern cannot match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.grams import Grams
from espdoctor.engine.lookup import needles_of
from espdoctor.engine.needles import EDGE, MOST_NEEDLES, MOST_WORDS, expression, needles
from espdoctor.engine.shapes import shape, small
from espdoctor.knowledge import rulebook


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("espcomm_sync failed", ["espcomm_sync failed"]),
        (r"(?i)Chip is \S+", ["chip is "]),
        (r"^\W*csum err\b", ["csum err" + EDGE]),
        (r"rst cause ?:? ?(?P<n>\d+)", ["rst cause"]),
        ("serial port .{1,60}missing", ["serial port "]),
        ("(?:missing|gone)", ["gone", "missing"]),
        ("gr[ae]y port", ["gray port", "grey port"]),
        (r"v[0-2]\.\d volt", ["v0.0 volt"]),
        ("a.{0,3}(?:timeout|expired).{0,3}b", ["expired", "timeout"]),
        ("(?:bytes)+ lost", ["bytes"]),
        (r"\bD4\b", [f"{EDGE}d0{EDGE}"]),
        ("(?:no )?sensor found", ["sensor found"]),
        ("the [Pp]rogrammer(?: is)? gone", ["the programmer"]),
    ],
)
def test_the_best_words_of_a_pattern(pattern: str, found: list[str]) -> None:
    assert list(needles(pattern)[0]) == found


@pytest.mark.parametrize("pattern", [r"\w+", ".*", "", "(torn", r"\d\d", "x?", r"[^a]+"])
def test_where_nothing_is_worth_looking_for_there_are_none(pattern: str) -> None:
    assert needles(pattern) == ()


@pytest.mark.parametrize("pattern", [r"(?P<a>busy)(?P=a)", "(?<=a)busy", "busy(?=b)"])
def test_what_only_re_understands_has_none(pattern: str) -> None:
    assert needles(pattern) == ()


def test_a_place_that_could_be_too_many_words_is_passed_over() -> None:
    assert 6**3 > MOST_WORDS > 6**2

    assert len(needles("[abcdef][ghijkl][mnopqr] on")[0]) == 6


def test_common_words_are_looked_for_only_where_there_is_nothing_better() -> None:
    assert needles("error.{0,9}brltty")[0] == ("brltty",)
    assert needles("error.{0,9}") == (("error",),)


def test_beside_a_weak_needle_the_next_best_is_looked_for_too() -> None:
    assert needles("works.{0,9}with.{0,9}DIO") == (("works",), ("dio",), ("with",))
    assert len(needles("works.{0,9}with.{0,9}DIO.{0,9}mode.{0,9}chip")) == MOST_NEEDLES
    assert needles("held in reset.{0,9}works") == (("held in reset",),)


def test_of_branches_the_best_of_each_are_one_needle_and_the_next_best_another() -> None:
    assert needles("(?:port.{0,9}grey|list.{0,9}empty)") == (("empty", "port"), ("grey", "list"))


def test_an_expression_finds_what_the_words_are() -> None:
    found = re.compile(expression((f"{EDGE}rst", "a.b")))

    assert [bool(found.search(line)) for line in ("rst", "xrst", "a.b", "axb")] == [True, False, True, False]


def test_every_signature_has_a_needle_that_its_lines_hold() -> None:
    for signature in rulebook().signatures:
        known = needles_of(signature)
        assert known, signature.id
        for line in signature.matches:
            assert Grams([known]).found(shape(line)) == (0,), (signature.id, line)


SIMPLE = st.recursive(
    st.sampled_from(["port", "is busy", "x", r"\d", r"\bD4\b", ".", "[ab]", r"\w", "[^q]", "Ü", "74880"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}", "??"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)


@given(SIMPLE.flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(re.compile(pattern, re.ASCII)))))
def test_whatever_a_pattern_matches_holds_its_needles(drawn: tuple[str, str]) -> None:
    pattern, text = drawn

    assert Grams([needles(pattern)]).found(shape(text)) == (0,)
    assert all(re.search(expression(words), small(shape(text)), re.ASCII) for words in needles(pattern))
