"""A fact: its identity and its rank among facts that exclude each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from books import fact
from espdoctor.engine.facts import TRUST, Evidence, Fact, by_name


def test_the_same_content_has_the_same_id() -> None:
    assert fact("a", 1).id == fact("a", 1).id


@pytest.mark.parametrize(
    "other", [fact("b", 1), fact("a", 2), fact("a", True), fact("a", 1, at=2.0), fact("a", 1, excerpt="x")]
)
def test_any_other_content_has_another_id(other: Fact) -> None:
    assert fact("a", 1).id != other.id


def test_doubt_is_no_part_of_the_id_and_one_firm_piece_of_evidence_ends_it() -> None:
    firm, doubted = fact("a", 1), fact("a", 1).doubted()

    assert (firm.doubtful, doubted.doubtful, doubted.at_attempt(1, 2.0).doubtful) == (False, True, True)
    assert firm.id == doubted.id
    assert not replace(firm, because=(*doubted.because, *firm.because)).doubtful


def test_half_characters_of_a_hostile_text_have_an_id_too() -> None:
    assert len(fact("a", "\ud800").id) == 12


def test_a_later_attempt_outranks_a_later_time() -> None:
    assert fact("a", at=1.0, attempt=1).rank > fact("a", at=9.0, attempt=0).rank


def test_a_later_time_outranks_a_better_source() -> None:
    assert fact("a", at=2.0, kind="said").rank > fact("a", at=1.0, kind="probe").rank


def test_at_the_same_time_the_better_source_holds() -> None:
    ranks = [fact("a", kind=kind).rank for kind in TRUST]
    assert ranks == sorted(ranks, reverse=True)


def test_the_best_evidence_gives_the_rank() -> None:
    late = Evidence("later", "…", at=5.0)
    assert replace(fact("a", at=1.0), because=(fact("a").because[0], late)).rank[1] == 5.0


def test_the_latest_attempt_of_its_evidence_is_that_of_the_fact() -> None:
    assert Fact("a", True, (Evidence("s", "x", attempt=2, at=0.0), Evidence("s", "x", attempt=1, at=9.0))).attempt == 2


def test_facts_are_gathered_by_name_in_their_order() -> None:
    one, two, three = (Fact(name, value, ()) for name, value in (("a", 2), ("b", True), ("a", 1)))
    assert by_name([one, two, three]) == {"a": (one, three), "b": (two,)}


def test_a_fact_can_be_stamped_with_attempt_and_time() -> None:
    stamped = fact("a").at_attempt(3, 7.5)
    assert (stamped.because[0].attempt, stamped.because[0].at) == (3, 7.5)
    assert stamped.value == fact("a").value
