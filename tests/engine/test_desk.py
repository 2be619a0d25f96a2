"""The desk takes what is right, and writes down what is wrong with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from espdoctor.engine.desk import Desk
from espdoctor.engine.errors import Mistake
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.source import Broken, Node
from rulefiles import node

BROKEN = Broken(1, 1)


def read(text: str | Node | None, how: Callable[[Desk, Node | None], object]) -> tuple[object, list[str]]:
    """What the desk gives for the text, and what it says to it."""
    mistakes: list[Mistake] = []
    given = node(text) if isinstance(text, str) else text
    value = how(Desk("f", mistakes), given)
    return value, [str(mistake).removeprefix("f:") for mistake in mistakes]


def words(desk: Desk, given: Node | None) -> object:
    return desk.choice(given, ("one", Hazard.WRITE), "")


@pytest.mark.parametrize(
    ("how", "text", "value"),
    [
        (Desk.text, "'  a sentence  '", "a sentence"),
        (Desk.raw, "' a '", " a "),
        (Desk.texts, "[a, b]", ("a", "b")),
        (Desk.name, "held-by-name2", "held-by-name2"),
        (words, "write", Hazard.WRITE),
        (Desk.truth, "true", True),
        (Desk.value, "0x10", 16),
        (Desk.number, "2.5", 2.5),
        (Desk.seconds, "10s", 10.0),
        (Desk.seconds, "500ms", 0.5),
        (Desk.seconds, "1.5min", 90.0),
    ],
)
def test_what_is_right_is_taken(how: Any, text: str, value: object) -> None:
    assert read(text, how) == (value, [])


@pytest.mark.parametrize(
    ("how", "text", "value", "message"),
    [
        (Desk.text, "12", "12", '1:1: 12 is not words here; write "12"'),
        (Desk.text, "''", "", "1:1: there is nothing in these words"),
        (Desk.text, "[a]", "", "1:1: one value is expected here"),
        (Desk.text, "null", "", "1:1: there is no value here"),
        (Desk.text, '"\\e[2J"', "\x1b[2J", "1:1: the character U+001B cannot be printed"),
        (Desk.texts, "a", (), "1:1: a list is expected here; put it in [brackets] or behind dashes"),
        (Desk.texts, "[a, [b]]", ("a", ""), "1:5: one value is expected here"),
        (Desk.name, "Held", "Held", "1:1: Held is not a name; small letters, digits and dashes, as in held-by-name"),
        (words, "writ", "", "1:1: writ is none of one, write; did you mean write?"),
        (Desk.truth, "maybe", False, "1:1: maybe is none of true, false"),
        (Desk.number, "true", 0.0, "1:1: a number from 0 on is expected here, not true"),
        (Desk.number, "-1", 0.0, "1:1: a number from 0 on is expected here, not -1"),
        (Desk.number, "many", 0.0, "1:1: a number from 0 on is expected here, not many"),
        (Desk.seconds, "10", 0.0, "1:1: 10 is no time; write it as 10s, 500ms or 2min"),
        (Desk.entries, "a", (), "1:1: a table of `name: value` is expected here"),
        (Desk.items, "{a: b}", (), "1:1: a list is expected here; put it in [brackets] or behind dashes"),
    ],
)
def test_what_is_wrong_gives_a_mistake_and_some_value(how: Any, text: str, value: object, message: str) -> None:
    assert read(text, how) == (value, [message])


@pytest.mark.parametrize("missing", [None, BROKEN])
@pytest.mark.parametrize(
    "how",
    [
        Desk.text,
        Desk.raw,
        Desk.texts,
        Desk.name,
        Desk.value,
        Desk.number,
        Desk.seconds,
        Desk.entries,
        Desk.items,
        words,
    ],
)
def test_nobody_complains_twice_about_what_is_missing_or_broken(how: Any, missing: Node | None) -> None:
    value, mistakes = read(missing, how)

    assert not value
    assert mistakes == []


def test_empty_words_can_be_allowed() -> None:
    assert read("''", lambda desk, given: desk.text(given, empty=True)) == ("", [])


def test_a_table_has_known_keys() -> None:
    def table(desk: Desk, given: Node | None) -> object:
        return sorted(desk.table(given, ("title", "about"), ("base",)))

    assert read("{title: a, about: b, base: c}", table) == (["about", "base", "title"], [])
    assert read("{titel: a, about: b}", table) == (
        ["about"],
        ["1:2: there is nothing called titel here; did you mean title?", "1:1: title is missing"],
    )
    assert read("{base: c}", table) == (["base"], ["1:1: title and about are missing"])
    assert read("words", table) == ([], ["1:1: a table of `name: value` is expected here"])


def test_the_count_goes_over_all_files() -> None:
    mistakes: list[Mistake] = []
    one, other = Desk("one", mistakes), Desk("other", mistakes)
    one.wrong(BROKEN, "a")
    other.wrong(BROKEN, "b")

    assert (one.count, other.count) == (2, 2)
