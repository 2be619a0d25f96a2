"""Belief: one table of odds, and what counts once, takes over, contradicts or no longer counts."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import NEVER, book, cause, fact, kind, rule, when
from espdoctor.engine.belief import (
    CERTAIN,
    CONTRADICTED,
    EXCLUDED,
    FOUND_FROM,
    SUREST,
    Finding,
    Repairs,
    Rest,
    Verdict,
    probability,
    verdict,
    weigh,
)
from espdoctor.engine.causes import Base, Cause, Level
from espdoctor.engine.chain import Chained, run
from espdoctor.engine.facts import Fact
from espdoctor.engine.rulebook import Rulebook

KINDS = [kind(name) for name in "abcdef"]


def rest(level: Level, *names: str) -> Rest:
    return level, frozenset((name, True) for name in names)


def weighed(made: Rulebook, *facts: Fact) -> dict[str, Finding]:
    return {finding.cause.id: finding for finding in weigh(made, run(made, facts))}


# ---------------------------------------------------------------- the table


@pytest.mark.parametrize(("base", "belief"), [("common", 0.05), ("occasional", 0.015), ("rare", 0.004)])
def test_without_evidence_the_base_rate_holds(base: Base, belief: float) -> None:
    assert probability(base, []) == pytest.approx(belief, rel=0.05)


@pytest.mark.parametrize("base", ["common", "occasional", "rare"])
def test_certain_is_certain_whatever_the_base_and_what_speaks_against(base: Base) -> None:
    assert probability(base, [rest("certain", "a"), rest("against", "b")]) == CERTAIN >= 0.97


@pytest.mark.parametrize("base", ["common", "occasional", "rare"])
def test_excluded_is_excluded_whatever_speaks_for_it(base: Base) -> None:
    assert probability(base, [rest("excludes", "a"), rest("likely", "b"), rest("likely", "c")]) == EXCLUDED


def test_likely_and_possible_lift_a_common_cause_as_their_names_say() -> None:
    assert 0.75 < probability("common", [rest("likely", "a")]) < 0.85
    assert 0.3 < probability("common", [rest("possible", "a")]) < 0.4


def test_against_takes_a_likely_cause_back_behind_a_possible_one() -> None:
    against = probability("common", [rest("likely", "a"), rest("against", "b")])
    assert against < probability("common", [rest("possible", "a")])


def test_nothing_uncertain_reaches_what_is_certain() -> None:
    assert probability("common", [rest("likely", name) for name in "abcdef"]) == SUREST < CERTAIN


def test_firings_that_rest_on_the_same_fact_count_once_the_strongest() -> None:
    once = probability("rare", [rest("likely", "a", "b")])
    assert probability("rare", [rest("possible", "b"), rest("likely", "a", "b"), rest("possible", "a")]) == once


def test_a_second_witness_adds_less_than_the_first() -> None:
    one, two = (probability("rare", [rest("possible", name) for name in names]) for names in ("a", "ab"))
    assert probability("rare", []) < one < two < probability("rare", [rest("likely", "a")])


def test_for_and_against_on_the_same_fact_both_count() -> None:
    both = probability("common", [rest("likely", "a"), rest("against", "a")])
    assert probability("common", [rest("against", "a")]) < both < probability("common", [rest("likely", "a")])


def test_a_fix_that_failed_speaks_against_its_cause_the_more_the_better_it_should_have_been() -> None:
    beliefs = [probability("common", [rest("likely", "a")], failed) for failed in ((), ("possible",), ("likely",))]
    assert beliefs == sorted(beliefs, reverse=True)
    assert len(set(beliefs)) == 3


LEVELS: list[Level] = ["certain", "likely", "possible", "against", "excludes"]
RESTS = st.lists(
    st.tuples(st.sampled_from(LEVELS), st.frozensets(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1)),
    max_size=6,
)


@given(st.sampled_from(["common", "occasional", "rare"]), RESTS, st.randoms(use_true_random=False))
def test_the_order_of_firings_changes_nothing(base: Base, rests: list[Rest], chance: random.Random) -> None:
    shuffled = list(rests)
    chance.shuffle(shuffled)
    assert probability(base, shuffled) == probability(base, rests)
    assert 0 < probability(base, rests) <= CERTAIN


@given(st.sampled_from(["common", "occasional", "rare"]), RESTS)
def test_more_evidence_against_never_raises_belief(base: Base, rests: list[Rest]) -> None:
    assert probability(base, [*rests, rest("against", "z")]) <= probability(base, rests)


# ---------------------------------------------------------------- findings


def test_causes_have_probabilities_of_their_own_and_stand_best_first() -> None:
    made = book(
        KINDS,
        cause("x", rule("r", "likely", when(a=True))),
        cause("y", rule("r", "possible", when(a=True))),
        cause("z"),
    )
    findings = weigh(made, run(made, [fact("a")]))
    assert [finding.cause.id for finding in findings] == ["x", "y", "z"]
    assert findings[0].probability + findings[1].probability > 1
    assert [firing.rule.id for firing in findings[0].firings] == ["x#r"]


def test_equals_stand_in_the_order_in_which_faults_hide_one_another() -> None:
    made = book(
        [], cause("a", topic="know"), cause("b", topic="flash"), cause("c", topic="port"), cause("d", topic="flash")
    )
    assert [finding.cause.id for finding in weigh(made, run(made, []))] == ["c", "b", "d", "a"]


def test_states_say_found_open_and_ruled_out() -> None:
    made = book(
        KINDS,
        cause("sure", rule("r", "certain", when(a=True))),
        cause("sum", *(rule(f"r{i}", "likely", when(**{name: True})) for i, name in enumerate("ab"))),
        cause("open", rule("r", "likely", when(a=True))),
        cause("unlikely", rule("r", "against", when(a=True)), base="rare"),
        cause("out", rule("r", "excludes", when(a=True))),
    )
    states = {name: finding.state for name, finding in weighed(made, fact("a"), fact("b")).items()}
    assert states == {"sure": "found", "sum": "found", "open": "open", "unlikely": "ruled-out", "out": "ruled-out"}


def test_a_derived_fact_is_no_second_witness_for_what_it_follows_from() -> None:
    derive = (rule("d", None, when(a=True), states=(("b", True),)),)
    both = cause("both", rule("1", "likely", when(a=True)), rule("2", "likely", when(b=True)))
    one = cause("one", rule("1", "likely", when(a=True)))
    found = weighed(book(KINDS, both, one, derive=derive), fact("a"))
    assert found["both"].probability == found["one"].probability
    assert len(found["both"].firings) == 2


def test_certain_and_excluded_is_a_contradiction_and_only_likely() -> None:
    made = book(KINDS, cause("x", rule("yes", "certain", when(a=True)), rule("no", "excludes", when(b=True))))
    chained = run(made, [fact("a"), fact("b")])
    (finding,) = weigh(made, chained)
    assert (finding.probability, finding.state, finding.contradiction) == (CONTRADICTED, "open", ("x",))
    assert verdict(made, chained, (finding,)) == "likely"


def certain(name: str, *, explains: tuple[str, ...] = (), on: str = "a") -> Cause:
    return cause(name, rule("r", "certain", when(**{on: True})), explains=explains)


def test_two_certain_causes_of_which_none_explains_the_other_contradict() -> None:
    made = book(KINDS, certain("x"), certain("y", on="b"))
    chained = run(made, [fact("a"), fact("b")])
    findings = weigh(made, chained)
    assert [finding.contradiction for finding in findings] == [("y",), ("x",)]
    assert {finding.probability for finding in findings} == {CONTRADICTED}
    assert verdict(made, chained, findings) == "likely"


def test_two_certain_causes_may_both_be_true_where_one_explains_the_other() -> None:
    made = book(KINDS, certain("x", explains=("w",)), certain("y", on="b"), cause("w", explains=("y",)))
    found = weighed(made, fact("a"), fact("b"))
    assert found["x"].probability == found["y"].probability == CERTAIN
    assert found["x"].contradiction == found["y"].contradiction == ()


def test_a_certain_cause_that_is_excluded_contradicts_no_other() -> None:
    excluded = cause("x", rule("yes", "certain", when(a=True)), rule("no", "excludes", when(b=True)))
    found = weighed(book(KINDS, excluded, certain("y", on="b")), fact("a"), fact("b"))
    assert found["y"].probability == CERTAIN


# ---------------------------------------------------------------- explains


SPECIFIC = cause("specific", rule("r", "likely", when(a=True, b=True)), explains=("general",))
GENERAL = cause("general", rule("r", "likely", when(a=True)), rule("own", "possible", when(c=True)), base="rare")


def test_a_specific_cause_takes_over_the_evidence_that_it_shares() -> None:
    found = weighed(book(KINDS, SPECIFIC, GENERAL), fact("a"), fact("b"), fact("c"))
    assert found["general"].probability == probability("rare", [rest("possible", "c")])
    assert [firing.rule.id for firing in found["general"].firings] == ["general#own"]
    assert found["general"].explained_by == "specific"
    assert found["specific"].explained_by is None


def test_a_specific_cause_takes_nothing_while_it_is_believed_less() -> None:
    weak = cause("specific", rule("r", "possible", when(a=True, b=True)), base="rare", explains=("general",))
    found = weighed(book(KINDS, weak, GENERAL), fact("a"), fact("b"))
    assert found["general"].explained_by is None
    assert found["general"].probability > found["specific"].probability


def test_what_speaks_against_the_general_cause_stays_with_it() -> None:
    general = cause("general", rule("r", "likely", when(a=True)), rule("no", "excludes", when(b=True)))
    found = weighed(book(KINDS, SPECIFIC, general), fact("a"), fact("b"))
    assert [firing.rule.id for firing in found["general"].firings] == ["general#no"]


def test_evidence_that_is_not_shared_is_not_taken() -> None:
    found = weighed(
        book(KINDS, cause("s", rule("r", "certain", when(c=True)), explains=("general",)), GENERAL),
        fact("a"),
        fact("c"),
    )
    assert [firing.rule.id for firing in found["general"].firings] == ["general#r"]


def test_of_two_specific_causes_both_take_and_the_first_by_name_is_named() -> None:
    takers = [
        cause(name, rule("r", "likely", when(**{fact: True})), explains=("g",))
        for name, fact in (("z", "a"), ("y", "b"))
    ]
    general = cause("g", rule("1", "likely", when(a=True)), rule("2", "possible", when(b=True)), base="occasional")
    found = weighed(book(KINDS, *takers, general), fact("a"), fact("b"))
    assert found["g"].firings == ()
    assert found["g"].explained_by == "y"


def test_causes_that_explain_each_other_take_nothing() -> None:
    made = book(KINDS, certain("x", explains=("y",)), certain("y", explains=("x",)))
    assert [len(finding.firings) for finding in weighed(made, fact("a")).values()] == [1, 1]


# ---------------------------------------------------------------- repairs


def test_what_was_known_before_a_repair_no_longer_speaks_for_the_repaired_cause() -> None:
    made = book(KINDS, certain("x"), certain("y"))
    chained = run(made, [fact("a", attempt=1)])
    found = {f.cause.id: f for f in weigh(made, chained, Repairs({"x": 2}, {}))}
    assert found["x"].firings == ()
    assert found["y"].probability == CERTAIN


def test_what_is_seen_after_a_repair_speaks_for_the_cause_again() -> None:
    made = book(KINDS, cause("x", rule("r", "certain", when(a=True, b=True))))
    (finding,) = weigh(made, run(made, [fact("a", attempt=1), fact("b", attempt=2)]), Repairs({"x": 2}, {}))
    assert finding.probability == CERTAIN


def test_a_failed_fix_lowers_its_cause_alone() -> None:
    made = book(KINDS, *(cause(name, rule("r", "likely", when(a=True))) for name in "xy"))
    first, second = weigh(made, run(made, [fact("a")]), Repairs({}, {"x": ("likely",)}))
    assert (first.cause.id, second.cause.id) == ("y", "x")


# ---------------------------------------------------------------- the verdict


def said(made: Rulebook, *facts: Fact) -> Verdict:
    chained = run(made, facts)
    return verdict(made, chained, weigh(made, chained))


def test_a_certain_cause_is_diagnosed() -> None:
    likely = cause("y", *(rule(name, "likely", when(**{name: True})) for name in "ab"))
    assert said(book(KINDS, certain("x"), likely), fact("a"), fact("b")) == "diagnosed"


def test_a_certain_rule_on_a_fact_in_doubt_is_no_diagnosis() -> None:
    made = book(KINDS, cause("x", rule("r", "certain", when(a=True))))

    chained = run(made, [fact("a").doubted()])

    assert verdict(made, chained, weigh(made, chained)) == "likely"


def test_a_sum_of_evidence_is_diagnosed_only_without_a_rival() -> None:
    strong = cause("x", *(rule(name, "likely", when(**{name: True})) for name in "ab"))
    rival = cause("y", rule("r", "likely", when(c=True)))
    made = book(KINDS, strong, rival)
    assert said(made, fact("a"), fact("b")) == "diagnosed"
    assert said(made, fact("a"), fact("b"), fact("c")) == "likely"


def test_much_that_was_only_told_is_no_diagnosis_without_a_certain_rule() -> None:
    made = book(KINDS, cause("x", *(rule(name, "likely", when(**{name: True})) for name in "ab")))
    told = [fact(name, kind="said") for name in "ab"]

    assert said(made, *told) == "likely"
    assert said(made, told[0], fact("b", kind="paste")) == "diagnosed"


def test_less_is_likely_and_still_less_undetermined() -> None:
    made = book(KINDS, cause("x", rule("l", "likely", when(a=True)), rule("p", "possible", when(b=True))))
    assert said(made, fact("a")) == "likely"
    assert said(made, fact("b")) == "undetermined"
    assert said(book([])) == "undetermined"


def test_another_trouble_than_ours_is_out_of_scope() -> None:
    made = book(KINDS, cause("out-of-scope", rule("r", "likely", when(a=True))))
    assert said(made, fact("a")) == "out-of-scope"
    assert said(made) == "undetermined"


def test_a_board_is_healthy_when_all_is_known_to_be_well_and_nothing_is_suspected() -> None:
    x = cause("x", rule("r", "likely", when(a=True)))
    made = book(KINDS, x, healthy=when(b=True), unhealthy=when(c=True))
    assert said(made) == "undetermined"
    assert said(made, fact("b")) == "healthy"
    assert said(made, fact("b"), fact("c")) == "undetermined"
    assert said(made, fact("a"), fact("b")) == "likely"
    assert said(book(KINDS, healthy=when(b=True)), fact("b")) == "healthy"


# ---------------------------------------------------------------- promises


WORLD = book(
    KINDS,
    cause("v", rule("1", "certain", when(a=True, b=True)), rule("2", "against", when(c=True))),
    cause("w", rule("1", "certain", when(c=True, d=True)), rule("2", "likely", when(e=True)), explains=("x",)),
    cause("x", rule("1", "likely", when(d=True)), rule("2", "possible", when(f=True), unless=when(a=False))),
    cause("y", rule("1", "excludes", when(b=False)), rule("2", "certain", when(f=True, e=True)), base="rare"),
    healthy=when(a=False, f=False),
)
TOLD = st.lists(st.builds(fact, st.sampled_from("abcdef"), st.booleans(), st.sampled_from([1.0, 2.0])), max_size=10)


def beliefs(findings: tuple[Finding, ...]) -> list[tuple[str, float]]:
    return [(finding.cause.id, finding.probability) for finding in findings]


@given(TOLD, st.randoms(use_true_random=False))
def test_the_same_facts_in_any_order_are_believed_the_same(told: list[Fact], chance: random.Random) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert weigh(WORLD, run(WORLD, told)) == weigh(WORLD, run(WORLD, shuffled))


@given(TOLD)
def test_diagnosed_keeps_its_promise(told: list[Fact]) -> None:
    chained: Chained = run(WORLD, told)
    findings = weigh(WORLD, chained)
    if verdict(WORLD, chained, findings) == "diagnosed":
        first, second = findings[0], findings[1]
        sure = any(firing.rule.level == "certain" for firing in first.firings)
        assert sure or (first.probability >= FOUND_FROM and second.probability <= 0.5)


@given(TOLD)
def test_unrelated_certain_causes_are_never_both_certain(told: list[Fact]) -> None:
    sure = [f.cause.id for f in weigh(WORLD, run(WORLD, told)) if f.probability == CERTAIN]
    assert all({one, two} == {"w", "x"} for one, two in itertools.combinations(sure, 2))


def test_the_condition_that_nobody_can_meet_is_never_met() -> None:
    assert said(book(KINDS, healthy=NEVER), *(fact(name) for name in "abcdef")) == "undetermined"
