"""The order in which cases to practise are offered."""

from __future__ import annotations

from espdoctor.commands.screen import rehearsals
from espdoctor.knowledge import rulebook
from espdoctor.probes.simulator.faults import FAULTS
from espdoctor.tui.rehearsals import GROUPS, TYPICAL, Rehearsal, grouped, typical


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
