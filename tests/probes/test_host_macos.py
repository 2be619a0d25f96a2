"""macOS as a Host, over texts in the format of Apple's tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import SimpleNamespace

from espdoctor.probes import host_macos
from espdoctor.probes.host import Holder
from espdoctor.probes.host_macos import MacHost

PROFILE = {
    "SPUSBDataType": [
        {
            "_name": "USB31Bus",
            "_items": [
                {
                    "_name": "USB2.0 Hub",
                    "vendor_id": "0x05e3  (Genesys Logic, Inc.)",
                    "product_id": "0x0610",
                    "_items": [
                        {
                            "_name": "USB Serial",
                            "vendor_id": "0x1a86",
                            "product_id": "0x7523",
                            "location_id": "0x14100000",
                        },
                        {"_name": "Apple Keyboard", "vendor_id": "apple_vendor_id", "product_id": "0x024f"},
                    ],
                },
                {"_name": "Some UART Thing", "vendor_id": "0x1234", "product_id": "0x5678"},
            ],
        }
    ]
}


def row(device: str, vid: int | None = None, pid: int | None = None, serial: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(device=device, description="USB Serial", hwid="USB", vid=vid, pid=pid, serial_number=serial)


def mac(answers: dict[str, str], *rows: SimpleNamespace) -> MacHost:
    def ask(command: Sequence[str]) -> str:
        return answers.get(" ".join(command), "")

    return MacHost(ask, lambda: rows)


USB = " ".join(host_macos._USB)
USB_26 = " ".join(host_macos._USB_SINCE_26)


def test_a_bridge_deep_in_the_tree_with_its_port() -> None:
    devices = mac({USB: json.dumps(PROFILE)}, row("/dev/cu.wchusbserial1410", 0x1A86, 0x7523)).usb_devices()
    assert [(d.vid, d.port, d.driver) for d in devices] == [
        (0x1A86, "/dev/cu.wchusbserial1410", "WCH"),
        (0x1234, None, None),
    ]


def test_a_bridge_without_a_driver_has_no_port() -> None:
    (bridge, _) = mac({USB: json.dumps(PROFILE)}).usb_devices()
    assert (bridge.port, bridge.driver, bridge.problem) == (None, None, None)


def test_two_drivers_for_one_bridge_are_a_problem() -> None:
    rows = (row("/dev/cu.usbserial-1410", 0x1A86, 0x7523), row("/dev/cu.wchusbserial1410", 0x1A86, 0x7523))
    (bridge, _) = mac({USB: json.dumps(PROFILE)}, *rows).usb_devices()
    assert bridge.problem == "two drivers serve it: Apple, WCH"


def test_two_boards_with_one_driver_are_none() -> None:
    rows = (row("/dev/cu.usbserial-1410", 0x1A86, 0x7523), row("/dev/cu.usbserial-1420", 0x1A86, 0x7523))
    (bridge, _) = mac({USB: json.dumps(PROFILE)}, *rows).usb_devices()
    assert bridge.problem is None


def test_the_newer_profile_is_asked_when_the_older_is_empty() -> None:
    newer = {
        "SPUSBHostDataType": [{"_name": "CP2102", "USBDeviceKeyVendorID": "0x10c4", "USBDeviceKeyProductID": "0xea60"}]
    }
    (bridge,) = mac({USB_26: json.dumps(newer)}).usb_devices()
    assert (bridge.vid, bridge.pid) == (0x10C4, 0xEA60)


def test_a_profile_that_is_no_json_tells_nothing() -> None:
    assert host_macos.usb_of("Killed: 9") == ()


def test_who_holds_a_port_under_either_of_its_names() -> None:
    answers = {
        "lsof -F pc -- /dev/cu.usbserial-1410": "p501\ncArduino\\x20IDE\n",
        "lsof -F pc -- /dev/tty.usbserial-1410": "p777\ncscreen\nf5\n",
    }
    assert mac(answers).holders("/dev/cu.usbserial-1410") == (Holder("Arduino\\x20IDE", 501), Holder("screen", 777))
    assert mac({}).holders("/dev/cu.usbserial-1410") == ()


def test_the_tty_name_is_another_name_of_the_port() -> None:
    (port,) = mac({}, row("/dev/cu.SLAB_USBtoUART", 0x10C4, 0xEA60)).ports()
    assert port.aliases == ("/dev/tty.SLAB_USBtoUART",)


def test_what_macos_does_not_tell_is_empty() -> None:
    host = mac({})
    assert (host.system(), host.services(), host.kernel_log(), host.firmware()) == ("macos", (), (), None)
    assert host.release().startswith("macOS")
    assert not host.access("/dev/cu.gone").allowed
