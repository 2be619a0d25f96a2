"""A repair: its level, its steps, its proof, and what is kept of it."""

from __future__ import annotations

from consulting import consult
from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes.treat import hazard_of


def test_a_fix_is_as_dangerous_as_its_most_dangerous_action() -> None:
    fixes = {f"{cause.id}/{fix.id}": fix for cause in rulebook().causes.values() for fix in cause.fixes}
    acting = {name: fix for name, fix in fixes.items() if any(step.action for step in fix.steps)}

    assert acting
    assert all(hazard_of(fix) >= Hazard.RESET for fix in acting.values())
    erasing = [fix for fix in acting.values() if any(step.action == "erase-and-flash" for step in fix.steps)]
    assert erasing
    assert {hazard_of(fix) for fix in erasing} == {Hazard.ERASE}


def test_flashing_as_a_fix_is_written_down_with_its_level() -> None:
    said = consult("sim://esp-01?fault=flash-size-mismatch&hands=simulated")

    fixes = [step for step in said["steps"] if step["kind"] == "fix"]
    assert {step["hazard"] for step in fixes} & {"write", "erase"}
    assert said["found"][0] == {**said["found"][0], "cause": "flash-size-mismatch", "verified": True}


def test_without_consent_the_fix_is_shown_and_not_done() -> None:
    said = consult("sim://esp-01?fault=flash-size-mismatch&hands=simulated", granted=Hazard.RESET)

    assert said["causes"][0]["id"] == "flash-size-mismatch"
    assert said["causes"][0]["fixes"]
    assert said["verified"] is None
    assert {entry["verified"] for entry in said["found"]} <= {None}


def test_two_faults_are_found_one_after_the_other() -> None:
    said = consult("sim://esp-12e?fault=gpio15-high&fault=flash-mode-wrong&hands=simulated")

    assert [one["cause"] for one in said["found"]] == ["gpio15-high", "flash-mode-wrong"]
    assert said["verified"] is True


def test_a_fix_that_does_not_help_is_said_to_have_failed_and_another_is_tried() -> None:
    said = consult("sim://nodemcu?fault=loose-cable&hands=simulated")

    fixes = [step["outcome"] for step in said["steps"] if step["kind"] == "fix"]
    assert len(fixes) >= 1
    assert said["found"][0]["cause"] == "port-vanished"
    assert said["found"][0]["verified"] is True


def test_what_another_fault_hid_is_proven_late() -> None:
    said = consult("sim://esp-12e?fault=rx-tx-swapped&fault=reset-held&hands=simulated")

    assert {one["cause"]: one["verified"] for one in said["found"]} == {"no-response": True, "held-in-reset": True}
    assert said["verified"] is True
