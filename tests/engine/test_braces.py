"""One reading of what stands in braces, for whoever checks a sentence and whoever fills it."""

from __future__ import annotations

from espdoctor.engine.braces import Braced, braced, filled


def test_a_fact_its_measure_and_the_words_without_it_are_parted() -> None:
    assert list(braced("{a.b} {c.d:size} {e.f|the size} {g:size|none}")) == [
        Braced("a.b", "a.b", "", ""),
        Braced("c.d:size", "c.d", "size", ""),
        Braced("e.f|the size", "e.f", "", "the size"),
        Braced("g:size|none", "g", "size", "none"),
    ]


def test_each_is_replaced_and_brackets_that_stand_alone_stay() -> None:
    assert filled("{a} and {b|c} }{", lambda one: one.name.upper()) == "A and B }{"
