"""The result and its JSON, by the schema that ships with the package."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest

import espdoctor.probes
from consulting import consult
from espdoctor.probes.result import Result, Treated, as_json

EMPTY = Result("port", None, "undetermined", (), (), "undetermined", (), (), ())
SCHEMA = json.loads((Path(espdoctor.probes.__file__).parent / "result.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "url",
    ["sim://nodemcu?hands=simulated", "sim://esp-12e?fault=gpio2-low&hands=simulated", "sim://esp-01?fault=no-power"],
)
def test_every_answer_is_of_the_schema(url: str) -> None:
    jsonschema.validate(json.loads(json.dumps(consult(url))), SCHEMA)


def test_all_keys_are_always_there() -> None:
    assert sorted(as_json(EMPTY)) == sorted(SCHEMA["required"])
    jsonschema.validate(as_json(EMPTY), SCHEMA)


@pytest.mark.parametrize(
    ("treated", "after", "verified"),
    [
        ((), "healthy", None),
        ((Treated("a", "x", None),), "diagnosed", None),
        ((Treated("a", "x", True),), "healthy", True),
        ((Treated("a", "x", True),), "likely", False),
        ((Treated("a", "x", True), Treated("b", "y", False)), "healthy", False),
        ((Treated("a", "x", True), Treated("b", "y", None)), "healthy", False),
    ],
)
def test_verified_means_all_of_it_and_a_healthy_board(
    treated: tuple[Treated, ...], after: str, verified: bool | None
) -> None:
    result = dataclasses.replace(EMPTY, treated=treated, after=after)  # type: ignore[arg-type]

    assert result.verified is verified


@pytest.mark.parametrize(
    ("verdict", "error", "code"),
    [
        ("diagnosed", None, 0),
        ("healthy", None, 0),
        ("likely", None, 3),
        ("undetermined", None, 3),
        ("out-of-scope", None, 3),
        ("diagnosed", "It was stopped.", 1),
    ],
)
def test_the_exit_code_tells(verdict: str, error: str | None, code: int) -> None:
    assert dataclasses.replace(EMPTY, verdict=verdict, error=error).exit_code == code  # type: ignore[arg-type]
