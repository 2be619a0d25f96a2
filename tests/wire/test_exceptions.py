"""The table of exceptions says what the reference says."""

from __future__ import annotations

from espdoctor.probes.wire.exceptions import EXCEPTIONS, words

RESERVED = {7, 10, 11, 19, 21, 22, 23, 27, 30, 31, *range(40, 64)}


def test_every_number_is_there_or_reserved() -> None:
    assert set(EXCEPTIONS) | RESERVED == set(range(64))
    assert not set(EXCEPTIONS) & RESERVED


def test_no_two_have_one_name() -> None:
    assert len({cause.name for cause in EXCEPTIONS.values()}) == len(EXCEPTIONS)


def test_words_for_people() -> None:
    assert words(6) == "IntegerDivideByZero: a division by zero"
    assert words(7).startswith("a reserved number")
