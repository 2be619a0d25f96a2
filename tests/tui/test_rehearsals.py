"""The order in which cases to practise are offered."""

from __future__ import annotations

import pytest

from espdoctor.commands.screen import rehearsals
from espdoctor.engine.facts import Value
from espdoctor.knowledge import rulebook
from espdoctor.probes.simulator.faults import FAULTS
from espdoctor.tui.complaints import COMPLAINTS
from espdoctor.tui.rehearsals import FITTING, GROUPS, TYPICAL, Rehearsal, grouped, matching, typical


def test_every_typical_case_is_one_that_the_bench_can_play() -> None:
    assert [one.id for one in typical(rehearsals(rulebook()))] == list(TYPICAL)


def test_all_faults_of_the_bench_are_offered_once_under_a_heading() -> None:
    groups = grouped(rehearsals(rulebook()))

    assert sorted(one.id for _, members in groups for one in members) == sorted(FAULTS)
    assert {heading for heading, _ in groups} <= set(GROUPS.values())


def test_a_topic_without_a_heading_comes_last_under_its_name() -> None:
    odd = Rehearsal("x", "X", "sim://x", "weather")
    even = Rehearsal("y", "Y", "sim://y", "port")

    assert [heading for heading, _ in grouped((odd, even))] == [GROUPS["port"], "weather"]


@pytest.mark.parametrize("said", FITTING)
def test_what_fits_a_complaint_can_be_said_and_played(said: tuple[str, Value]) -> None:
    assert any(said in complaint.answers for complaint in COMPLAINTS)
    assert [one.id for one in typical(rehearsals(rulebook()), (said,))] == list(FITTING[said])


def test_who_says_that_the_board_crashes_is_offered_crashes_first() -> None:
    first, *_ = typical(rehearsals(rulebook()), (("app.complaint", "crashes"),))

    assert first.topic == "crash"


def test_a_fault_is_found_by_words_of_its_title_in_any_order() -> None:
    found = matching(rehearsals(rulebook()), "NOTHING reads")

    assert [one.id for one in found] == ["crash-null"]
    assert matching(rehearsals(rulebook()), "zebra") == ()
