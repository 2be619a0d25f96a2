"""Windows as a Host, over texts in the format of Microsoft's tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from espdoctor.probes import host_windows
from espdoctor.probes.host import Holder
from espdoctor.probes.host_windows import DEVICES, TASKS, WindowsHost

CH340_ID = r"USB\VID_1A86&PID_7523\5&2F0B4D1&0&2"


def entry(name: str | None, identity: str, code: int = 0, service: str | None = None) -> dict[str, Any]:
    return {"Name": name, "PNPDeviceID": identity, "ConfigManagerErrorCode": code, "Service": service}


def windows(
    devices: object = (), drivers: object = (), tasks: str = "", rows: Sequence[SimpleNamespace] = ()
) -> WindowsHost:
    answers = {DEVICES: json.dumps({"devices": devices, "drivers": drivers}), TASKS: tasks}
    return WindowsHost(lambda command: answers[tuple(command)], lambda: rows)


def test_a_bridge_with_port_and_driver_version() -> None:
    driver = {"DeviceID": CH340_ID, "DriverVersion": "3.8.2023.2", "DriverProviderName": "wch.cn"}
    (device,) = windows([entry("USB-SERIAL CH340 (COM3)", CH340_ID, service="CH341SER_A64")], [driver]).usb_devices()
    assert (device.vid, device.pid, device.port) == (0x1A86, 0x7523, "COM3")
    assert device.driver == "wch.cn 3.8.2023.2"
    assert device.problem is None


def test_a_bridge_without_a_driver_has_code_28() -> None:
    (device,) = windows([entry("USB Serial", CH340_ID, 28)]).usb_devices()
    assert (device.problem, device.port, device.driver) == ("Code 28", None, None)


def test_a_device_that_did_not_tell_its_numbers() -> None:
    name = "Unknown USB Device (Device Descriptor Request Failed)"
    (device,) = windows([entry(name, r"USB\VID_0000&PID_0002\5&1", 43)]).usb_devices()
    assert device.problem == "Code 43"


def test_an_ftdi_chip_is_listed_once() -> None:
    devices = windows(
        [
            entry("USB Serial Converter", r"USB\VID_0403&PID_6001\A50285BI", service="FTDIBUS"),
            entry("USB Serial Port (COM5)", r"FTDIBUS\VID_0403+PID_6001+A50285BIA\0000", service="FTSER2K"),
        ]
    ).usb_devices()
    assert [(d.port, d.driver) for d in devices] == [("COM5", "FTSER2K")]


def test_hubs_and_keyboards_are_left_out() -> None:
    others = [entry("USB Root Hub", r"USB\ROOT_HUB30\4&1"), entry("Keyboard", r"USB\VID_046D&PID_C31C\5&1")]
    assert windows(others).usb_devices() == ()


@pytest.mark.parametrize("answer", ["", "Get-CimInstance : Access denied", "[]", '{"devices": null, "drivers": null}'])
def test_an_answer_that_cannot_be_read_tells_nothing(answer: str) -> None:
    assert host_windows.devices_of(answer) == ()


def test_known_programs_are_perhaps_the_holders() -> None:
    tasks = (
        '"System Idle Process","0","Services","0","8 K"\n'
        '"Arduino IDE.exe","4321","Console","1","210,000 K"\n'
        '"Arduino IDE.exe","4322","Console","1","90,000 K"\n'
        '"putty.exe","77","Console","1","9,000 K"\n'
    )
    assert windows(tasks=tasks).holders("COM3") == (
        Holder("Arduino IDE", 4321, sure=False),
        Holder("PuTTY", 77, sure=False),
    )


def test_ports_are_listed_without_a_program_being_asked() -> None:
    """A look at the ports must cost nothing: PowerShell takes a second and more, and the screen looks all the time."""
    row = SimpleNamespace(
        device="COM3",
        description="USB-SERIAL CH340 (COM3)",
        hwid="USB VID:PID=1A86:7523",
        vid=0x1A86,
        pid=0x7523,
        serial_number="",
    )

    def ask(command: Sequence[str]) -> str:
        raise AssertionError(f"{command[0]} was asked")

    (port,) = WindowsHost(ask, lambda: [row]).ports()
    assert (port.url, port.kind) == ("COM3", "usb")


@pytest.mark.parametrize(
    ("version", "name"), [("10.0.22631", "Windows 11"), ("10.0.19045", "Windows 10"), ("", "Windows"), ("x", "Windows")]
)
def test_eleven_is_told_from_ten_by_its_build(version: str, name: str) -> None:
    assert host_windows.release_of(version) == name


def test_what_windows_does_not_tell_is_empty() -> None:
    host = windows()
    assert (host.system(), host.services(), host.kernel_log(), host.firmware()) == ("windows", (), (), None)
    assert host.access("COM3").allowed
    assert host.release().startswith("Windows")
