"""The chain: what holds, what follows, and what every rule says about it."""

from __future__ import annotations

import random
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import book, cause, fact, kind, rule, when
from espdoctor.engine import chain
from espdoctor.engine.causes import Level
from espdoctor.engine.chain import LONGEST_VALUE, Chained, Firing, blank, run
from espdoctor.engine.conditions import Answer, Nothing
from espdoctor.engine.facts import Evidence, Fact
from espdoctor.engine.index import index_of
from espdoctor.engine.vocabulary import IntType, TextType

WORDS = TextType()


def everything(chained: Chained) -> tuple[object, ...]:
    return chained.view, chained.outcomes, chained.firings, chained.roots


def test_a_fact_with_one_value_has_the_one_of_the_greatest_rank() -> None:
    view = run(book([kind("a")]), [fact("a", True, at=2.0), fact("a", False, at=1.0)]).view
    assert [one.value for one in view["a"]] == [True]


def test_a_set_keeps_every_value_once_with_its_best_evidence() -> None:
    told = [fact("a", 1, at=1.0), fact("a", 2, at=1.0), fact("a", 1, at=3.0)]
    view = run(book([kind("a", IntType(0, 9), many=True)]), told).view
    assert [(one.value, one.because[0].at) for one in view["a"]] == [(1, 3.0), (2, 1.0)]


def test_of_facts_of_equal_rank_the_order_of_telling_does_not_decide() -> None:
    told = [fact("a", True, excerpt="x"), fact("a", True, excerpt="y")]
    made = book([kind("a")])
    assert run(made, told).view == run(made, reversed(told)).view


def test_a_rule_fires_says_no_or_tells_what_is_missing() -> None:
    c = cause("c", *(rule(f"r{i}", "likely", when(a=True, b=bool(i))) for i in range(2)))
    made = book([kind("a"), kind("b")], c)
    chained = run(made, [fact("a"), fact("b")])
    assert [firing.rule.id for firing in chained.firings] == ["c#r1"]
    assert chained.outcomes["c#r0"].answer is Answer.NO
    assert run(made, [fact("a")]).outcomes["c#r0"].missing == ("b",)


def test_unless_stops_a_rule_only_when_it_is_known_to_hold() -> None:
    made = book([kind("a"), kind("b")], cause("c", rule("r", "likely", when(a=True), unless=when(b=True))))
    assert len(run(made, [fact("a")]).firings) == 1
    assert len(run(made, [fact("a"), fact("b", False)]).firings) == 1
    stopped = run(made, [fact("a"), fact("b", True)])
    assert stopped.firings == ()
    assert [one.name for one in stopped.outcomes["c#r"].used] == ["b"]


@pytest.mark.parametrize(
    ("level", "in_doubt"),
    [("certain", "likely"), ("excludes", "against"), ("likely", "likely"), ("against", "against")],
)
def test_nothing_is_certain_by_a_fact_that_may_have_been_read_wrongly(level: Level, in_doubt: Level) -> None:
    made = book([kind("a"), kind("b")], cause("c", rule("r", level, when(a=True, b=True))))

    (firm,) = run(made, [fact("a"), fact("b")]).firings
    (doubtful,) = run(made, [fact("a"), fact("b").doubted()]).firings

    assert (firm.level, doubtful.level) == (level, in_doubt)


def test_what_follows_from_a_doubtful_fact_is_doubtful() -> None:
    follows = rule("follows", None, when(a=True, b=True), states=(("c", True),))
    made = book([kind("a"), kind("b"), kind("c")], derive=(follows,))

    for told, doubtful in ((fact("b"), False), (fact("b").doubted(), True)):
        (derived,) = run(made, [fact("a"), told]).view["c"]
        assert derived.doubtful is doubtful


def test_what_was_read_well_holds_before_what_is_in_doubt_until_the_world_is_changed() -> None:
    made = book([kind("a", IntType(0, 9))])
    firm, later = fact("a", 1, at=1.0), fact("a", 2, at=2.0).doubted()

    assert [one.value for one in run(made, [later, firm]).view["a"]] == [1]
    assert [one.value for one in run(made, [later.at_attempt(1, 2.0), firm]).view["a"]] == [2]


def test_a_rule_that_looks_at_nothing_is_asked_too() -> None:
    made = book([], cause("c", rule("always", "possible", Nothing(()))))
    assert [firing.rule.id for firing in run(made, []).firings] == ["c#always"]


LADDER = (
    rule("two", None, when(b=True), states=(("c", True),)),
    rule("one", None, when(a=True), states=(("b", True),)),
)


def test_what_follows_goes_on_to_the_fixpoint_and_keeps_the_evidence() -> None:
    made = book([kind(name) for name in "abc"], cause("x", rule("r", "likely", when(c=True))), derive=LADDER)
    chained = run(made, [fact("a", excerpt="rst cause:2")])
    (used,) = next(firing.used for firing in chained.firings if firing.rule.id == "x#r")
    assert used.because == (Evidence("a test", "rst cause:2", "derived", 0, 1.0),)
    assert chained.rests_on([used]) == {("a", True)}


