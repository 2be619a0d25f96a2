"""Words without which a pattern cannot match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.needles import MOST_WORDS, needle
from espdoctor.knowledge import rulebook


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("espcomm_sync failed", "espcomm_sync failed"),
        (r"(?i)Chip is \S+", "chip is "),
        (r"^\W*csum err\b", r"csum err\b"),
        (r"rst cause ?:? ?(?P<n>\d+)", "rst cause"),
        ("serial port .{1,60}missing", "serial port "),
        ("(?:missing|gone)", "missing|gone"),
        ("gr[ae]y port", "gray port|grey port"),
        (r"v[0-2]\.\d", r"v0\.0|v0\.1"),
        ("a.{0,3}(?:timeout|expired).{0,3}b", "timeout|expired"),
        ("(?:bytes)+ lost", "bytes"),
        (r"\bD4\b", r"\bd4\b"),
    ],
)
def test_the_best_words_of_a_pattern(pattern: str, found: str) -> None:
    assert needle(pattern).startswith(found)


@pytest.mark.parametrize("pattern", [r"\w+", ".*", "", "(torn", r"\d\d", "x?", r"[^a]+"])
def test_where_nothing_is_worth_looking_for_it_is_empty(pattern: str) -> None:
    assert needle(pattern) == ""


def test_a_place_that_could_be_too_many_words_is_passed_over() -> None:
    assert 10**3 > MOST_WORDS > 10**2

    assert needle(r"\d\d\d busy").startswith("0 busy|1 busy")


def test_common_words_are_looked_for_only_where_there_is_nothing_better() -> None:
    assert needle("error.{0,9}brltty") == "brltty"
    assert needle("error.{0,9}") == "error"


def test_every_signature_has_a_needle_that_its_lines_hold() -> None:
    for signature in rulebook().signatures:
        found = needle(signature.pattern)
        assert found, signature.id
        for line in signature.matches:
            assert re.search(found, line, re.IGNORECASE), (signature.id, line)


SIMPLE = st.recursive(
    st.sampled_from(["port", "is busy", "x", r"\d", r"\bD4\b", ".", "[ab]", r"\w", "[^q]"]),
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
def test_whatever_a_pattern_matches_holds_its_needle(drawn: tuple[str, str]) -> None:
    pattern, text = drawn

    assert re.search(needle(pattern), text, re.IGNORECASE | re.ASCII)
