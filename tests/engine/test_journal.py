"""A case as JSON lines: what is written is read back, and nothing broken is believed."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.facts import TRUST, Evidence, Fact
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.journal import (
    DECODERS,
    KINDS,
    Acted,
    Answered,
    Chunk,
    Consented,
    Event,
    Header,
    Input,
    Lines,
    Noted,
    Observed,
    Ran,
    Retracted,
    Said,
    Skipped,
    dumps,
    read,
)
from espdoctor.engine.steps import Tried

HEADER = Header("1.0", "0" * 64, "linux")
TEXT = st.text(st.characters(codec=None), max_size=20)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
VALUE = st.booleans() | st.integers() | NUMBER | TEXT
SPAN = st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99))
EVIDENCE = st.builds(Evidence, TEXT, TEXT, st.sampled_from(list(TRUST)), st.integers(0, 9), NUMBER, SPAN, st.booleans())
FACT = st.builds(Fact, TEXT, VALUE, st.lists(EVIDENCE, min_size=1, max_size=2).map(tuple))
INPUT: st.SearchStrategy[Input] = st.one_of(
    st.builds(Said, TEXT),
    st.builds(Chunk, TEXT, st.sampled_from(["in", "out"]), st.binary(max_size=20)),
    st.builds(Lines, TEXT, st.booleans(), st.booleans()),
    st.builds(Observed, TEXT, st.lists(FACT, max_size=2).map(tuple)),
    st.builds(Ran, TEXT),
    st.builds(Answered, TEXT, VALUE),
    st.builds(Skipped, TEXT),
    st.builds(Consented, st.sampled_from(Hazard), st.booleans()),
    st.builds(Acted, TEXT, st.lists(TEXT, max_size=2).map(tuple)),
    st.builds(Tried, TEXT, TEXT, st.none() | st.booleans()),
    st.builds(Retracted, TEXT),
    st.builds(Noted, TEXT),
)


def numbered(inputs: list[Input]) -> tuple[Event, ...]:
    return tuple(Event(number, float(number), "you", one) for number, one in enumerate(inputs, start=1))


@given(st.lists(INPUT, max_size=5))
def test_what_is_written_is_read_back(inputs: list[Input]) -> None:
    events = numbered(inputs)
    assert read([dumps(HEADER), *map(dumps, events)]) == (HEADER, events, None)


@given(INPUT)
def test_an_event_is_one_line_of_plain_characters(one: Input) -> None:
    line = dumps(Event(1, 0.5, "you", one))
    assert "\n" not in line
    assert line.isascii()
    assert json.loads(line)["event"] == type(one).__name__.lower()


def test_every_kind_of_input_can_be_read_back() -> None:
    assert {str(field.type) for kind in KINDS.values() for field in fields(kind)} <= DECODERS.keys()


def test_the_header_says_format_program_rules_and_system() -> None:
    assert json.loads(dumps(HEADER)) == {"format": 1, "espdoctor": "1.0", "rules": "0" * 64, "os": "linux"}


def test_bytes_are_base64() -> None:
    assert json.loads(dumps(Event(1, 0.0, "probe", Chunk("COM3", "in", b"\xc0\x00"))))["data"] == "wAA="


def test_numbers_that_json_does_not_have_are_not_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        dumps(Event(1, float("nan"), "you", Noted("x")))


GOOD = [dumps(HEADER), *map(dumps, numbered([Noted("one"), Noted("two"), Noted("three")]))]


@given(st.integers(0, 3), st.data())
def test_a_cut_line_ends_the_reading_with_all_that_stands_before_it(index: int, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(GOOD[index]) - 1))
    reading = read([*GOOD[:index], GOOD[index][:cut], *GOOD[index + 1 :]])
    assert len(reading.events) == max(0, index - 1)
    assert reading.problem is not None
    assert reading.problem.line == index + 1
    assert (reading.header is None) == (index == 0)


def test_an_empty_file_is_no_case() -> None:
    header, events, problem = read([])
    assert (header, events) == (None, ())
    assert "empty" in str(problem)


def changed(line: str, **values: Any) -> str:
    return json.dumps({**json.loads(line), **values})


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[]", "no object"),
        ("[" * 100_000, "nested"),
        (GOOD[2], "missing"),
        (changed(GOOD[1], event="exploded"), "exploded"),
        (changed(GOOD[1], text=3), "no text"),
        (changed(GOOD[1], at="soon"), "soon"),
        (changed(GOOD[1], at=None), "NoneType"),
        (GOOD[1].replace("1.0", "NaN"), "NaN is no number"),
        (GOOD[1].replace("1.0", "1" + "0" * 400), "too large"),
        (GOOD[1].replace("1.0", "1e999"), "too large"),
        (GOOD[1].replace("noted", "ran"), "probe is missing"),
        (dumps(Event(1, 0.0, "you", Lines("p", True, True))).replace("true", "1"), "neither true nor false"),
        (dumps(Event(1, 0.0, "you", Answered("a", "x"))).replace('"x"', "[]"), "no scalar"),
        (dumps(Event(1, 0.0, "you", Chunk("p", "in", b"x"))).replace("eA==", "e!"), "base64|padding|Only"),
        (dumps(Event(1, 0.0, "you", Consented(Hazard.RESET, True))).replace('"reset"', '"explode"'), "EXPLODE"),
    ],
)
def test_a_broken_line_is_named_with_what_is_wrong(line: str, says: str) -> None:
    header, events, problem = read([GOOD[0], line, *GOOD[2:]])
    assert (header, events) == (HEADER, ())
    assert problem is not None
    assert problem.line == 2
    assert re.search(says, str(problem))


def observed(**values: Any) -> str:
    seen = Fact("a", True, (Evidence("s", "e"),))
    content = json.loads(dumps(Event(1, 0.0, "probe", Observed("p", (seen,)))))
    content["facts"][0]["because"][0].update(values)
    return json.dumps(content)


@pytest.mark.parametrize(
    "values", [{"kind": "gossip"}, {"span": [1]}, {"span": ["x", 2]}, {"excerpt": 3}, {"attempt": "x"}]
)
def test_evidence_that_makes_no_sense_breaks_its_line(values: dict[str, Any]) -> None:
    problem = read([GOOD[0], observed(**values)]).problem
    assert problem is not None
    assert problem.line == 2


def test_a_fact_without_evidence_breaks_its_line() -> None:
    line = dumps(Event(1, 0.0, "probe", Observed("p", (Fact("a", True, ()),))))
    assert "no evidence" in str(read([GOOD[0], line]).problem)


def test_a_newer_format_is_not_guessed_at() -> None:
    header, _, problem = read([changed(GOOD[0], format=2), *GOOD[1:]])
    assert header is None
    assert "newer espdoctor" in str(problem)
