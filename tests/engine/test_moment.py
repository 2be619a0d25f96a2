"""A moment is worked out when somebody looks, and stays as it was for those who look at it later."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from books import book, cause, fact, kind, rule, when
from espdoctor.engine import chain
from espdoctor.engine.belief import CERTAIN, NO_REPAIRS
from espdoctor.engine.chain import run
from espdoctor.engine.facts import Fact
from espdoctor.engine.index import index_of
from espdoctor.engine.moment import Moment

BOOK = book(
    [kind("a"), kind("b"), kind("c", learned=("rule",))],
    cause("x", rule("r", "certain", when(a=True))),
    cause("y", rule("r", "likely", when(c=True))),
    derive=(rule("c-of-b", None, when(b=True), states=(("c", True),)),),
)
INDEX = index_of(BOOK)


def start() -> Moment:
    return Moment(INDEX, chain.blank(INDEX), {}, frozenset())


def later(moment: Moment, *facts: Fact) -> Moment:
    told: dict[str, tuple[Fact, ...]] = dict.fromkeys(INDEX.staters, ())
    return moment.after(told | {one.name: (one,) for one in facts}, {one.name for one in facts}, NO_REPAIRS)


@pytest.mark.parametrize("looked_at", [False, True])
def test_it_knows_what_all_inputs_together_say(looked_at: bool) -> None:
    first = later(start(), fact("a"))
    if looked_at:
        assert first.known == {"a": True}
    both = later(first, fact("b"))
    assert both.known == {"a": True, "b": True, "c": True}
    assert both.chained == run(BOOK, [fact("a"), fact("b")])


def test_of_one_name_the_last_input_holds() -> None:
    assert later(later(start(), fact("a", True)), fact("a", False)).known == {"a": False}


def test_an_earlier_one_stays_as_it_was() -> None:
    first = later(start(), fact("a"))
    second = later(first, fact("b"))
    assert second.findings[0].probability == CERTAIN
    assert first.known == {"a": True}


def test_nothing_is_worked_out_that_nobody_looks_at(monkeypatch: pytest.MonkeyPatch) -> None:
    update = Mock(wraps=chain.update)
    monkeypatch.setattr(chain, "update", update)
    last = later(later(later(start(), fact("a")), fact("b")), fact("a", False))
    assert update.call_count == 0
    assert (last.verdict, last.known["a"]) == ("likely", False)
    assert [called.args[3] for called in update.call_args_list] == [{"a", "b"}]


def test_a_cause_that_is_not_in_the_rules_has_no_finding() -> None:
    assert start().finding("x").cause.id == "x"
    with pytest.raises(KeyError):
        start().finding("nobody")
