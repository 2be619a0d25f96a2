"""The list of ports and the kinds that they are sorted into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from espdoctor.probes import host_ports


@dataclass
class Row:
    """As pyserial lists a port."""

    device: str
    description: str = "n/a"
    hwid: str = "n/a"
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None


@pytest.mark.parametrize(
    ("device", "hwid", "kind"),
    [
        ("/dev/ttyUSB0", "", "usb"),
        ("/dev/ttyACM3", "", "usb"),
        ("/dev/ttyS0", "PNP0501", "onboard"),
        ("/dev/ttyAMA0", "", "onboard"),
        ("/dev/rfcomm0", "", "bluetooth"),
        ("/dev/ttyGS0", "", "virtual"),
        ("/dev/pts/4", "", "virtual"),
        ("/dev/ttys004", "", "virtual"),
        ("/dev/cu.Bluetooth-Incoming-Port", "", "bluetooth"),
        ("/dev/cu.BLTH", "", "bluetooth"),
        ("/dev/cu.debug-console", "", "onboard"),
        ("/dev/cu.wchusbserial1410", "", "usb"),
        ("COM1", r"ACPI\PNP0501\1", "onboard"),
        ("COM7", r"BTHENUM\{00001101-0000-1000-8000-00805F9B34FB}", "bluetooth"),
        ("COM9", r"COM0COM\PORT\CNCA0", "virtual"),
        ("COM3", r"USB VID:PID=1A86:7523", "usb"),
        ("COM4", "", "unknown"),
    ],
)
def test_name_and_hardware_text_give_the_kind(device: str, hwid: str, kind: str) -> None:
    assert host_ports.kind_of(device, None, hwid) == kind


def test_numbers_make_it_usb_whatever_its_name() -> None:
    assert host_ports.kind_of("COM4", 0x1A86) == "usb"


def test_ports_come_in_the_order_a_person_counts() -> None:
    rows = [Row("COM10"), Row("COM9", "USB-SERIAL CH340 (COM9)", "USB VID:PID=1A86:7523", 0x1A86, 0x7523)]
    ports = host_ports.listed(lambda: rows)
    assert [port.url for port in ports] == ["COM9", "COM10"]
    assert (ports[0].kind, ports[0].title, ports[0].vid) == ("usb", "USB-SERIAL CH340 (COM9)", 0x1A86)
    assert ports[1].title == "COM10"


def test_a_list_that_cannot_be_made_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    from serial.tools import list_ports

    def broken() -> list[object]:
        raise OSError("a driver is broken")

    monkeypatch.setattr(list_ports, "comports", broken)
    assert list(host_ports.system_comports()) == []


def test_the_mark_of_a_device_file_changes_when_it_is_made_anew(tmp_path: Path) -> None:
    device = tmp_path / "ttyUSB0"
    device.touch()
    before = host_ports.node_mark(device)
    (tmp_path / "keeps-the-old-inode-busy").hardlink_to(device)
    device.unlink()
    device.touch()
    assert before != ""
    assert host_ports.node_mark(device) != before
    assert host_ports.node_mark(tmp_path / "gone") == ""
