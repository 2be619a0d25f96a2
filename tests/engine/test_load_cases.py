"""Cases as NAME.cases.yaml says them."""
# ruff: noqa: E501 -- a mistake is one line, as long as it has to be

from __future__ import annotations

import pytest

from espdoctor.engine.causes import Place
from espdoctor.engine.errors import RulebookError
from espdoctor.engine.load_cases import Case, load_cases
from rulefiles import book, files

FILE = "port/port-busy.cases.yaml"


def loaded(text: str, file: str = FILE) -> tuple[tuple[Case, ...], list[str]]:
    sources = files({file: text})
    try:
        return load_cases(book(), sources), []
    except RulebookError as error:
        return (), [str(mistake).removeprefix(f"{file}:") for mistake in error.mistakes]


def test_a_case_says_what_is_told_and_what_must_follow() -> None:
    (case,), mistakes = loaded("""\
- name: everything
  text: "a log\\n"
  serial: "\\x1b[0m ets"
  facts: {port.state: busy, boot.seen: [1, 3]}
  answers: {wiring.crossed: true}
  fires: [held]
  not: [port/port-busy#opens]
  wants: [boot.mode]
  verdict: diagnosed
""")

    assert mistakes == []
    assert case == Case(
        name="everything",
        file="port/port-busy",
        text="a log\n",
        serial="\x1b[0m ets",
        facts=(("port.state", "busy"), ("boot.seen", 1), ("boot.seen", 3)),
        answers=(("wiring.crossed", True),),
        fires=("port/port-busy#held",),
        wants=("boot.mode",),
        spares=("port/port-busy#opens",),
        verdict="diagnosed",
        place=Place(FILE, 1, 3),
    )


def test_a_cause_is_spared_by_all_that_speaks_for_it() -> None:
    (case,), _ = loaded("[{name: a, facts: {port.state: ok}, not: [port-busy]}]")

    assert case.spares == ("port/port-busy#held",)


@pytest.mark.parametrize(
    ("inside", "messages"),
    [
        ("fires: [held]", ["1:2: a case needs one of text, serial, facts, answers"]),
        ("facts: {port.state: ok}", ["1:2: a case needs one of fires, wants, not, verdict"]),
        ("facts: {prot.state: ok}, fires: [held]", ["1:20: there is no fact prot.state; did you mean port.state?"]),
        ("facts: {port.state: okay}, fires: [held]", ["1:32: port.state cannot be okay: it must be one of ok, busy, missing; did you mean ok?"]),
        ("facts: {port.state: [ok]}, fires: [held]", ["1:32: port.state keeps one value, not a list"]),
        ("facts: {boot.seen: [[1]]}, fires: [held]", ["1:32: one value is expected here"]),
        ("text: a, fires: [hell]", ["1:29: there is no rule hell; did you mean held?"]),
        ("text: a, fires: [port-busy]", ["1:29: there is no rule port-busy; did you mean port/port-busy#held?"]),
        ("text: a, not: [[held]]", ["1:27: one value is expected here"]),
        ("text: a, wants: [prot.state]", ["1:29: there is no fact prot.state; did you mean port.state?"]),
        ("text: a, wants: [[a]]", ["1:29: one value is expected here"]),
        ("text: a, verdict: sure", ["1:30: sure is none of diagnosed, likely, undetermined, out-of-scope, healthy"]),
        ("text: a, fire: [held]", ["1:2: a case needs one of fires, wants, not, verdict", "1:21: there is nothing called fire here; did you mean fires?"]),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place_and_a_way_out(inside: str, messages: list[str]) -> None:
    assert loaded(f"[{{name: a, {inside}}}]")[1] == messages


def test_cases_lie_beside_rules() -> None:
    assert loaded("[]", "port/other.cases.yaml")[1] == ["1:1: there are no rules beside these cases"]


def test_a_case_is_a_table() -> None:
    assert loaded("[words]")[1] == ["1:2: a table of `name: value` is expected here"]


def test_broken_yaml_is_told() -> None:
    assert len(loaded("[{name: a")[1]) == 1
