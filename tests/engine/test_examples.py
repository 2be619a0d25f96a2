"""Signatures, held against the lines that they must match and those that they must not."""

from __future__ import annotations

from espdoctor.engine.examples import failures
from rulefiles import book

TEXT = r"""
- {id: state, pattern: 'port is (?P<state>\w+)', states: {port.state: "{state}"}, matches: [port is busy],
   rejects: [port]}
- {id: size, pattern: 'size (?P<size>0x[0-9a-f]+|\d+)', states: {flash.claim: "{size}"}, matches: [size 0x10]}
"""


def test_signatures_are_held_against_their_own_lines() -> None:
    assert failures(book({"signatures/a.yaml": TEXT})) == ()

    wrong = TEXT.replace("rejects: [port]", "rejects: [port is ok, a]").replace("[size 0x10]", "[sise]")
    assert [str(mistake) for mistake in failures(book({"signatures/a.yaml": wrong}))] == [
        "signatures/a.yaml:2:3: state matches what it should reject: port is ok",
        "signatures/a.yaml:4:3: size does not match, or not with a right value: sise",
    ]


def test_one_that_cannot_be_used_is_told_too() -> None:
    torn = book({"signatures/a.yaml": TEXT.replace("port is (", "port is ((")})

    assert [mistake.message[:40] for mistake in failures(torn)] == ["the pattern of state cannot be used: mis"]
