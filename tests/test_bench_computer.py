"""What the host probes make of the bench's computer: for each fault of the host the facts that tell it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from espdoctor.engine.facts import Value
from espdoctor.probes import catalog
from espdoctor.probes.link import Stop, doors
from espdoctor.probes.world import OpenWorld

FAULTS: tuple[tuple[str, dict[str, Value]], ...] = (
    ("", {"port.state": "ok", "usb.driver": "bound", "usb.appears": "device-with-port", "port.moved": "chosen"}),
    ("charge-only-cable", {"port.state": "missing", "usb.device": "none", "usb.appears": "nothing"}),
    ("not-plugged-in", {"port.state": "missing", "usb.device": "none", "usb.appears": "device-with-port"}),
    ("driver-missing", {"port.state": "missing", "usb.driver": "missing", "usb.appears": "device-without-port"}),
    ("driver-bad", {"port.state": "driver-error", "usb.driver": "bad-version"}),
    ("port-onboard", {"port.state": "ok", "port.kind": "onboard", "port.other_bridge": True, "port.moved": "other"}),
    ("port-bluetooth", {"port.kind": "bluetooth", "port.other_bridge": True, "port.moved": "other"}),
    ("port-gps", {"port.kind": "usb", "port.bridge": "other", "usb.device": "bridge", "port.moved": "other"}),
    ("port-busy", {"port.state": "busy", "port.holder": "putty (process 4711)"}),
    ("port-permission", {"port.state": "denied", "port.group": "dialout", "port.in_group": "no"}),
    ("group-not-yet", {"port.state": "denied", "port.in_group": "not-yet"}),
    ("brltty", {"port.state": "missing", "port.thief": "brltty", "usb.appears": "device-without-port"}),
    ("modemmanager", {"port.state": "busy", "port.thief": "modemmanager"}),
    ("bridge-dead", {"port.state": "missing", "usb.errors": "enumeration", "usb.appears": "errors"}),
)


def look(url: str) -> Mapping[str, Value]:
    """Run the four host probes as a consultation does, with the replug done by the bench's hands."""
    bench = doors(url)
    known: dict[str, Value] = {}
    world = OpenWorld(bench, Stop(), lambda: known)
    for name in ("ports", "open", "usb", "replug"):
        probe = catalog.get(name)
        for hands in probe.info.hands:
            world.close()
            assert bench.hands is not None
            assert bench.hands.do(hands)
        for seen in probe.run(world):
            known.update({fact.name: fact.value for fact in seen.facts})
    world.close()
    return known


@pytest.mark.parametrize(("fault", "facts"), FAULTS, ids=[fault or "healthy" for fault, _ in FAULTS])
def test_a_fault_of_the_computer_shows_in_the_facts(fault: str, facts: dict[str, Value]) -> None:
    known = look(f"sim://d1-mini?{f'fault={fault}&' if fault else ''}hands=simulated")
    assert {name: known.get(name) for name in facts} == facts


@pytest.mark.parametrize(
    ("system", "fault", "facts"),
    [
        ("windows", "driver-missing", {"usb.driver": "missing", "host.os": "windows"}),
        ("windows", "driver-bad", {"port.state": "driver-error", "usb.driver": "bad-version"}),
        ("macos", "driver-bad", {"port.state": "driver-error", "usb.driver": "conflict", "host.os": "macos"}),
        ("macos", "charge-only-cable", {"usb.device": "none", "usb.appears": "nothing"}),
    ],
)
def test_other_systems_tell_it_in_their_own_way(system: str, fault: str, facts: dict[str, Value]) -> None:
    known = look(f"sim://d1-mini?fault={fault}&os={system}&hands=simulated")
    assert {name: known.get(name) for name in facts} == facts