def test_what_follows_goes_when_its_reason_goes() -> None:
    made = book([kind(name) for name in "abc"], derive=LADDER)
    after = run(made, [fact("a")]).after({}, {"a"})
    assert everything(after) == everything(blank(index_of(made)))


def test_what_is_told_later_outranks_what_followed_before() -> None:
    made = book([kind(name) for name in "abc"], derive=LADDER)
    chained = run(made, [fact("a", at=1.0), fact("b", False, at=2.0)])
    assert [chained.view[name][0].value for name in "ab"] == [True, False]
    assert "c" not in chained.view
    assert chained.rests_on(chained.view["b"]) == {("b", False)}


def test_a_derivation_from_nothing_names_its_rule_as_evidence() -> None:
    made = book([kind("a")], derive=(rule("d", None, Nothing(()), states=(("a", True),)),))
    assert run(made, []).view["a"][0].because == (Evidence("d", "", "derived"),)


def test_a_rule_may_state_several_facts() -> None:
    both = rule("d", None, when(a=True), states=(("b", False), ("c", True)))
    view = run(book([kind(name) for name in "abc"], derive=(both,)), [fact("a")]).view
    assert [view[name][0].value for name in "bc"] == [False, True]


def test_a_fact_outside_the_vocabulary_is_an_error() -> None:
    with pytest.raises(KeyError):
        run(book([]), [fact("nowhere")])


NAMES = "abcdef"
SMALL = book(
    [*(kind(name) for name in NAMES), kind("d1"), kind("d2")],
    cause("x", rule("1", "likely", when(a=True, d1=True)), rule("2", "against", when(b=False), unless=when(d2=True))),
    derive=(
        rule("s1", None, when(c=True, d=True), states=(("d1", True),)),
        rule("s2", None, when(d1=True, e=True), unless=when(f=True), states=(("d2", True),)),
        rule("s3", None, when(f=False), states=(("d1", False),)),
    ),
)
TOLD = st.lists(
    st.builds(fact, st.sampled_from([*NAMES, "d1"]), st.booleans(), st.sampled_from([1.0, 2.0]), st.integers(0, 1)),
    max_size=12,
)


@given(TOLD, st.randoms(use_true_random=False))
def test_the_order_of_telling_changes_nothing(told: list[Fact], chance: random.Random) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert everything(run(SMALL, told)) == everything(run(SMALL, shuffled))


@given(TOLD, TOLD, st.booleans())
def test_going_on_from_before_gives_the_same_as_starting_afresh(
    first: list[Fact], second: list[Fact], looked_at: bool
) -> None:
    names = {one.name for one in (*first, *second)}
    held = {name: tuple(one for one in second if one.name == name) for name in names}
    before = run(SMALL, first)
    if looked_at:
        assert before.outcomes
    assert everything(before.after(held, names)) == everything(run(SMALL, second))
    assert everything(before) == everything(run(SMALL, first)), "what was before stays as it was"


def test_rules_are_asked_when_somebody_looks_for_all_that_changed_since(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Mock(wraps=chain.ask)
    monkeypatch.setattr(chain, "ask", asked)
    made = book([kind("a"), kind("b")], cause("x", rule("r", "likely", when(a=True, b=True))))
    start = blank(index_of(made))
    asked.reset_mock()
    last = start.after({"a": (fact("a"),)}, {"a"}).after({"b": (fact("b"),)}, {"b"})
    assert asked.call_count == 0
    assert [firing.rule.id for firing in last.firings] == ["x#r"]
    assert asked.call_count == 1


def test_a_fact_that_stays_as_it_was_has_no_rule_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = book([kind("a")], cause("x", rule("r", "likely", when(a=True))))
    before = run(made, [fact("a")])
    assert before.firings
    asked = Mock(wraps=chain.ask)
    monkeypatch.setattr(chain, "ask", asked)
    assert before.after({"a": (fact("a"),)}, {"a"}).firings == before.firings
    assert asked.call_count == 0


def test_a_sentence_has_the_values_in_place_of_the_names() -> None:
    told = rule("r", "likely", when(a=True), because="Mode {m.x}, {a}, {b} and {nowhere}.\n")
    firing = Firing(told, (fact("m.x", 3), fact("a", True), fact("b", False)))
    assert firing.sentence() == "Mode 3, yes, no and (not known)."


def test_a_long_text_is_cut_in_a_sentence() -> None:
    firing = Firing(rule("r", "likely", when(a=True), because="{a}"), (fact("a", "x" * 500),))
    assert firing.sentence() == "x" * (LONGEST_VALUE - 1) + "…"
