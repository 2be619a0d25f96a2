"""Cases come out as they say, or it is told what came out instead."""

from __future__ import annotations

from espdoctor.engine.cases import coverage, load_cases, probes_of, run
from rulefiles import BUSY, FACTS, SPOKEN, book, files

UNSURE = BUSY.replace("when: {port.state: busy}", "when: {all: [{port.state: busy}, {boot.mode: 3}]}")

SIGNATURE = {
    "signatures/a.yaml": r"""
- {id: busy, pattern: 'port is (?P<state>\w+)', states: {port.state: "{state}"}, matches: [port is busy]}
"""
}


def outcome(case: str, more: dict[str, str] | None = None) -> list[str]:
    """What running one case says, without its place."""
    rules = {"port/port-busy.cases.yaml": f"[{{name: one, {case}}}]", **(more or {})}
    rulebook = book(rules)
    return [mistake.message for mistake in run(rulebook, load_cases(rulebook, files(rules)))]


def test_a_case_that_comes_out_says_nothing() -> None:
    assert outcome("facts: {port.state: busy}, fires: [held], not: [opens], verdict: diagnosed") == []


def test_a_case_can_be_told_as_text_as_serial_or_as_an_answer() -> None:
    assert outcome("text: 'port is busy', fires: [held]", SIGNATURE) == []
    assert outcome("serial: 'port is ok', fires: [opens]", SIGNATURE) == []
    crossed = {
        "port/port-busy.yaml": BUSY.replace("{port.state: ok}\n    because", "{wiring.crossed: true}\n    because")
    }
    assert outcome("answers: {wiring.crossed: true}, fires: [opens]", crossed) == []


def test_what_is_told_later_holds() -> None:
    assert outcome("text: 'port is busy', facts: {port.state: ok}, fires: [opens], not: [held]", SIGNATURE) == []


def test_a_rule_that_stays_silent_says_what_it_lacks_or_what_speaks_against_it() -> None:
    unsure = {"port/port-busy.yaml": UNSURE}

    assert outcome("facts: {port.state: busy}, fires: [held]", unsure) == [
        "one: port/port-busy#held does not fire: it lacks boot.mode"
    ]
    assert outcome("facts: {port.state: ok}, fires: [held]", unsure) == [
        "one: port/port-busy#held does not fire: port.state is ok"
    ]
    none = {
        "port/port-busy.yaml": BUSY.replace("{port.state: busy}", "{link.silent: true}").replace("{port.state}", "it")
    }
    assert outcome("facts: {link.silent: false}, fires: [held]", none)[-1].endswith("link.silent is false")


def test_a_rule_that_fires_and_should_not_is_told() -> None:
    assert outcome("facts: {port.state: busy}, not: [port-busy]") == ["one: port/port-busy#held fires, and should not"]


def test_what_is_wanted_next_is_looked_up() -> None:
    unsure = {"port/port-busy.yaml": UNSURE}

    assert outcome("facts: {port.state: busy}, wants: [boot.mode]", unsure) == []
    assert outcome("facts: {port.state: busy}, wants: [port.holder]", unsure) == [
        "one: port.holder is not looked for next; what is: boot.mode"
    ]
    assert outcome("facts: {port.state: busy}, wants: [port.holder]") == [
        "one: port.holder is not looked for next; what is: nothing"
    ]


def test_another_verdict_is_told_with_the_cause_that_leads() -> None:
    (message,) = outcome("facts: {port.state: busy}, verdict: likely")

    assert message.startswith("one: the verdict is diagnosed, not likely; first is port-busy with 0.9")


def test_every_rule_fires_and_every_cause_has_a_near_miss() -> None:
    def covered(text: str) -> list[str]:
        rules = {"port/port-busy.cases.yaml": text}
        rulebook = book(rules)
        return [str(mistake) for mistake in coverage(rulebook, load_cases(rulebook, files(rules)))]

    told = "facts: {port.state: ok}"
    assert covered(f"[{{name: a, {told}, fires: [held, opens]}}, {{name: b, {told}, not: [held]}}]") == []
    assert covered(f"[{{name: a, {told}, fires: [held]}}]") == [
        "port/port-busy.yaml:10:5: no case beside it fires port/port-busy#opens; add one to its .cases.yaml",
        "port/port-busy.yaml:1:1: port-busy has no near miss; add a case in which a rule of it must `not:` fire",
    ]


def test_one_case_is_enough_for_a_rule_that_causes_share() -> None:
    wrong = BUSY.replace("cause: port-busy", "cause: port-wrong")
    case = "{name: a, facts: {port.state: ok}, fires: [held, opens], not: [held]}"
    rules = {"facts.yaml": FACTS + SPOKEN}
    rules |= {"port/port-busy.yaml": f"{BUSY}in-words: Yes.\n", "port/port-wrong.yaml": f"{wrong}in-words: No.\n"}
    rules |= {"port/port-busy.cases.yaml": f"[{case}, {{name: b, facts: {{said.of: port-busy}}, fires: [named]}}]"}
    rules |= {"port/port-wrong.cases.yaml": f"[{case}]"}
    rulebook = book(rules)

    assert [str(mistake) for mistake in coverage(rulebook, load_cases(rulebook, files(rules)))] == [
        f"port/{name}.yaml:20:11: no case beside it fires port/{name}#told; add one to its .cases.yaml"
        for name in ("port-busy", "port-wrong")
    ]


def test_probes_are_known_by_what_they_settle() -> None:
    settled = {probe.name: probe.settles for probe in probes_of(book())}

    assert settled == {
        "open": ("port.state", "port.holder"),
        "banner": ("boot.mode",),
        "flash-id": ("flash.size", "flash.claim"),
    }
