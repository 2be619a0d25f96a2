"""The kernel's own words."""

from __future__ import annotations

from bench_tools import opened
from espdoctor.probes import simulator


def log(url: str) -> str:
    return "\n".join(simulator.bench(url).host.kernel_log())


def test_a_healthy_board_is_found_and_attached() -> None:
    said = log("sim://d1-mini")
    assert "New USB device found, idVendor=1a86, idProduct=7523" in said
    assert "ch341-uart converter now attached to ttyUSB0" in said


def test_a_driverless_device_is_found_and_not_attached() -> None:
    said = log("sim://d1-mini?fault=driver-missing")
    assert "New USB device found" in said
    assert "attached" not in said


def test_brltty_claims_the_interface() -> None:
    said = log("sim://d1-mini?fault=brltty")
    assert "usbfs: interface 0 claimed by ch341 while 'brltty' sets config #1" in said
    assert said.index("now attached") < said.index("now disconnected")


def test_a_dead_bridge_cannot_be_enumerated() -> None:
    said = log("sim://d1-mini?fault=bridge-dead")
    assert "device descriptor read/64, error -71" in said
    assert "unable to enumerate USB device" in said


def test_a_bad_driver_complains() -> None:
    assert "failed to set" in log("sim://d1-mini?fault=driver-bad")


def test_a_charging_cable_says_nothing() -> None:
    assert log("sim://d1-mini?fault=charge-only-cable") == ""


def test_a_device_that_drops_is_seen_to_go() -> None:
    with opened("sim://nodemcu?fault=loose-cable") as (bench, _port):
        bench.clock.sleep(5.0)
        said = bench.host.kernel_log()
    assert any("USB disconnect" in line for line in said)
    assert any("cp210x converter now disconnected from ttyUSB0" in line for line in said)


def test_other_systems_keep_no_such_log() -> None:
    assert log("sim://d1-mini?os=windows") == ""
