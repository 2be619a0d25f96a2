"""Which ways to hold a chip are tried, and in which order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from espdoctor.engine.facts import Value
from espdoctor.probes.actions.ladder import BARE, LADDER, Entry, rungs
from espdoctor.probes.grips import LOADER_BAUD, Grip


def test_an_unknown_board_is_tried_from_the_top() -> None:
    assert rungs(Entry(), {}, None) == LADDER
    assert [one.rank for one in LADDER] == sorted((one.rank for one in LADDER), reverse=True)


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ({"baud.best": 1500000}, Grip(1500000)),
        ({"baud.best": 57600}, Grip(57600)),
        ({"link.errors": "many"}, Grip(LOADER_BAUD, wary=True)),
        ({"link.errors": "none"}, LADDER[0]),
    ],
)
def test_what_was_measured_comes_first(known: dict[str, Value], first: Grip) -> None:
    assert rungs(Entry(), known, None)[0] == first


def test_what_is_remembered_comes_first_and_its_reset_serves_all() -> None:
    held = Grip(230400, sequence="swapped")

    ways = rungs(Entry(), {}, held)

    assert ways[0] == held
    assert {one.sequence for one in ways} == {"swapped"}
    assert [one.rate for one in ways] == [230400, LOADER_BAUD, LOADER_BAUD, 57600, 38400]


def test_a_measurement_counts_more_than_memory() -> None:
    assert rungs(Entry(), {"baud.best": 115200}, Grip(921600))[0] == Grip(115200)


def test_the_rate_that_was_asked_for_is_used_alone() -> None:
    assert rungs(Entry(baud=57600), {"baud.best": 460800}, Grip(460800)) == (Grip(57600),)


def test_what_a_probe_read_of_the_flash_chip_serves_all() -> None:
    assert {one.flash_id for one in rungs(Entry(may_be_bare=True), {"flash.jedec_id": 7}, Grip(9600, flash_id=8))} == {
        7
    }


def test_without_the_helper_only_when_nobody_wants_a_backup_or_by_wish() -> None:
    assert BARE not in rungs(Entry(), {}, None)
    assert rungs(Entry(may_be_bare=True), {}, None)[-1] == BARE
    assert rungs(Entry(bare=True), {}, None) == (BARE,)


@pytest.mark.parametrize(("broke", "then"), list(pairwise(LADDER)))
def test_slower_goes_down_the_ladder(broke: Grip, then: Grip) -> None:
    slower = Entry().slower(broke)

    assert slower is not None
    assert rungs(slower, {}, None)[0] == then


def test_a_rate_above_the_ladder_leads_onto_it() -> None:
    slower = Entry(baud=2000000).slower(Grip(2000000))

    assert slower is not None
    assert rungs(slower, {"baud.best": 2000000}, None)[0] == LADDER[0]


def test_below_the_last_rung_there_is_none() -> None:
    assert Entry().slower(LADDER[-1]) is None
    assert Entry(bare=True).slower(BARE) is None


def test_by_hand_there_is_no_other_try() -> None:
    """The chip must be reset for it, and that is the person's work."""
    assert Entry(manual=True).slower(LADDER[0]) is None
    assert rungs(Entry(manual=True), {}, None) == (Grip(LOADER_BAUD),)


def test_noise_that_was_just_measured_counts_more_than_a_fast_memory() -> None:
    held = Grip(921600, sequence="ck")

    assert rungs(Entry(), {"link.errors": "some"}, held)[0] == Grip(LOADER_BAUD, sequence="ck", wary=True)
    slow = Grip(57600, patient=True)
    assert rungs(Entry(), {"link.errors": "some"}, slow)[0] == replace(slow, wary=True)
