"""Which needles are found in a line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.grams import Grams
from espdoctor.engine.needles import EDGE, expression
from espdoctor.engine.shapes import shape

LISTS = (
    (("espcomm_sync", "espcomm failed"),),
    ((f"{EDGE}ok{EDGE}",),),
    (("works", "fine"), (f"{EDGE}with{EDGE}",)),
    (),
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("espcomm_sync failed", (0, 3)),
        ("ESPCOMM FAILED", (0, 3)),
        ("ok", (1, 3)),
        ("a book", (3,)),
        ("a book is ok.", (1, 3)),
        ("it works", (3,)),
        ("works with it", (2, 3)),
        ("fine within it, not with it", (2, 3)),
        ("", (3,)),
    ],
)
def test_all_needles_of_a_list_must_be_there_and_one_word_of_each(line: str, found: tuple[int, ...]) -> None:
    assert Grams(LISTS).found(shape(line)) == found


WORD = st.text("ab0 _-", min_size=1, max_size=6)
EDGED = st.tuples(st.sampled_from(["", EDGE]), WORD, st.sampled_from(["", EDGE])).map("".join)


@given(st.lists(EDGED, min_size=1, max_size=4).map(tuple), st.text("ab0 _-", max_size=20))
def test_it_finds_what_the_expression_of_the_words_finds(words: tuple[str, ...], line: str) -> None:
    expected = re.search(expression(words), line, re.ASCII) is not None

    assert (Grams([(words,)]).found(line.encode()) == (0,)) is expected
