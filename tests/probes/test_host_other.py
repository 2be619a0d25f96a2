"""A system that nobody wrote a Host for."""

from __future__ import annotations

from espdoctor.probes.host import Host
from espdoctor.probes.host_other import OtherHost


def test_it_lists_ports_and_knows_nothing_else() -> None:
    host: Host = OtherHost(comports=list)
    told: list[object] = [host.ports(), host.usb_devices(), host.holders("x"), host.services(), host.kernel_log()]
    assert told == [()] * 5
    assert host.access("x").allowed
    assert host.firmware() is None
    assert host.release()
