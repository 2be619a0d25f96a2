"""The plan: repair, look, ask, and never a question in vain."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books import NEVER, book, cause, fact, fix, hands, kind, rule, when
from espdoctor.engine.belief import weigh
from espdoctor.engine.causes import Cause, FixStep, Level
from espdoctor.engine.chain import run
from espdoctor.engine.conditions import Any, Condition, Nothing
from espdoctor.engine.facts import Fact, Value
from espdoctor.engine.hazard import Hazard
from espdoctor.engine.plan import ENDS
from espdoctor.engine.rulebook import Rulebook
from espdoctor.engine.session import Session
from espdoctor.engine.steps import Ask, Done, ProbeInfo, Run, Step, Try
from espdoctor.engine.vocabulary import EnumType

COLOURS = EnumType(("red", "green", "blue"))
KINDS = [
    *(kind(name) for name in "abcd"),
    kind("q", ask="look"),
    kind("r", ask="part"),
    kind("colour", COLOURS, ask="look", choices=(("red", "Red"), ("green", "Green"))),
]
HANDS = (hands("wire"),)
OURS = FixStep(action="flash")


def probe(
    name: str,
    *settles: str,
    seconds: float = 1.0,
    hazard: Hazard = Hazard.LISTEN,
    hands: tuple[str, ...] = (),
    **needs: Value,
) -> ProbeInfo:
    return ProbeInfo(
        name, f"Running {name}", settles, tuple((n, (v,)) for n, v in needs.items()), hazard, seconds, hands
    )


def session(
    *causes: Cause, probes: tuple[ProbeInfo, ...] = (), told: tuple[Fact, ...] = (), healthy: Condition = NEVER
) -> Session:
    made = book(KINDS, *causes, hands=HANDS, healthy=healthy)
    opened = Session(made, probes)
    opened.learn(*told)
    return opened


def on(name: str, level: Level = "certain", **values: Value) -> Cause:
    return cause(name, rule("r", level, when(**values)), fixes=(fix("f", OURS),))


def what(step: Step) -> str:
    match step:
        case Run(one):
            return one.name
        case Ask(name):
            return name
        case Try(name):
            return f"mend {name}"
        case Done():
            return "done"


# ---------------------------------------------------------------- repair


def test_what_is_diagnosed_is_mended_before_anything_else() -> None:
    now = session(on("x", a=True), on("y", b=True), probes=(probe("p", "b"),), told=(fact("a"),))
    assert now.next_step() == Try("x", "f")


def test_of_two_that_are_certain_the_one_that_hides_the_other_is_mended_first() -> None:
    port, flash = (
        cause(n, rule("r", "certain", when(a=True)), topic=n, fixes=(fix("f", OURS),)) for n in ("port", "flash")
    )
    assert session(flash, port, told=(fact("a"),)).next_step() == Try("port", "f")


def test_a_general_cause_that_is_explained_is_not_mended() -> None:
    special = cause(
        "s",
        rule("r", "certain", when(a=True)),
        explains=("g",),
        fixes=(fix("f", FixStep(advice="Buy."), proven=False),),
    )
    general = cause("g", rule("1", "certain", when(b=True)), rule("2", "likely", when(a=True)), fixes=(fix("f", OURS),))
    assert what(session(special, general, told=(fact("a"), fact("b"))).next_step()) == "done"


def test_advice_ends_it() -> None:
    advised = cause(
        "x", rule("r", "certain", when(a=True)), fixes=(fix("f", FixStep(advice="Buy one."), proven=False),)
    )
    now = session(advised, probes=(probe("p", "b"),), told=(fact("a"),))
    assert now.next_step() == Done(ENDS["diagnosed"])


def test_after_a_fix_in_vain_it_looks_further() -> None:
    now = session(on("x", a=True), on("y", b=True), probes=(probe("p", "b"),), told=(fact("a"),))
    now.tried("x", "f", verified=False)
    assert what(now.next_step()) == "p"


def test_after_a_fix_in_vain_nobody_is_asked_while_the_cause_is_sure() -> None:
    now = session(on("x", a=True), on("y", q=True), told=(fact("a"),))
    now.tried("x", "f", verified=False)
    assert now.next_step() == Done(ENDS["diagnosed"])


def test_what_is_only_likely_is_mended_when_nothing_is_left_to_learn() -> None:
    now = session(on("x", "likely", a=True), on("y", b=True), probes=(probe("p", "b"),), told=(fact("a"),))
    assert what(now.next_step()) == "p"
    now.ran("p")
    assert what(now.next_step()) == "mend x"


def test_what_is_less_than_likely_is_not_mended() -> None:
    assert session(on("x", "possible", a=True), told=(fact("a"),)).next_step() == Done(ENDS["undetermined"])


def test_a_contradiction_is_settled_before_one_of_the_two_is_mended() -> None:
    x = cause("x", rule("r", "certain", when(a=True)), rule("no", "excludes", when(q=True)), fixes=(fix("f", OURS),))
    now = session(x, on("y", b=True), told=(fact("a"), fact("b")))
    assert what(now.next_step()) == "q"
    now.answer("q", True)
    assert what(now.next_step()) == "mend y"


# ---------------------------------------------------------------- look


def test_the_probe_that_settles_more_for_the_time_runs_first() -> None:
    causes = on("x", a=True), on("y", b=True)
    assert what(session(*causes, probes=(probe("slow", "a", seconds=9), probe("fast", "b"))).next_step()) == "fast"
    assert what(session(*causes, probes=(probe("one", "a"), probe("two", "a", "b"))).next_step()) == "two"


def test_a_suspicion_draws_the_probe_that_bears_on_it() -> None:
    suspect = cause("x", rule("r", "certain", when(a=True)), rule("l", "possible", when(c=True)))
    probes = probe("other", "b"), probe("suspect", "a")
    assert what(session(suspect, on("y", b=True), probes=probes, told=(fact("c"),)).next_step()) == "suspect"


def test_a_probe_runs_once_until_what_it_settles_is_outdated() -> None:
    now = session(on("x", a=True), probes=(probe("p", "a"),))
    now.learn(fact("a", False))
    now.ran("p")
    assert what(now.next_step()) == "done"
    now.acted(["b"])
    assert what(now.next_step()) == "done"
    now.acted(["a"])
    assert what(now.next_step()) == "p"


def test_a_probe_is_run_for_the_sake_of_the_one_that_waits_for_it() -> None:
    probes = probe("deep", "a", c=True), probe("first", "c"), probe("idle", "d")
    now = session(on("x", a=True), probes=probes)
    step = now.next_step()
    assert step == Run(probes[1], "The next look needs it: Running deep.")
    now.learn(fact("c"))
    assert what(now.next_step()) == "deep"


def test_a_probe_whose_need_is_known_not_to_be_met_is_not_waited_for() -> None:
    now = session(
        on("x", a=True), probes=(probe("deep", "a", c=True, d=True), probe("first", "c")), told=(fact("d", False),)
    )
    assert what(now.next_step()) == "done"


def test_what_health_waits_for_is_looked_at_though_nothing_is_suspected() -> None:
    now = session(probes=(probe("p", "a", seconds=3.2),), healthy=when(a=True))
    assert now.next_step() == Run(now.probes[0], "It belongs to a look at the whole board. It takes about 3 seconds.")
    now.learn(fact("a"))
    assert now.next_step() == Done(ENDS["healthy"])


@pytest.mark.parametrize(("seconds", "words"), [(1.2, ""), (1.6, " It takes about 2 seconds.")])
def test_seconds_are_said_from_two_on(seconds: float, words: str) -> None:
    now = session(on("x", a=True), probes=(probe("p", "a", seconds=seconds),))
    step = now.next_step()
    assert isinstance(step, Run)
    assert step.why == f"It tells most about: Title of x.{words}"


def test_what_stands_in_the_way_of_a_proof_is_cleared_first() -> None:
    proof = replace(probe("any", "b"), needs=(("c", (True,)),))
    now = session(on("x", a=True), on("y", d=True), probes=(proof, probe("look", "d")), told=(fact("a"),))
    assert now.next_step() == Try("x", "f")
    now.learn(fact("c", False))
    assert what(now.next_step()) == "look"


def test_the_hazard_of_a_probe_counts_and_limits() -> None:
    probes = probe("reset", "a", hazard=Hazard.RESET), probe("listen", "b", seconds=1.5)
    now = session(on("x", a=True), on("y", b=True), probes=probes)
    assert what(now.next_step()) == "listen"
    now.ran("listen")
    assert what(now.next_step(Hazard.LISTEN)) == "done"
    assert what(now.next_step(Hazard.RESET)) == "reset"


def test_a_step_says_what_it_is_about() -> None:
    step = session(on("x", a=True), probes=(probe("p", "a"),)).next_step()
    assert isinstance(step, Run)
    assert "Title of x" in step.why


# ---------------------------------------------------------------- ask


def test_a_person_is_asked_after_the_harmless_probes() -> None:
    now = session(
        on("x", q=True),
        on("y", a=True),
        probes=(probe("p", "a", seconds=60),),
    )
    assert what(now.next_step()) == "p"
    now.ran("p")
    assert what(now.next_step()) == "q"


def test_a_person_is_not_asked_what_a_harmless_probe_can_tell() -> None:
    now = session(on("x", q=True), probes=(probe("p", "q", seconds=60),))
    assert what(now.next_step()) == "p"
    now.ran("p")
    assert what(now.next_step()) == "q"


def test_the_cheaper_question_comes_first() -> None:
    assert what(session(on("x", q=True), on("y", r=True)).next_step()) == "q"


def test_hands_and_questions_are_weighed_against_each_other() -> None:
    causes = on("x", r=True), on("y", a=True)
    now = session(*causes, probes=(probe("by-hand", "a", hands=("wire",)),))
    assert what(now.next_step()) == "by-hand"
    assert what(now.next_step(can_ask=False)) == "done"


def test_a_dear_probe_comes_after_a_cheap_question() -> None:
    now = session(on("x", q=True), on("y", a=True), probes=(probe("writes", "a", hazard=Hazard.WRITE),))
    assert what(now.next_step(Hazard.WRITE)) == "q"
    now.skip("q")
    assert what(now.next_step(Hazard.WRITE)) == "writes"


def test_what_was_skipped_is_not_asked_again() -> None:
    now = session(on("x", q=True))
    now.skip("q")
    assert what(now.next_step()) == "done"


def test_a_question_is_not_asked_when_none_of_its_answers_helps() -> None:
    assert what(session(on("x", colour="red")).next_step()) == "colour"
    assert what(session(on("x", colour="blue")).next_step()) == "done"


def test_a_question_that_only_leads_to_a_derived_fact_is_asked() -> None:
    derive = (rule("d", None, when(q=True), states=(("a", True),)),)
    now = Session(book(KINDS, on("x", a=True), derive=derive))
    assert what(now.next_step()) == "q"


def test_a_question_about_an_unlikely_rival_is_not_worth_a_person_beside_a_strong_leader() -> None:
    rival = cause("y", rule("r", "certain", when(q=True)), base="occasional")
    now = session(on("x", "likely", a=True), rival, told=(fact("a"),))
    assert what(now.next_step()) == "mend x"


def test_a_question_that_could_overturn_the_leader_is_asked() -> None:
    x = cause("x", rule("l", "likely", when(a=True)), rule("no", "excludes", when(q=True)), fixes=(fix("f", OURS),))
    assert what(session(x, told=(fact("a"),)).next_step()) == "q"


def test_nothing_at_all_ends_at_once() -> None:
    assert session().next_step() == Done(ENDS["undetermined"])


# ---------------------------------------------------------------- promises


NAMES = ("a", "b", "c", "q", "r")
CONDITIONS = st.recursive(
    st.builds(lambda name, value: when(**{name: value}), st.sampled_from(NAMES), st.booleans()),
    lambda inner: st.builds(Any, st.tuples(inner, inner)) | st.builds(Nothing, st.tuples(inner)),
    max_leaves=3,
)
LEVELS: st.SearchStrategy[Level] = st.sampled_from(["certain", "likely", "possible", "against", "excludes"])
PROBES = (probe("p", "a", seconds=2), probe("o", "b", "q", c=True), probe("h", "c", hands=("wire",)))


@st.composite
def books(draw: st.DrawFn, most_rules: int) -> Rulebook:
    rules_of_one = st.lists(st.tuples(LEVELS, CONDITIONS), min_size=1, max_size=most_rules)
    causes = [
        cause(f"c{i}", *(rule(f"r{j}", *one) for j, one in enumerate(rules)), fixes=(fix("f", OURS),))
        for i, rules in enumerate(draw(st.lists(rules_of_one, min_size=1, max_size=4)))
    ]
    return book(KINDS, *causes, hands=HANDS)


def told(now: Session, step: Step, chance: random.Random) -> None:
    match step:
        case Run(one):
            now.acted([]) if one.hands else None
            now.learn(*(fact(name, chance.random() < 0.5, attempt=now.attempt) for name in one.settles))
            now.ran(one.name)
        case Ask(name):
            now.answer(name, chance.random() < 0.5) if chance.random() < 0.8 else now.skip(name)
        case Try(name, one):
            now.acted(["a", "q"])
            now.tried(name, one, chance.choice([True, False, None]))


@settings(max_examples=100)
@given(books(most_rules=3), st.integers(0, 999))
def test_every_consultation_ends(made: Rulebook, seed: int) -> None:
    now, chance = Session(made, PROBES), random.Random(seed)
    for _ in range(60):
        step = now.next_step(Hazard.ERASE)
        assert step == now.next_step(Hazard.ERASE), "the same situation gives the same step"
        if isinstance(step, Done):
            return
        told(now, step, chance)
    pytest.fail("it went on and on")


def could_matter(made: Rulebook, now: Session, name: str) -> bool:
    """Whether there is a state of knowledge in which the answer makes a difference to what is believed.

    Only for causes of one rule: that one rule can never fire without another is logic that the planner does not do.
    """
    others = [one for one in NAMES if one not in now.view and one != name]
    for values in itertools.product((None, True, False), repeat=len(others)):
        known = [fact(other, value) for other, value in zip(others, values, strict=True) if value is not None]
        worlds = ([*now.facts, *known, *answer] for answer in ([fact(name, True)], [fact(name, False)], []))
        believed = [
            [(f.cause.id, f.probability, f.contradiction) for f in weigh(made, run(made, world))] for world in worlds
        ]
        if not believed[0] == believed[1] == believed[2]:
            return True
    return False


@settings(max_examples=100)
@given(books(most_rules=1), st.integers(0, 999))
def test_a_question_is_never_asked_in_vain(made: Rulebook, seed: int) -> None:
    now, chance = Session(made, PROBES), random.Random(seed)
    for _ in range(20):
        match now.next_step(Hazard.ERASE):
            case Done():
                return
            case Ask(name) as step:
                assert could_matter(made, now, name)
                told(now, step, chance)
            case Try(name, one):
                now.tried(name, one, None)
            case step:
                told(now, step, chance)


# ---------------------------------------------------------------- what does not wait for its turn


def test_a_probe_that_does_not_wait_runs_however_sure_the_cause_is() -> None:
    where = replace(probe("where", "b"), needs=(("a", ()),), at_once=True)
    now = session(on("x", a=True), probes=(where,), told=(fact("a", True),))
    assert now.verdict == "diagnosed"

    first = now.next_step()
    now.ran("where")

    assert isinstance(first, Run)
    assert first.probe is where
    assert isinstance(now.next_step(), Try)


def test_the_question_that_such_a_probe_waits_for_comes_when_no_repair_is_left() -> None:
    where = replace(probe("where", "b"), needs=(("a", ()), ("q", ())), at_once=True)
    now = session(on("x", a=True), probes=(where,), told=(fact("a", True),))

    assert isinstance(now.next_step(), Try)
    now.tried("x", "f", None)
    assert isinstance(step := now.next_step(), Ask)
    assert step.fact == "q"
    assert isinstance(now.next_step(can_ask=False), Done)
    now.skip("q")
    assert isinstance(now.next_step(), Done)


def test_nobody_is_asked_for_it_while_something_else_is_lacking_too() -> None:
    where = replace(probe("where", "b"), needs=(("a", ()), ("q", ())), at_once=True)
    now = session(on("x", a=True), on("y", b=True), probes=(where,))

    assert not isinstance(now.next_step(), Ask)


def test_such_a_probe_keeps_to_what_is_allowed_and_needed() -> None:
    where = replace(probe("where", "b"), needs=(("a", ()),), at_once=True, hazard=Hazard.RESET)
    now = session(on("x", c=True), probes=(where,), told=(fact("c", True),))

    assert isinstance(now.next_step(), Try)
    now.learn(fact("a", True))
    assert isinstance(now.next_step(allowed=Hazard.LISTEN), Try)
    assert isinstance(now.next_step(), Run)
