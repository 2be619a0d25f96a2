"""All files become one rulebook, or all their mistakes are told at once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine.conditions import Answer
from espdoctor.engine.conditions import Test as Is
from espdoctor.engine.errors import RulebookError
from espdoctor.engine.load import load
from rulefiles import BUSY, FACTS, book, files, said

LOOK = "look at quotes, brackets and indentation"


def test_a_rulebook_holds_everything_that_the_files_say() -> None:
    rulebook = book(
        {
            "derive.yaml": "- {id: quiet, when: {port.state: ok}, states: {link.silent: true}, because: So.}",
            "healthy.yaml": "{when: {port.state: ok}, unless: {boot.mode: 1}}",
            "signatures/tools.yaml": "- {id: busy, pattern: x, states: {port.state: busy}, matches: [x]}",
        }
    )

    assert list(rulebook.vocabulary.kinds)[:2] == ["port.state", "port.holder"]
    assert list(rulebook.causes) == ["port-busy"]
    assert list(rulebook.hands) == ["close-holder"]
    assert [rule.id for rule in rulebook.rules] == ["derive#quiet", "port/port-busy#held", "port/port-busy#opens"]
    assert rulebook.healthy == Is("port.state", "is", ("ok",))
    assert rulebook.unhealthy == Is("boot.mode", "is", (1,))
    assert [signature.id for signature in rulebook.signatures] == ["busy"]


def test_without_a_word_about_health_no_board_is_healthy() -> None:
    rulebook = load({"facts.yaml": FACTS})

    assert rulebook.healthy.ask({}).answer is Answer.NO
    assert rulebook.unhealthy is None


def test_the_mistakes_of_all_files_are_told_at_once() -> None:
    assert said(
        {
            "boot/floating.yaml": "cause: floating",
            "facts.yaml": FACTS + "x.y: 5\n",
            "hands.yaml": "[]",
            "healthy.yaml": "{when: {prot.state: ok}}",
            "port/port-busy.yaml": BUSY.replace("base: common", "base: usual"),
            "upload/empty.yaml": "# nothing\n",
            "upload/torn.yaml": "a: [",
        }
    ) == [
        "boot/floating.yaml:1:1: title and about and base and rules and sources are missing",
        "facts.yaml:14:6: a table of `name: value` is expected here",
        "hands.yaml:1:1: a table of `name: value` is expected here",
        "healthy.yaml:1:9: there is no fact prot.state; did you mean port.state?",
        "port/port-busy.yaml:4:7: usual is none of common, occasional, rare",
        "port/port-busy.yaml:15:5: there is no hands-on step close-holder",
        "upload/empty.yaml:1:1: there is nothing in this file",
        f"upload/torn.yaml:2:1: this is not YAML: did not find expected node content; {LOOK}",
    ]


def test_one_mistake_in_the_vocabulary_is_not_told_again_at_every_rule() -> None:
    wrong = FACTS.replace("{enum: [ok, busy, missing]}", "{enun: [ok, busy, missing]}")

    assert len(said({"facts.yaml": wrong})) == 1


def test_there_has_to_be_a_vocabulary() -> None:
    with pytest.raises(RulebookError) as caught:
        load({})

    assert str(caught.value) == "facts.yaml:1:1: there is no vocabulary, this file is missing"


def test_derivations_may_be_none() -> None:
    assert said({"derive.yaml": "# none yet\n"}) == []


def test_two_causes_have_two_names() -> None:
    assert said({"upload/port-busy.yaml": BUSY}) == [
        "upload/port-busy.yaml:1:1: there is a cause port-busy already; see port/port-busy.yaml:1:1"
    ]


@pytest.mark.parametrize("file", ["more.yaml", "notes.yaml"])
def test_a_file_that_belongs_nowhere_is_a_mistake(file: str) -> None:
    (message,) = said({file: "a: b"})

    assert message.startswith(f"{file}:1:1: no rule file belongs here; causes lie in port, power,")


def test_cases_are_not_read_here() -> None:
    assert said({"port/port-busy.cases.yaml": "a: ["}) == []


def test_the_checksum_is_of_the_rules_and_not_of_the_cases() -> None:
    first = book()

    assert book({"port/port-busy.cases.yaml": "[]"}).sha256 == first.sha256
    assert book({"port/port-busy.yaml": BUSY + "\n"}).sha256 != first.sha256
    assert load(dict(reversed(files().items()))).sha256 == first.sha256


WORDS = """
all any none above below has when unless id level because states cause title about base rules sources fixes steps hands
action advice with verify probe probes expect for never affects type enum int learned ask question choices cost keeps
pattern matches seconds picture port.state boot.mode flash.size
"""
KEYS = WORDS.split()


@given(
    st.sampled_from(
        ["facts.yaml", "hands.yaml", "healthy.yaml", "derive.yaml", "port/port-busy.yaml", "signatures/a.yaml"]
    ),
    st.recursive(
        st.sampled_from(
            ["port.state", "busy", "{a}", "no", "3", "", "all", "when", "id", "rules", "states", "@boot.mode"]
        ),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
        max_leaves=12,
    ),
)
def test_any_tree_in_any_file_is_loaded_or_refused(file: str, tree: object) -> None:
    """Written as JSON, which is YAML: whatever stands where, there is a rulebook or a list of mistakes."""
    try:
        found: object = load(files({file: json.dumps(tree)})).sha256
    except RulebookError as error:
        found = error.mistakes

    assert found
