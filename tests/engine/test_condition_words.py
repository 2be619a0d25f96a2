"""Conditions in words."""

from __future__ import annotations

import pytest

from espdoctor.engine.condition_words import in_words
from espdoctor.engine.conditions import All, Any, Condition, Nothing, Ref
from espdoctor.engine.conditions import Test as Is

A = Is("a.b", "is", (3,))
B = Is("c.d", "is", ("x", "y"))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (A, "a.b is 3"),
        (B, "c.d is one of x, y"),
        (Is("a.b", "is", (True,)), "a.b is true"),
        (Is("a.b", "is", (False,)), "a.b is false"),
        (Is("a.b", "is", ("",)), "a.b is empty"),
        (Is("a.b", "above", (Ref("c.d"),)), "a.b is above c.d"),
        (Is("a.b", "below", (2.5,)), "a.b is below 2.5"),
        (Is("a.b", "has", ("x",)), "a.b has x"),
        (All((A, B)), "a.b is 3 and c.d is one of x, y"),
        (Any((A,)), "a.b is 3"),
        (All((A, Any((A, B)))), "a.b is 3 and (a.b is 3 or c.d is one of x, y)"),
        (Nothing((A, B)), "it is known that not (a.b is 3 or c.d is one of x, y)"),
        (All((A, Nothing((B,)))), "a.b is 3 and it is known that not (c.d is one of x, y)"),
    ],
)
def test_a_condition_reads_as_a_sentence(condition: Condition, words: str) -> None:
    assert in_words(condition) == words
