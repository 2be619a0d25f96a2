"""YAML as nodes with places; its traps are mistakes and not values."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine import source
from espdoctor.engine.facts import Value
from espdoctor.engine.shown import unprintable
from espdoctor.engine.source import (
    DEEPEST,
    MOST_CHARACTERS,
    Broken,
    Items,
    Null,
    Table,
    Word,
    broken,
    read,
)


def only(text: str) -> str:
    """The one mistake of the text, without the file's name."""
    (mistake,) = read("f", text).mistakes
    return str(mistake).removeprefix("f:")


def test_nodes_know_where_they_stand() -> None:
    root = read("f", "a: b\nc:\n  - 1\n  - {d: e}\n").root

    assert isinstance(root, Table)
    key, items = root.entries["c"]
    assert (key.line, key.column) == (2, 1)
    assert isinstance(items, Items)
    assert [(node.line, node.column) for node in items.nodes] == [(3, 5), (4, 5)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("12", 12),
        ("words", "words"),
        ("'12'", "12"),
        ('"true"', "true"),
        ('"no"', "no"),
        ("'null'", "null"),
        ("|\n  010\n", "010\n"),
    ],
)
def test_a_scalar_has_one_meaning(text: str, value: Value) -> None:
    found = read("f", text)

    assert found.mistakes == ()
    assert isinstance(found.root, Word)
    assert (found.root.value, type(found.root.value)) == (value, type(value))


LOOK = "look at quotes, brackets and indentation"


@pytest.mark.parametrize("text", ["", "no", "010", "12:34:56", "<<"])
def test_what_yaml_may_read_otherwise_is_a_mistake_and_no_value(text: str) -> None:
    found = read("f", f"a: {text}\nb: 1")

    assert isinstance(found.root, Table)
    assert isinstance(found.root.entries["a"][1], Broken)
    assert [mistake.place.line for mistake in found.mistakes] == [1]
    assert found.mistakes[0].hint


def test_null_is_said_on_purpose() -> None:
    assert read("f", "null") == source.Source("f", Null(1, 1), ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "3:1: a was said before; it stands in line 1 as well, keep one of them"),
        ("[a]: 1", "1:1: a list, a table or null cannot be a key"),
        ("? [a]\n: 1", "1:3: a list, a table or null cannot be a key"),
        ("a: &x 1", "1:4: &x names a place to repeat; write it out where it is needed"),
        ("a: *x", "1:4: *x repeats another place; write it out here"),
        ("a: !x b", "1:4: the tag !x is not for rule files; take it away"),
        ("--- a\n--- b\n", "2:1: a rule file is one document; take the line --- away"),
        ("a: see #5", "1:4: what stands behind see is a comment to YAML and gets lost; put all of it in quotes"),
        ("a: b: c", f"1:5: this is not YAML: mapping values are not allowed in this context; {LOOK}"),
        ("a\x00b", "1:2: the character U+0000 cannot be printed"),
        ("a\nb: \x1b[2J", "2:4: the character U+001B cannot be printed"),
        ("a: \u202eb", "1:4: the character U+202E cannot be printed"),
        ("a: \ud800", "1:4: the character U+D800 cannot be printed"),
        ("a: b\nm\udcfc", "2:2: this file is not UTF-8; save it as UTF-8"),
    ],
)  # fmt: skip
def test_a_mistake_of_form_has_its_place_and_a_way_out(text: str, message: str) -> None:
    assert only(text) == message


def test_a_comment_is_a_comment() -> None:
    assert read("f", "a: see # 5 times\nb: esptool#5").mistakes == ()


def test_a_trapped_key_is_told_once_and_left_out() -> None:
    found = read("f", "no: 1\na: 2")

    assert len(found.mistakes) == 1
    assert isinstance(found.root, Table)
    assert list(found.root.entries) == ["a"]


def test_something_broken_is_found_however_deep() -> None:
    assert broken(read("f", "a: [b, {c: no}]").root or Null(0, 0))
    assert not broken(read("f", "a: [b, {c: null}]").root or Null(0, 0))


def test_an_empty_file_has_no_root() -> None:
    assert read("f", "# nothing\n") == source.Source("f", None, ())


def test_a_file_too_long_is_not_read() -> None:
    assert "too long" in only("a" * (MOST_CHARACTERS + 1))


def test_nesting_has_an_end() -> None:
    assert read("f", "[" * DEEPEST + "]" * DEEPEST).mistakes == ()
    assert only("[" * 100_000) == f"1:{DEEPEST + 1}: this is nested more than {DEEPEST} deep"


def test_repetition_cannot_grow() -> None:
    """Nine lists of nine lists each, by reference: a billion nodes to a parser that follows them."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]

    found = read("f", "\n".join(lines))

    assert len(found.mistakes) == 9 + 8 * 9


def test_an_error_without_a_place_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> object:
        raise yaml.MarkedYAMLError(problem="it broke")

    monkeypatch.setattr(source._Builder, "document", broken)

    assert only("a").startswith("1:1: this is not YAML: it broke")


@given(st.text(max_size=200))
def test_any_text_gives_nodes_or_mistakes(text: str) -> None:
    found = read("f", text)

    assert all(unprintable(str(mistake)) is None and "\n" not in str(mistake) for mistake in found.mistakes)


@given(st.text(alphabet="abn:-[]{}&*!|>'\"#%@`, \n01._~<=?", max_size=60))
def test_any_heap_of_signs_gives_nodes_or_mistakes(text: str) -> None:
    found = read("f", text)

    assert (
        found.root is not None
        or found.mistakes
        or not [x for x in text.split("\n") if x.strip() and x.strip()[0] != "#"]
    )
