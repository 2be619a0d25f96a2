"""What an unknown fact is worth."""

from __future__ import annotations

import pytest

from books import book, cause, fact, kind, rule, when
from espdoctor.engine import conditions, worth
from espdoctor.engine.belief import Repairs, weigh
from espdoctor.engine.causes import Cause
from espdoctor.engine.chain import run
from espdoctor.engine.conditions import All, Any, Condition, Nothing, Ref
from espdoctor.engine.facts import Fact
from espdoctor.engine.index import index_of
from espdoctor.engine.ledger import Ledger
from espdoctor.engine.rulebook import Rulebook
from espdoctor.engine.steps import ProbeInfo

NAMES = "abcdef"
KINDS = [kind(name) for name in NAMES]
ALL = frozenset(NAMES)


def stakes(
    made: Rulebook, *facts: Fact, tellable: frozenset[str] = ALL, repairs: Repairs | None = None
) -> dict[str, worth.Stake]:
    chained = run(made, facts)
    findings = weigh(made, chained, repairs or Repairs({}, {}))
    found = Ledger().stakes(index_of(made), chained, findings, tellable - chained.view.keys())
    return {stake.rule.id: stake for stake in found}


def gain(*causes: Cause, told: str = "", of: str = "x#r") -> float:
    found = stakes(book(KINDS, *causes), *(fact(name) for name in told))
    return found[of].gain if of in found else 0.0


# ---------------------------------------------------------------- stakes


def test_a_rule_that_could_move_its_cause_is_a_stake_of_what_it_lacks() -> None:
    made = book(KINDS, cause("x", rule("r", "certain", when(a=True, b=True, c=True))))
    assert stakes(made, fact("a"))["x#r"].missing == ("b", "c")


def test_what_is_decided_is_no_stake() -> None:
    made = book(KINDS, cause("x", rule("yes", "likely", when(a=True)), rule("no", "likely", when(a=False, b=True))))
    assert stakes(made, fact("a")) == {}


def test_the_likelier_the_cause_the_more_is_at_stake() -> None:
    certain = rule("r", "certain", when(b=True))
    bases = [gain(cause("x", certain, base=base)) for base in ("rare", "occasional", "common")]
    suspected = gain(cause("x", certain, rule("l", "likely", when(a=True))), told="a")
    assert 0 < bases[0] < bases[1] < bases[2] < suspected


def test_belief_is_not_expected_to_move_further_than_it_can_on_average() -> None:
    assert gain(cause("x", rule("r", "certain", when(a=True)))) < 0.05


def test_a_certain_cause_has_nothing_to_win() -> None:
    assert gain(cause("x", rule("c", "certain", when(a=True)), rule("r", "likely", when(b=True))), told="a") == 0


def test_an_excluded_cause_is_not_looked_into() -> None:
    assert gain(cause("x", rule("e", "excludes", when(a=True)), rule("r", "certain", when(b=True))), told="a") == 0


def test_excluding_is_worth_it_only_for_a_suspect() -> None:
    excluding, likely = rule("r", "excludes", when(b=True)), rule("l", "likely", when(a=True))
    assert gain(cause("x", excluding)) == 0
    assert gain(cause("x", excluding, likely), told="a") > 0


def test_a_rule_that_adds_nothing_to_what_was_counted_is_no_stake() -> None:
    likely, weaker = rule("l", "likely", when(a=True)), rule("r", "possible", when(a=True, b=True))
    assert gain(cause("x", likely, weaker), told="a") == 0


def test_only_what_excludes_can_settle_a_contradiction() -> None:
    one = cause(
        "x", rule("c", "certain", when(a=True)), rule("r", "excludes", when(c=True)), rule("l", "likely", when(d=True))
    )
    other = cause("y", rule("c", "certain", when(b=True)))
    assert gain(one, other, told="ab") == worth.SETTLES
    assert gain(one, other, told="ab", of="x#l") == 0


def test_what_contradicts_itself_is_not_settled_by_one_more_exclusion() -> None:
    rules = rule("c", "certain", when(a=True)), rule("e", "excludes", when(b=True)), rule("r", "excludes", when(c=True))
    assert gain(cause("x", *rules), told="ab") == 0


def test_a_failed_fix_counts_before_and_after() -> None:
    made = book(KINDS, cause("x", rule("r", "likely", when(a=True))))
    before = stakes(made)["x#r"].gain
    assert 0 < stakes(made, repairs=Repairs({}, {"x": ("likely",)}))["x#r"].gain < before


# ---------------------------------------------------------------- what can still be told


