"""What only shows when all files are read."""
# ruff: noqa: E501 -- a mistake is one line, as long as it has to be

from __future__ import annotations

import pytest

from espdoctor.engine.errors import RulebookError
from espdoctor.engine.load import load
from espdoctor.engine.load_whole import unknown_names
from espdoctor.engine.rulebook import Rulebook
from rulefiles import BUSY, FACTS, SPOKEN, book, files, said


def cause(name: str, explains: str = "") -> dict[str, str]:
    """A file with a cause of that name in the folder port/."""
    text = BUSY.replace("cause: port-busy", f"cause: {name}").replace("rules:", f"explains: [{explains}]\nrules:")
    return {f"port/{name}.yaml": text}


def test_a_cause_explains_causes_that_there_are() -> None:
    assert said(cause("port-stolen", "port-busy")) == []
    assert said(cause("port-stolen", "port-bussy")) == [
        "port/port-stolen.yaml:1:1: port-stolen explains port-bussy, but there is no such cause; did you mean port-busy?"
    ]


def test_causes_do_not_explain_each_other_in_a_circle() -> None:
    three = {**cause("a", "b"), **cause("b", "c"), **cause("c", "port-busy, b")}

    assert said(three) == ["port/b.yaml:1:1: causes explain each other in a circle: b explains c explains b"]
    assert said(cause("a", "a")) == ["port/a.yaml:1:1: causes explain each other in a circle: a explains a"]


def test_a_fix_uses_hands_that_there_are() -> None:
    text = BUSY.replace("close-holder", "close-holer")

    assert said({"port/port-busy.yaml": text}) == [
        "port/port-busy.yaml:15:5: there is no hands-on step close-holer; did you mean close-holder?"
    ]


DERIVED = """\
x.a: {about: A, type: bool, learned: [rule]}
x.b: {about: B, type: bool, learned: [rule]}
x.c: {about: C, type: bool, learned: [rule]}
"""


def derivation(name: str, when: str, states: str) -> str:
    return f"- {{id: {name}, when: {{{when}}}, states: {{{states}: true}}, because: So.}}\n"


def test_facts_are_derived_from_facts_that_are_derived() -> None:
    rules = derivation("one", "port.state: ok", "x.a") + derivation("two", "x.a: true", "x.b")

    assert said({"facts.yaml": FACTS + DERIVED, "derive.yaml": rules}) == []


def test_no_fact_is_derived_from_itself() -> None:
    rules = (
        derivation("one", "x.c: true", "x.b")
        + derivation("two", "x.b: true", "x.c")
        + derivation("three", "x.b: true", "x.a")
    )

    assert said({"facts.yaml": FACTS + DERIVED, "derive.yaml": rules}) == [
        "derive.yaml:1:3: facts are derived in a circle: x.b from x.c from x.b"
    ]


def test_what_stops_a_rule_counts_as_a_way_to_derive() -> None:
    rule = "- {id: one, when: {port.state: ok}, unless: {x.a: true}, states: {x.a: true}, because: So.}"

    assert said({"facts.yaml": FACTS + DERIVED, "derive.yaml": rule}) == [
        "derive.yaml:1:3: facts are derived in a circle: x.a from x.a"
    ]


def test_a_signature_has_an_id_of_its_own_in_all_files() -> None:
    text = "- {id: a, pattern: x, states: {port.state: ok}, matches: [x]}"

    assert said({"signatures/one.yaml": text, "signatures/two.yaml": text}) == [
        "signatures/two.yaml:1:3: there is a signature a already; see signatures/one.yaml:1:3"
    ]


def test_a_signature_speaks_only_for_causes_that_have_words_for_it() -> None:
    facts = FACTS + SPOKEN
    signature = "- {id: a, pattern: x, states: {said.was: port-busy}, matches: [x]}"

    assert said({"facts.yaml": facts, "signatures/one.yaml": signature}) == [
        "signatures/one.yaml:1:3: a speaks for port-busy, which has no `in-words:`; say there why that speaks for it: port/port-busy.yaml"
    ]
    words = {"port/port-busy.yaml": BUSY + "in-words: They say so.\n"}
    assert said({"facts.yaml": facts, "signatures/one.yaml": signature, **words}) == []


def unknown(rulebook: Rulebook, probes: list[str], actions: list[str]) -> list[str]:
    known = {"probe": probes, "action": actions}
    return [str(mistake) for mistake in unknown_names(rulebook.vocabulary, rulebook.causes, known)]


def test_probes_and_actions_are_looked_up_where_they_are_known() -> None:
    fix = "- {title: B, steps: [{action: flash}], verify: {probes: [open, baner], expect: {port.state: ok}}}\n"
    rulebook = book({"port/port-busy.yaml": BUSY.replace("sources:", f"  {fix}sources:")})

    assert unknown(rulebook, ["open", "banner", "flash-id"], ["flahs"]) == [
        "port/port-busy.yaml:19:5: there is no probe baner; did you mean banner?",
        "port/port-busy.yaml:19:5: there is no action flash; did you mean flahs?",
    ]


def test_the_ways_to_learn_a_fact_are_looked_up_as_well() -> None:
    assert unknown(book(), ["open", "flash-id"], []) == ["facts.yaml:3:1: there is no probe banner"]


def test_a_fix_that_nothing_proves_names_no_probe() -> None:
    text = files()["port/port-busy.yaml"].replace("    verify: {probe: open, expect: {port.state: ok}}\n", "")

    assert unknown(book({"port/port-busy.yaml": text}), ["open", "banner", "flash-id"], []) == []


def test_unknown_names_are_told_with_all_other_mistakes() -> None:
    sources = {**files(), "healthy.yaml": "when: {}\n"}

    with pytest.raises(RulebookError) as caught:
        load(sources, {"probe": ["open", "flash-id"], "action": []})

    assert {mistake.place.file for mistake in caught.value.mistakes} == {"facts.yaml", "healthy.yaml"}
