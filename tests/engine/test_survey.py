"""What can still be learned, and from whom."""

from __future__ import annotations

from dataclasses import replace

from books import NEVER, book, cause, fact, kind, rule, when
from espdoctor.engine.belief import verdict, weigh
from espdoctor.engine.causes import Cause
from espdoctor.engine.chain import run
from espdoctor.engine.conditions import Condition
from espdoctor.engine.facts import Fact
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.index import index_of
from espdoctor.engine.steps import ProbeInfo
from espdoctor.engine.survey import WORTH_A_PERSON, Situation, Survey, floor_for_a_person, look_around
from espdoctor.engine.vocabulary import EnumType, IntType

KINDS = [*(kind(name) for name in "abc"), kind("asked", ask="look"), kind("number", IntType(0, 9))]


def around(
    *told: Fact,
    probes: tuple[ProbeInfo, ...] = (),
    causes: tuple[Cause, ...] = (),
    closed: frozenset[str] = frozenset(),
    allowed: Hazard = Hazard.RESET,
    can_ask: bool = True,
    healthy: Condition = NEVER,
) -> Survey:
    made = book(KINDS, *causes, healthy=healthy)
    chained = run(made, told)
    findings = weigh(made, chained)
    said = verdict(made, chained, findings)
    return look_around(Situation(index_of(made), chained, findings, said, probes, closed, {}, allowed, can_ask))


def runnable(*told: Fact, probe: ProbeInfo, **how: object) -> bool:
    return around(*told, probes=(probe,), **how).runnable == (probe,)  # type: ignore[arg-type]


def test_a_probe_may_run_when_its_needs_are_met() -> None:
    probe = ProbeInfo("p", "P", ("b",), needs=(("a", (True,)),))
    assert runnable(fact("a"), probe=probe)
    assert not runnable(fact("a", False), probe=probe)


def test_a_probe_waits_for_a_need_that_is_not_known() -> None:
    probe = ProbeInfo("p", "P", ("b",), needs=(("a", (True,)), ("c", (True,))))
    assert around(fact("c"), probes=(probe,)).waiting == ((probe, ("a",)),)


def test_a_need_without_values_is_met_by_any() -> None:
    probe = ProbeInfo("p", "P", ("b",), needs=(("number", ()),))
    assert runnable(fact("number", 7), probe=probe)
    assert around(probes=(probe,)).waiting == ((probe, ("number",)),)


def test_a_probe_that_is_none_of_our_business_may_not_run() -> None:
    probe = ProbeInfo("p", "P", ("b",), unless=(("number", (1, 2)),))
    assert runnable(probe=probe)
    assert runnable(fact("number", 3), probe=probe)
    assert not runnable(fact("number", 2), probe=probe)


def test_one_is_not_true() -> None:
    probe = ProbeInfo("p", "P", ("b",), needs=(("number", (True,)),))
    assert not runnable(fact("number", 1), probe=probe)


def test_a_probe_that_is_closed_too_dangerous_or_without_hands_may_not_run() -> None:
    probe = ProbeInfo("p", "P", ("b",), hazard=Hazard.RESET, hands=("wire",))
    assert runnable(probe=probe)
    assert not runnable(probe=probe, closed=frozenset({"p"}))
    assert not runnable(probe=probe, allowed=Hazard.LISTEN)
    assert not runnable(probe=probe, can_ask=False)


def test_a_person_can_be_asked_what_is_unknown_open_and_has_a_question() -> None:
    assert around().askable == {"asked"}
    assert around(fact("asked")).askable == frozenset()
    assert around(closed=frozenset({"asked"})).askable == frozenset()
    assert around(can_ask=False).askable == frozenset()


X = cause("x", rule("r", "certain", when(a=True)), rule("q", "certain", when(asked=True, b=True)))


def test_only_what_somebody_can_tell_matters() -> None:
    probe = ProbeInfo("p", "P", ("a",))
    assert around(causes=(X,), probes=(probe,)).matters(0.0) == ("a",)
    both = ProbeInfo("p", "P", ("a", "b"))
    assert set(around(causes=(X,), probes=(both,)).matters(0.0)) == {"a", "b", "asked"}


def test_what_matters_stands_best_first_and_above_the_floor() -> None:
    survey = around(causes=(X,), probes=(ProbeInfo("p", "P", ("a", "b")),))
    assert survey.matters(0.0) == ("a", "asked", "b")
    assert survey.matters(survey.facts["a"]) == ("a",)


def test_on_a_healthy_board_only_suspects_are_looked_into() -> None:
    probe = ProbeInfo("p", "P", ("a",))
    suspect = cause("s", rule("l", "possible", when(b=True)), rule("r", "certain", when(a=True)))
    for told, matter in (((), ()), ((fact("b"),), ("a",))):
        survey = around(fact("c"), *told, causes=(suspect,), probes=(probe,), healthy=when(c=True))
        assert survey.matters(0.0) == matter


def test_a_person_is_bothered_the_less_the_more_the_leader_is_believed() -> None:
    made = book(KINDS, cause("x", rule("l", "likely", when(a=True)), base="rare"))
    floors = [floor_for_a_person(weigh(made, run(made, told))) for told in ((), (fact("a"),))]
    assert WORTH_A_PERSON == floors[0] < floors[1]
    assert floor_for_a_person(()) == WORTH_A_PERSON


def test_what_the_case_is_about_narrows_it_to_the_causes_of_its_topics() -> None:
    about = replace(kind("about", EnumType(("board", "library"))), narrows=(("library", ("build",)),))
    ours = replace(cause("ours", rule("r", "certain", when(a=True))), topic="build")
    theirs = replace(cause("theirs", rule("q", "certain", when(b=True))), topic="port")
    probes = (ProbeInfo("p", "P", ("a", "b", "c")),)

    def matters(value: str) -> tuple[str, ...]:
        made = book([*KINDS, about], ours, theirs, healthy=when(c=True))
        chained = run(made, [fact("about", value)])
        found = weigh(made, chained)
        now = Situation(index_of(made), chained, found, "undetermined", probes, frozenset(), {}, Hazard.RESET, True)
        return look_around(now).matters(0.0)

    assert set(matters("board")) == {"a", "b", "c"}
    assert matters("library") == ("a",)
