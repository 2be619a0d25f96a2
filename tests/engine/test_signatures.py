"""Pasted text to facts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine import patterns
from espdoctor.engine.errors import RulebookError
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.paste import MOST_LINE, Line, Stretch, lines
from espdoctor.engine.rulebook import Rulebook
from espdoctor.engine.signatures import MOST_EXCERPT, WRITTEN, read, reader, spoken_of
from espdoctor.engine.tally import MOST_ALIKE, MOST_HITS
from rulefiles import book

TEXT = r"""
- {id: state, pattern: 'port is (?P<state>\w+)', states: {port.state: "{state}"}, matches: [port is busy],
   rejects: [port]}
- {id: mode, pattern: 'mode:\((?P<mode>\d+)', states: {boot.seen: "{mode}"}, matches: ["mode:(3,6)"]}
- {id: size, pattern: 'size (?P<size>0x[0-9a-f]+|\d+)', states: {flash.claim: "{size}"}, matches: [size 0x10]}
- {id: word, pattern: 'occupied(?: by (?P<who>\w+))?', states: {port.state: busy, port.holder: "{who}"},
   weight: words, matches: [occupied]}
"""


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return book({"signatures/a.yaml": TEXT})


def told(rules: Rulebook, text: str) -> dict[str, list[object]]:
    values: dict[str, list[object]] = {}
    for fact in read(rules, text, "log.txt"):
        values.setdefault(fact.name, []).append(fact.value)
    return values


def test_a_fact_keeps_the_line_that_it_was_read_from(rules: Rulebook) -> None:
    (fact,) = read(rules, "hello\n\nport is busy now\n", "log.txt")

    evidence = Evidence("log.txt line 3", "port is busy now", "paste", at=3.0, span=(7, 23))
    assert fact == Fact("port.state", "busy", (evidence,))


def test_groups_give_values_of_the_right_type(rules: Rulebook) -> None:
    assert told(rules, "mode:(3,6)\nmode:(01)\nsize 0x100000") == {"boot.seen": [3, 1], "flash.claim": [1048576]}


def test_a_value_that_the_fact_cannot_have_is_no_fact(rules: Rulebook) -> None:
    assert told(rules, "mode:(9)\nport is lovely") == {}


def test_a_group_that_had_no_part_states_nothing(rules: Rulebook) -> None:
    assert told(rules, "occupied") == {"port.state": ["busy"]}
    assert told(rules, "occupied by minicom") == {"port.state": ["busy"], "port.holder": ["minicom"]}


def test_plain_words_of_a_person_are_evidence_of_less_trust(rules: Rulebook) -> None:
    kinds = [fact.because[0].kind for fact in read(rules, "occupied\nport is ok", "")]

    assert kinds == ["said", "paste"]


def test_of_two_lines_the_later_one_holds(rules: Rulebook) -> None:
    facts = read(rules, "port is busy\rport is missing\nport is ok\nport is busy", "")

    assert max(facts, key=lambda fact: fact.rank).value == "busy"
    assert [fact.value for fact in facts] == ["busy", "missing", "ok"]


def test_what_is_said_over_and_over_keeps_its_first_and_last_line(rules: Rulebook) -> None:
    (fact,) = read(rules, "port is busy\n" * 5, "log.txt")

    assert [evidence.source for evidence in fact.because] == ["log.txt line 1", "log.txt line 5"]


def test_a_boot_loop_of_hours_is_remembered_by_its_end(rules: Rulebook) -> None:
    names = [f"occupied by p{number}" for number in range(MOST_HITS + 10)]

    holders = told(rules, "\n".join(names))["port.holder"]

    assert holders == [f"p{number}" for number in range(10, MOST_HITS + 10)]


def test_of_a_long_text_what_says_the_same_each_time_is_kept_by_its_last_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espdoctor.engine.signatures.WORTH_IT", 0)
    taken = "- {id: taken, pattern: 'it is taken', states: {port.state: busy}, matches: [it is taken]}\n"
    loop = "it is taken\nmode:(3,6)\n" * 20

    (mode, state) = read(book({"signatures/a.yaml": taken + TEXT}), loop, "")

    assert [evidence.at for evidence in mode.because] == [2, 40]
    assert [evidence.at for evidence in state.because] == [39 - 2 * (MOST_ALIKE - 1), 39]


def test_what_was_found_in_vain_often_is_passed_over_and_what_only_other_numbers_tell_is_not(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("espdoctor.engine.signatures.WORTH_IT", 0)
    vain = "port is\nmode:(9,0)\n> size 0\r\n" * 20

    assert told(rules, f"mode:(3,6)\nport is ok\n{vain}") == {
        "boot.seen": [3],
        "port.state": ["ok"],
        "flash.claim": [0],
    }


def test_a_line_that_tells_nothing_is_looked_at_once_however_often_it_stands_there(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("espdoctor.engine.signatures.WORTH_IT", 0)
    looked = Counter[str]()

    def counted(text: str, part: Stretch) -> list[Line]:
        looked[text[part.start : part.end]] += 1
        return lines(text, part)

    monkeypatch.setattr("espdoctor.engine.signatures.lines", counted)

    assert told(rules, "size y7\r\n" * 50 + "size 0x10\n" + "size y7\r\n" * 50) == {"flash.claim": [16]}
    assert looked == {"size y7\r": 1, "size 0x10": 1}


def test_the_same_words_are_told_with_the_lines_they_stand_in(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espdoctor.engine.signatures.WORTH_IT", 0)
    (fact,) = read(rules, "port is busy\n" * 5, "log.txt")

    assert [evidence.span for evidence in fact.because] == [(0, 12), (52, 64)]


def test_of_lines_without_end_the_last_pieces_are_looked_at(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espdoctor.engine.tally.MOST_LONG", 1)
    monkeypatch.setattr("espdoctor.engine.signatures.WORTH_IT", 0)
    noise = "y" * MOST_LINE

    assert told(rules, f"port is ok {noise}{noise} port is busy {noise}") == {"port.state": ["busy"]}


def test_of_a_long_line_what_stands_around_the_match_is_kept(rules: Rulebook) -> None:
    (fact,) = read(rules, "x" * 900 + " port is busy " + "y" * 900, "")

    excerpt = fact.because[0].excerpt
    assert len(excerpt) == MOST_EXCERPT
    assert "x port is busy y" in excerpt


def test_a_line_that_was_broken_in_the_middle_is_read_across_the_break(rules: Rulebook) -> None:
    (fact,) = read(rules, "the tool ended at last because it says that port\nis busy", "log.txt")

    assert (fact.value, fact.because[0].source) == ("busy", "log.txt line 1")


def test_words_copied_by_hand_with_a_slip_are_understood() -> None:
    rules = book({"signatures/a.yaml": TEXT.replace("weight: words, ", "")})

    assert told(rules, "it is occupeid") == {"port.state": ["busy"]}
    assert told(RULES, "it is occupeid") == {}  # what people say is no word of a tool


def test_terminal_escapes_are_not_kept(rules: Rulebook) -> None:
    (fact,) = read(rules, "\x1b[31mport is\x1b[0m busy", "")

    assert fact.because[0].excerpt == "port is busy"


def test_what_people_say_is_looked_for_at_the_ends_of_a_long_text(rules: Rulebook) -> None:
    calm = "all is calm\n" * WRITTEN
    long = f"occupied by one\n{calm}occupied by two\nport is ok\n{calm}occupied by three"

    holders = [fact for fact in read(rules, long, "") if fact.name == "port.holder"]

    assert [fact.value for fact in holders] == ["one", "three"]
    assert holders[-1].because[0].at == long.count("\n") + 1
    assert told(rules, long)["port.state"] == ["busy", "ok"]


def test_the_patterns_are_compiled_once(rules: Rulebook) -> None:
    assert reader(rules) is reader(rules)


def test_a_pattern_that_cannot_be_used_is_told_with_its_place() -> None:
    torn = book({"signatures/a.yaml": TEXT.replace("port is (", "port is ((")})

    with pytest.raises(RulebookError, match=r"signatures/a\.yaml:2:3: the pattern of state cannot be used: missing \)"):
        read(torn, "", "")


@pytest.mark.skipif(patterns.re2 is None, reason="re counts further than RE2")
def test_a_pattern_that_is_compiled_late_is_told_when_it_is_needed_or_proven() -> None:
    torn = reader(book({"signatures/a.yaml": TEXT.replace("port is (", "port is (?:very ){1001}(")}))

    assert torn.facts("mode:(3", "") != ()
    with pytest.raises(RulebookError, match="the pattern of state cannot be used"):
        torn.facts("port is very busy", "")
    with pytest.raises(RulebookError, match="the pattern of state cannot be used"):
        torn.prove()


@given(
    st.text()
    | st.lists(st.sampled_from(["port is ", "busy", "\n", "mode:(", "3", "\r", "\x1b[", "size 0x"])).map("".join)
)
def test_any_text_gives_facts_that_the_vocabulary_allows(text: str) -> None:
    rules = RULES

    for fact in read(rules, text, "log.txt"):
        assert rules.vocabulary.problem(fact.name, fact.value) is None
        assert fact.because


RULES = book({"signatures/a.yaml": TEXT})


@pytest.mark.parametrize("calm", [0, 6000])
def test_a_signature_with_a_phrase_counts_only_near_it(calm: int) -> None:
    signature = "- {id: a, pattern: clos, near: settled, states: {port.state: busy}, matches: [close]}"
    rules = book({"phrases.yaml": "settled: {says: [solved], denied: [tried]}", "signatures/a.yaml": signature})
    before = "a calm line\n" * calm

    assert told(rules, f"{before}closing it solved it") == {"port.state": ["busy"]}
    assert told(rules, f"{before}closing it\nI tried what solved it: closing it") == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("this solved it:\n- close the monitor", True),
        ("I closed the monitor.\nThat solved it.", True),
        ("somebody solved it\n" + "-" * 130 + "\nclose the monitor", False),
        ("what solved it?\nclose the monitor?", False),
        ("solved " + "x" * 50_000 + "\nclose", False),  # in a long log each line speaks for itself
    ],
)
def test_the_words_of_a_phrase_reach_over_lines_where_it_lets_them(text: str, found: bool) -> None:
    signature = "- {id: a, pattern: clos, near: settled, states: {port.state: busy}, matches: [close]}"
    phrase = "settled: {says: [fixed], beyond: [solved]}"
    rules = book({"phrases.yaml": phrase, "signatures/a.yaml": signature})

    assert bool(read(rules, text, "t")) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("the monitor was closed", ["busy"]), ("I tried to close the monitor", []), ("is the monitor closed?", [])],
)
def test_what_a_text_only_speaks_of_is_told_when_it_is_asked_for(text: str, found: list[str]) -> None:
    signature = "- {id: a, pattern: clos, near: settled, states: {port.state: busy}, matches: [close]}"
    rules = book({"phrases.yaml": "settled: {says: [solved], denied: [tried]}", "signatures/a.yaml": signature})

    assert [fact.value for fact in spoken_of(rules, text, "t")] == found
    assert read(rules, text, "t") == ()
