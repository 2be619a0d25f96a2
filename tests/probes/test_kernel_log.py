"""The kernel's lines become events."""

from __future__ import annotations

import pytest

from espdoctor.probes import kernel_log

ATTACHED = "[10.3] usb 1-2: ch341-uart converter now attached to ttyUSB0"
DESCRIPTOR = "[11.0] usb 1-2: device descriptor read/64, error -71"
UNPLUGGED = "[12.0] usb 1-2: USB disconnect, device number 5"
STOLEN = "[10.4] usb 1-2: usbfs: interface 0 claimed by ch341 while 'brltty' sets config #1"
EMI = "[13.0] usb usb1-port2: disabled by hub (EMI?), re-enabling..."


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        (STOLEN, "stolen", "brltty"),
        (ATTACHED, "attached", "ttyUSB0"),
        ("[1.0] cdc_acm 1-1:1.0: ttyACM0: USB ACM device", "attached", "ttyACM0"),
        ("[1.0] ch341-uart ttyUSB0: ch341-uart converter now disconnected from ttyUSB0", "detached", "ttyUSB0"),
        (DESCRIPTOR, "enumeration", ""),
        ("[1.0] usb 1-2: device not accepting address 7, error -71", "enumeration", ""),
        ("[1.0] usb usb1-port2: unable to enumerate USB device", "enumeration", ""),
        ("[1.0] usb usb1-port2: Cannot enable. Maybe the USB cable is bad?", "enumeration", ""),
        (UNPLUGGED, "unplugged", ""),
        (EMI, "interference", ""),
    ],
)
def test_a_line_is_an_event(line: str, kind: str, name: str) -> None:
    assert [(e.kind, e.name, e.line) for e in kernel_log.events([line])] == [(kind, name, line)]


def test_lines_that_mean_nothing_are_passed_over() -> None:
    assert kernel_log.events(["[1.0] usb 1-2: new full-speed USB device number 5 using xhci_hcd", "", "x"]) == ()


def test_an_enumeration_error_counts_until_a_port_comes_up() -> None:
    failed = kernel_log.enumeration_error(kernel_log.events([ATTACHED, DESCRIPTOR, UNPLUGGED]))
    assert failed is not None
    assert failed.line == DESCRIPTOR
    assert kernel_log.enumeration_error(kernel_log.events([DESCRIPTOR, ATTACHED])) is None
    assert kernel_log.enumeration_error(()) is None


def test_a_replug_by_a_person_is_no_restlessness() -> None:
    assert kernel_log.restless(kernel_log.events([UNPLUGGED, ATTACHED, UNPLUGGED])) is None


def test_many_disconnects_or_interference_are() -> None:
    many = kernel_log.restless(kernel_log.events([UNPLUGGED] * kernel_log.SUSPICIOUS_UNPLUGS))
    hub = kernel_log.restless(kernel_log.events([EMI, UNPLUGGED]))
    assert many is not None
    assert hub is not None
    assert hub.line == EMI
