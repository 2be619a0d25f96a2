"""What is looked for in texts: made once, kept with the rulebook, and made where none came with it."""

from __future__ import annotations

from dataclasses import replace

from espdoctor.engine.lookup import lookup, lookup_of
from espdoctor.engine.paste import clean
from espdoctor.engine.rulebook import Rulebook
from espdoctor.engine.shapes import shape
from espdoctor.knowledge import rulebook
from rulefiles import book

SIGNATURE = (
    r"- {id: busy, pattern: 'port \w+ is occupied', states: {port.state: busy}, matches: [port COM3 is occupied]}"
)


def made() -> Rulebook:
    return book({"signatures/a.yaml": SIGNATURE})


def test_it_comes_with_a_rulebook_that_is_loaded() -> None:
    known = made()

    assert lookup_of(known) is known.lookup


def test_it_is_made_once_where_none_came_with_the_rulebook() -> None:
    bare = replace(made(), lookup=None)

    assert lookup_of(bare) is lookup_of(bare)
    assert lookup_of(bare).telling == lookup_of(made()).telling


def test_each_signature_is_found_by_its_words_and_put_right_by_its_lines() -> None:
    known = lookup_of(made())

    assert known.grams.found(shape("the Port COM4 is OCCUPIED")) == (0,)
    assert known.grams.found(shape("the port is free")) == ()
    assert known.speller.righted("ocupied") == "occupied"


def test_causes_are_known_by_what_people_tell_of_them() -> None:
    causes = rulebook().causes
    told = {name: one for name, one in causes.items() if one.told}

    found = lookup((), told).tales.beside(clean("\n".join(told["port-busy"].told)))

    assert next(iter(found)) == "port-busy"
