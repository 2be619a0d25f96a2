"""The computer that the bench stands on."""

from __future__ import annotations

import pytest

from espdoctor.probes import simulator
from espdoctor.probes.host import Access, Host, PortInfo
from espdoctor.probes.simulator.host import SimHost


def host(url: str) -> SimHost:
    return simulator.bench(url).host


def port(url: str) -> PortInfo:
    return host(url).ports()[0]


def test_it_has_the_form_of_a_real_one() -> None:
    as_host: Host = host("sim://nodemcu")
    assert as_host.system() == "linux"
    assert "Linux" in as_host.release()


def test_the_listed_port_is_the_url_that_was_given_and_its_other_name_hides_the_fault() -> None:
    url = "sim://d1-mini?fault=gpio2-low"
    listed = port(url)
    assert (listed.url, listed.vid, listed.pid, listed.kind) == (url, 0x1A86, 0x7523, "usb")
    assert len(listed.aliases) == 1
    assert "fault" not in listed.aliases[0]


@pytest.mark.parametrize("fault", ["charge-only-cable", "not-plugged-in", "bridge-dead"])
def test_what_is_not_noticed_is_in_no_list(fault: str) -> None:
    computer = host(f"sim://nodemcu?fault={fault}")
    assert (computer.ports(), computer.usb_devices()) == ((), ())


def test_windows_lists_what_did_not_tell_who_it_is_as_unknown() -> None:
    url = "sim://nodemcu?fault=bridge-dead&os=windows"
    device = host(url).usb_devices()[0]
    assert (device.vid, device.pid, device.port, device.problem) == (0, 2, None, "Code 43")
    assert host(url).ports() == ()
    assert host(f"{url}&fault=charge-only-cable").usb_devices() == ()


def test_a_device_without_driver_gives_no_port() -> None:
    computer = host("sim://nodemcu?fault=driver-missing")
    assert computer.ports() == ()
    assert [(device.driver, device.port) for device in computer.usb_devices()] == [(None, None)]
    assert host("sim://nodemcu?fault=driver-missing&os=windows").usb_devices()[0].problem == "Code 28"


def test_brltty_has_the_device_in_its_hands() -> None:
    computer = host("sim://d1-mini?fault=brltty")
    assert computer.services() == ("brltty",)
    assert [(device.driver, device.port) for device in computer.usb_devices()] == [("usbfs", None)]


@pytest.mark.parametrize(("system", "problem"), [("windows", "Code 10"), ("macos", "two drivers claim it")])
def test_a_bad_driver_shows_as_the_system_shows_it(system: str, problem: str) -> None:
    assert host(f"sim://d1-mini?fault=driver-bad&os={system}").usb_devices()[0].problem == problem


def test_on_linux_a_bad_driver_shows_by_its_version() -> None:
    assert host("sim://d1-mini?fault=driver-bad").usb_devices()[0].driver == "ch341 3.8"


def test_the_holder_is_named_with_its_number() -> None:
    url = "sim://nodemcu?fault=port-busy"
    holder = host(url).holders(url)[0]
    assert (holder.process, holder.pid) == ("putty", 4711)
    assert host(url).holders("sim://other") == ()
    url = "sim://nodemcu?fault=modemmanager"
    assert host(url).holders(url)[0].process == "ModemManager"


def test_access_tells_group_and_login() -> None:
    url = "sim://nodemcu?fault=port-permission"
    assert host(url).access(url) == Access(False, "dialout", in_group=False, needs_login=False)
    url = "sim://nodemcu?fault=group-not-yet"
    assert host(url).access(url) == Access(False, "dialout", in_group=True, needs_login=True)
    url = "sim://nodemcu?os=macos"
    assert host(url).access(url) == Access(allowed=True)


@pytest.mark.parametrize(
    ("fault", "kinds"),
    [("port-onboard", {"onboard", "usb"}), ("port-bluetooth", {"bluetooth", "usb"}), ("port-gps", {"usb"})],
)
def test_a_wrong_port_is_chosen_while_the_right_one_is_listed_too(fault: str, kinds: set[str]) -> None:
    url = f"sim://nodemcu?fault={fault}"
    listed = host(url).ports()
    assert {one.kind for one in listed} == kinds
    chosen = next(one for one in listed if one.url == url)
    assert chosen.vid != 0x10C4


def test_windows_calls_ports_by_its_own_names() -> None:
    assert "COM5" in port("sim://nodemcu?os=windows").title


def test_a_replug_changes_the_ports_mark() -> None:
    bench = simulator.bench("sim://nodemcu?hands=simulated")
    before = bench.host.ports()[0].plugged
    assert bench.hands is not None
    assert bench.hands.do("replug")
    assert bench.host.ports()[0].plugged != before


def test_it_knows_the_image_that_its_user_meant_to_upload() -> None:
    assert host("sim://nodemcu").firmware()[0] == 0xE9