def test_a_rule_that_needs_what_nobody_can_tell_is_no_stake() -> None:
    made = book(KINDS, cause("x", rule("r", "certain", when(a=True, b=True))))
    assert stakes(made, tellable=frozenset("a")) == {}


def test_of_alternatives_those_count_that_somebody_can_tell() -> None:
    made = book(KINDS, cause("x", rule("r", "certain", Any((when(a=True), when(b=True))))))
    assert stakes(made, tellable=frozenset("b"))["x#r"].missing == ("b",)


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        (when(a=True), True),
        (when(a=False), False),
        (when(b=True), True),
        (when(c=True), False),
        (Nothing((when(a=False), when(b=True))), True),
        (Nothing((when(a=True),)), False),
        (Nothing((when(c=True),)), False),
        (Any((when(c=True), when(b=True))), True),
        (Nothing((All((when(c=True), when(b=True))),)), True),
        (Nothing((All((when(c=True), when(a=True))),)), False),
        (Nothing((Nothing((when(b=True),)),)), True),
        (conditions.Test("b", "is", (Ref("c"),)), False),
        (conditions.Test("b", "is", (Ref("a"),)), True),
    ],
)
def test_a_condition_can_be_met_with_what_is_known_and_can_be_told(condition: Condition, possible: bool) -> None:
    view = run(book(KINDS), [fact("a")]).view
    assert worth.can_be(True, condition, view, frozenset("b")) is possible


def test_a_derived_fact_stands_for_what_it_follows_from() -> None:
    derive = (
        rule("2", None, when(b=True, c=True), states=(("d", True),)),
        rule("1", None, when(a=True), states=(("b", True),)),
    )
    made = book(KINDS, cause("x", rule("r", "certain", when(d=True, c=True))), derive=derive)
    assert stakes(made, tellable=frozenset("ac"))["x#r"].missing == ("c", "a")
    assert stakes(made, tellable=frozenset("c")) == {}
    assert stakes(made, fact("a", False), tellable=frozenset("ac")) == {}


# ---------------------------------------------------------------- facts and probes


def test_a_gain_is_shared_among_the_facts_that_are_missing() -> None:
    one, other = (
        cause("x", rule("r", "certain", when(a=True, b=True))),
        cause("y", rule("r", "certain", when(b=True))),
    )
    found = stakes(book(KINDS, one, other))
    facts = worth.of_facts(worth.by_fact(found.values()), ["c"])
    assert facts["a"] == pytest.approx(found["x#r"].gain / 2)
    assert facts["b"] == pytest.approx(found["x#r"].gain / 2 + found["y#r"].gain)
    assert facts["c"] == worth.HEALTHY


def test_a_fact_moves_a_cause_only_once_each_way() -> None:
    against = rule("e", "excludes", when(b=True)), rule("g", "against", when(b=False))
    made = book(
        KINDS, cause("x", rule("l", "likely", when(a=True)), rule("c", "certain", when(b=True, c=True)), *against)
    )
    found = stakes(made, fact("a"))
    expected = max(found["x#e"].gain, found["x#g"].gain) + found["x#c"].gain / 2
    assert worth.of_fact(worth.by_fact(found.values())["b"]) == pytest.approx(expected)


def test_a_probe_is_worth_all_that_it_tells() -> None:
    assert worth.of_probe(ProbeInfo("p", "P", ("a", "b", "known")), {"a": 0.1, "b": 0.2}) == pytest.approx(0.3)


def test_a_probe_that_waits_lends_its_worth_to_what_it_waits_for() -> None:
    first, second = ProbeInfo("1", "1", ("b",)), ProbeInfo("2", "2", ("c",))
    credited = worth.pulled({"c": 1.0}, [(second, ("b",)), (first, ("a", "d"))])
    assert credited["b"] == pytest.approx(worth.PULL)
    assert credited["a"] == credited["d"] == pytest.approx(worth.PULL**2 / 2)
    assert credited["c"] == 1.0


def test_probes_that_wait_for_each_other_do_not_raise_themselves_without_end() -> None:
    one, two = ProbeInfo("1", "1", ("a",)), ProbeInfo("2", "2", ("b",))
    credited = worth.pulled({"a": 1.0, "b": 1.0}, [(one, ("b",)), (two, ("a",))])
    assert 1.0 < credited["a"] < worth.DEEPEST_PULL + 1


def test_health_wants_what_is_unknown_until_it_is_known_not_to_be() -> None:
    made = book(KINDS, healthy=when(a=True, b=True, c=True))
    index = index_of(made)
    assert worth.wanted_for_health(index, run(made, [fact("a")]), frozenset("b")) == ("b",)
    assert worth.wanted_for_health(index, run(made, [fact("a", False)]), frozenset("b")) == ()
