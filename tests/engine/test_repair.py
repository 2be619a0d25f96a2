"""Which fix is tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from books import book, cause, fact, fix, hands, kind, rule, when
from espdoctor.engine import repair
from espdoctor.engine.belief import weigh
from espdoctor.engine.causes import Cause, Fix, FixStep, Verify
from espdoctor.engine.chain import run
from espdoctor.engine.facts import Fact, by_name
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.index import index_of
from espdoctor.engine.steps import ProbeInfo, Try
from espdoctor.engine.survey import Situation

HANDS = (hands("button", "button", 5.0), hands("part", "part", 60.0))
BY_BUTTON, BY_PART = FixStep(hands="button"), FixStep(hands="part")
OURS, WORDS = FixStep(action="flash"), FixStep(advice="Buy another one.")
Done = Mapping[tuple[str, str], "bool | None"]


def situation(
    *causes: Cause,
    told: tuple[Fact, ...] = (),
    tried: Done | None = None,
    allowed: Hazard = Hazard.ERASE,
    can_ask: bool = True,
) -> Situation:
    made = book([kind("a"), kind("b")], *causes, hands=HANDS)
    chained = run(made, told)
    findings = weigh(made, chained)
    return Situation(index_of(made), chained, findings, "likely", (), frozenset(), tried or {}, allowed, can_ask)


def chosen(
    *fixes: Fix,
    told: tuple[Fact, ...] = (),
    tried: Done | None = None,
    allowed: Hazard = Hazard.ERASE,
    can_ask: bool = True,
) -> str | None:
    now = situation(cause("x", fixes=fixes), told=told, tried=tried, allowed=allowed, can_ask=can_ask)
    step = repair.best(now, now.findings)
    return step.fix if step else None


def test_of_equal_chances_the_cheaper_fix_comes_first() -> None:
    assert chosen(fix("dear", BY_PART), fix("cheap", BY_BUTTON)) == "cheap"


def test_of_equal_costs_the_better_chance_comes_first() -> None:
    assert chosen(fix("weak", BY_BUTTON, chance="possible"), fix("good", BY_BUTTON)) == "good"


def test_a_fix_that_surely_applies_comes_before_one_that_may() -> None:
    fixes = fix("may", BY_BUTTON, condition=when(b=True)), fix("does", BY_BUTTON, condition=when(a=True))
    assert chosen(*fixes, told=(fact("a"),)) == "does"


def test_a_fix_that_does_not_apply_is_not_tried() -> None:
    assert chosen(fix("f", BY_BUTTON, condition=when(a=True)), told=(fact("a", False),)) is None


@pytest.mark.parametrize("ended", [True, False, None])
def test_what_was_tried_is_not_tried_again(ended: bool | None) -> None:
    assert chosen(fix("f", BY_BUTTON), fix("g", BY_PART), tried={("x", "f"): ended}) == "g"


def test_what_is_not_allowed_is_not_tried() -> None:
    assert chosen(fix("f", OURS, hazard=Hazard.WRITE), allowed=Hazard.RESET) is None


def test_hands_are_not_counted_on_when_nobody_is_there() -> None:
    assert chosen(fix("f", BY_BUTTON), fix("g", OURS), can_ask=False) == "g"


def test_advice_is_no_fix_to_try() -> None:
    assert chosen(fix("words", WORDS, proven=False), fix("hands", BY_PART, proven=False)) is None
    assert chosen(fix("ours", OURS, proven=False)) == "ours"


def test_the_first_cause_that_has_a_fix_left_is_mended() -> None:
    first = cause("first", rule("r", "likely", when(a=True)), fixes=(fix("f", WORDS, proven=False),))
    now = situation(first, cause("second", fixes=(fix("g", BY_BUTTON),)), told=(fact("a"),))
    assert repair.best(now, now.findings) == Try("second", "g")


def test_a_fix_failed_only_when_it_was_carried_out_in_vain() -> None:
    for ended, failed in ((True, False), (False, True), (None, False)):
        now = situation(cause("x"), cause("y"), tried={("x", "f"): ended})
        assert [repair.failed(now, finding) for finding in now.findings] == [failed, False]


@pytest.mark.parametrize(("can_ask", "expected"), [(True, "words"), (False, None)])
def test_a_fix_that_hands_must_prove_needs_somebody_there(can_ask: bool, expected: str | None) -> None:
    proof = Verify(("buttons",), when(a=True))
    now = situation(cause("x", fixes=(replace(fix("words", WORDS), verify=proof),)), can_ask=can_ask)
    step = repair.best(replace(now, probes=(ProbeInfo("buttons", "B", ("a",), hands=("button",)),)), now.findings)
    assert (step.fix if step else None) == expected


NEEDS_A = ProbeInfo("look", "Looking", ("b",), needs=(("a", (True,)),))


@pytest.mark.parametrize(
    ("told", "affects", "tries", "hinders"),
    [((), (), True, False), ((fact("a", True),), (), True, False), ((fact("a", False),), (), False, True),
     ((fact("a", False),), ("a",), True, False)],
)  # fmt: skip
def test_a_fix_waits_while_its_proof_cannot_run(
    told: tuple[Fact, ...], affects: tuple[str, ...], tries: bool, hinders: bool
) -> None:
    proven = replace(fix("f", OURS), verify=Verify(("look",), when(b=True)), affects=affects)
    now = replace(situation(cause("x", fixes=(proven,)), told=told), probes=(NEEDS_A,))

    assert (repair.best(now, now.findings) is not None) is tries
    assert repair.hindered(now, now.findings) is hinders


@pytest.mark.parametrize(
    ("told", "ids"),
    [((), ["open"]), ((fact("a", 1),), ["open"]), ((fact("a", 2),), [])],
)
def test_a_fix_that_does_not_apply_is_told_to_nobody(told: tuple[Fact, ...], ids: list[str]) -> None:
    assert [one.id for one in repair.applicable([fix("open", condition=when(a=1))], by_name(told))] == ids


def test_where_one_is_known_to_apply_those_that_only_may_are_not_told() -> None:
    fixes = [fix("may", condition=when(a=1)), fix("always")]

    assert [one.id for one in repair.applicable(fixes, {})] == ["always"]
    assert [one.id for one in repair.applicable(fixes, by_name([fact("a", 1)]))] == ["may", "always"]
