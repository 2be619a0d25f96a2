"""The driver of a bridge, by what each system tells."""

from __future__ import annotations

import pytest

from espdoctor.probes import drivers
from espdoctor.probes.bridges import identify
from espdoctor.probes.host import UsbDevice

CH340 = (0x1A86, 0x7523)
PL2303 = (0x067B, 0x2303)


@pytest.mark.parametrize(
    ("numbers", "words", "state"),
    [
        (CH340, {"driver": "ch341", "port": "/dev/ttyUSB0"}, "bound"),
        (CH340, {"driver": "wch.cn 3.5.2019.1", "port": "COM3"}, "bound"),
        (CH340, {}, "missing"),
        (CH340, {"driver": "usb"}, "missing"),
        (CH340, {"driver": "usbfs"}, None),
        (CH340, {"driver": "ch341"}, None),
        (CH340, {"driver": "cypress_m8"}, "wrong"),
        (CH340, {"driver": "wch.cn 3.8.2023.2", "port": "COM3"}, "bad-version"),
        (CH340, {"driver": "wch.cn 1.3.8", "port": "COM3"}, "bound"),
        ((0x10C4, 0xEA60), {"driver": "silabs 3.8.0", "port": "COM3"}, "bound"),
        (CH340, {"problem": "Code 28"}, "missing"),
        (CH340, {"problem": "Code 52"}, "missing"),
        (CH340, {"problem": "Code 10"}, "bad-version"),
        (CH340, {"problem": "Code 31"}, "wrong"),
        (CH340, {"problem": "Code 99"}, None),
        (PL2303, {"problem": "Code 10"}, "refuses-clone"),
        (PL2303, {"product": "PL2303HXA PHASED OUT SINCE 2012. PLEASE CONTACT YOUR SUPPLIER."}, "refuses-clone"),
        ((0x0403, 0x0000), {"driver": "ftdi_sio"}, "refuses-clone"),
        (CH340, {"port": "/dev/cu.usbserial-1", "problem": "two drivers serve it: Apple, WCH"}, "conflict"),
    ],
)
def test_a_device_gives_a_word_for_its_driver(
    numbers: tuple[int, int], words: dict[str, str], state: str | None
) -> None:
    device = UsbDevice(
        *numbers,
        product=words.get("product", ""),
        driver=words.get("driver"),
        port=words.get("port"),
        problem=words.get("problem"),
    )
    assert drivers.state(device, identify(*numbers)) == state


@pytest.mark.parametrize(
    ("problem", "failed"),
    [("Code 43", True), ("device descriptor read/64, error -71", True), ("Code 28", False), ("", False)],
)
def test_failures_while_getting_to_know_the_device(problem: str, failed: bool) -> None:
    assert drivers.is_enumeration(problem) == failed


def test_the_number_of_a_code() -> None:
    assert drivers.code("Code 28") == 28
    assert drivers.code(None) is None


@pytest.mark.parametrize(
    ("vid", "pid", "system", "words"),
    [
        (0x1A86, 0x7523, "linux", "the kernel's own module ch341"),
        (0x1A86, 0x7523, "windows", "CH341SER of WCH"),
        (0x10C4, 0xEA60, "macos", "CP210x VCP of Silicon Labs"),
        (0x046D, 0xC077, "linux", ""),
        (0x046D, 0xC077, "windows", ""),
        (0x1A86, 0x7523, "other", ""),
    ],
)
def test_the_driver_that_a_bridge_needs_is_named_for_the_system(vid: int, pid: int, system: str, words: str) -> None:
    assert drivers.needed(identify(vid, pid), system) == words
