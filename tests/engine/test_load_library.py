"""The checks over a library's source, as their file says them."""

from __future__ import annotations

import pytest

from espdoctor.engine.desk import Desk
from espdoctor.engine.errors import Mistake
from espdoctor.engine.load_library import Library, failures, library
from espdoctor.engine.preprocessor import Macros
from espdoctor.knowledge import rulebook
from rulefiles import FACTS, book, node

WORDS = "library.finding: {about: x, type: {enum: [pins, isr]}, keeps: many, learned: [probe/library, text]}\n"
BOOK = book({"facts.yaml": FACTS + WORDS})
CHECK = """\
  - id: pins
    weight: stops
    in: code
    pattern: '\\bPORT[A-L]\\b'
    what: It switches pins.
    why: They are others.
    change: Use digitalWrite.
    finds: ['PORTB = 1;']
    passes: ['PORT = 1;']
    sources: [a document]
"""
LOG = "    log: {pattern: 'PORT[A-L]. was not declared', matches: [\"'PORTB' was not declared\"]}\n"


def loaded(checks: str) -> tuple[Library, list[str]]:
    mistakes: list[Mistake] = []
    text = f"defined: {{ESP8266: 1}}\nabsent: [__AVR__]\nchecks:\n{checks}"
    found = library(Desk("f", mistakes), node(text), BOOK.vocabulary)
    return found, [mistake.message for mistake in mistakes]


def test_a_check_and_what_the_compiler_says_of_it() -> None:
    found, mistakes = loaded(CHECK + LOG)

    assert mistakes == []
    assert found.portability.macros == Macros({"ESP8266": 1}, ("__AVR__",))
    (check,) = found.portability.checks
    assert (check.id, check.weight, check.where, check.change) == ("pins", "stops", "code", "Use digitalWrite.")
    (signature,) = found.signatures
    assert (signature.id, signature.states) == ("library-pins", (("library.finding", "pins"),))


@pytest.mark.parametrize(
    ("checks", "message"),
    [
        (CHECK + CHECK, "there is a check pins already"),
        (CHECK.replace("id: pins", "id: pens"), "pens cannot be a library.finding"),
        (CHECK.replace(r"'\bPORT[A-L]\b'", "'('"), "this pattern cannot be used"),
        (CHECK.replace(r"'\bPORT[A-L]\b'", "'" + "x" * 1001 + "'"), "this pattern is longer than 1000 characters"),
        (CHECK.replace("in: code", "in: stretch"), "until is missing"),
        (CHECK.replace("in: code", "in: handler"), "unless is missing"),
        (CHECK.replace("in: code", "in: air"), "air"),
        (CHECK + "    log: {pattern: x, matches: []}\n", "there is no line that it matches"),
    ],
)
def test_a_mistake_is_named(checks: str, message: str) -> None:
    _, mistakes = loaded(checks)

    assert any(message in mistake for mistake in mistakes), mistakes


def test_every_shipped_check_finds_what_it_should_and_passes_what_it_should() -> None:
    assert [str(mistake) for mistake in failures(rulebook())] == []


def test_a_check_that_does_not_what_it_says_is_named() -> None:
    text = f"defined: {{ESP8266: 1}}\nabsent: []\nchecks:\n{CHECK}".replace("'PORT = 1;'", "'PORTC = 1;'")
    wrong = book({"facts.yaml": FACTS + WORDS, "library.yaml": text.replace("'PORTB = 1;'", "'b;'")})

    assert ["does not find" in str(one) or "should pass" in str(one) for one in failures(wrong)] == [True, True]


def test_every_value_of_the_fact_is_a_shipped_check() -> None:
    shipped = [check.id for check in rulebook().tables.portability.checks]

    kind = rulebook().vocabulary.kinds["library.finding"].type
    assert sorted(kind.words) == sorted(shipped)  # type: ignore[union-attr]
