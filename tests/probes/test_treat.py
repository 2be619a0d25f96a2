"""A repair: its level, its steps, its proof, and what is kept of it."""

from __future__ import annotations

from typing import Any

from consulting import consult
from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes import simulator
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import Event, FixBegan, Reply, Started
from espdoctor.probes.link import doors
from espdoctor.probes.result import as_json
from espdoctor.probes.treat import hazard_of
from espdoctor.tui import shells


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


def test_a_fix_that_failed_took_its_time_too() -> None:
    said = consult("sim://nodemcu?fault=image-damaged&fault=flash-locked&hands=simulated")

    assert [step["seconds"] > 1 for step in said["steps"] if step["id"] == "flash"] == [True]


def test_without_consent_the_fix_is_shown_and_not_done() -> None:
    said = consult("sim://esp-01?fault=flash-size-mismatch&hands=simulated", granted=Hazard.RESET)

    assert said["causes"][0]["id"] == "flash-size-mismatch"
    assert said["causes"][0]["fixes"]
    assert said["verified"] is None
    assert {entry["verified"] for entry in said["found"]} <= {None}
    assert any("(--allow write)" in step["outcome"] for step in said["steps"])


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


def _named(event: Event) -> str:
    return event.name if isinstance(event, Started) else ""


def pulled_at(url: str, name: str) -> dict[str, Any]:
    """A consultation in which the plug comes out, once, when that step of a repair begins."""
    opened, bench = doors(url), simulator.bench(url)
    hands = shells.Silent(opened.hands)
    to_come = [FixBegan, Started]

    def respond(event: Event) -> Reply:
        if to_come and isinstance(event, to_come[0]) and (isinstance(event, FixBegan) or _named(event) == name):
            to_come.pop(0)
            if not to_come:
                bench.unplug()
        return hands(event)

    settings = Settings(granted=Hazard.ERASE, can_ask=True)
    return as_json(shells.run(Consultation(opened, rulebook(), settings), respond))


def test_a_plug_that_comes_out_leaves_a_fix_untested_and_it_is_tried_again_with_the_port_back() -> None:
    said = pulled_at("sim://esp-01?fault=flash-size-mismatch&hands=simulated&id=pulled-while-mending", "set-header")

    ended = [step["outcome"] for step in said["steps"] if step["id"] == "flash-size-mismatch/patch"]
    assert [outcome.endswith("It is left for when the port is back.") for outcome in ended] == [True, False]
    assert said["found"][0]["verified"] is True


def test_a_plug_that_comes_out_during_the_proof_is_no_failure_of_the_fix() -> None:
    said = pulled_at("sim://esp-12e?fault=gpio2-low&hands=simulated&id=pulled-while-proving", "banner")

    ended = [step["outcome"] for step in said["steps"] if step["id"].startswith("gpio2-low/")]
    assert ended[0] == "Not tested. It is left for when the port is back."
    assert said["found"][0] == {**said["found"][0], "cause": "gpio2-low", "verified": True}


def test_a_supply_that_takes_the_port_along_is_mended_before_what_it_hinders() -> None:
    said = consult("sim://esp-12e?fault=flash-mode-wrong&fault=usb-sags&hands=simulated")

    assert {one["cause"]: one["verified"] for one in said["found"]} == {
        "flash-mode-wrong": True,
        "power-insufficient": True,
    }
